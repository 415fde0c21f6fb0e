import { refuseCredentials } from '@kernel/credentials.js';
import { Rejected } from '@kernel/decider.js';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ForEverybody, Needs } from '@platform/auth/auth.guard.js';
import { allows } from '@platform/auth/principal.js';
import { answerWrite, Caller, Calling } from '@platform/http/caller.js';
import { Histories } from '@platform/http/histories.js';
import { At, type ReadAt, ReadQuery } from '@platform/http/reads.js';
import { type Executed, Ledger } from '@platform/ledger.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import type { FastifyReply } from 'fastify';
import { ComponentTree } from '../components/component-tree.js';
import { findPerson, personNamed } from '../people/who-is-who.js';
import type { Surroundings } from './agreement.js';
import { RULE_A, RULE_B } from './first-policies.js';
import { historyOf } from './notice-policy-history.js';
import type { NoticeRules } from './notice-policy.events.js';
import {
  PolicyHistory,
  PolicyList,
  PolicyRequest,
  PolicyView,
  RulesRequest,
  TemplateList,
  VersionReasonRequest,
  VersionRequest,
} from './notice-policies.dto.js';
import { noticePolicies, type NoticePolicyCommand } from './notice-policies.js';
import { policiesAt, rulesView, type Told } from './policy-answers.js';
import { surroundingsOf, surroundingsOfVersion } from './surroundings.js';

@ApiTags('notice policies')
@Controller('api/v1/notice-policies')
export class NoticePoliciesController {
  constructor(
    private readonly ledger: Ledger,
    private readonly readModel: ReadModel,
    private readonly histories: Histories,
  ) {}

  @Get()
  @ForEverybody()
  @ApiOperation({ summary: 'The notice policies with all their versions, by name' })
  @ApiOkResponse({ type: PolicyList })
  list(@Query() _query: ReadQuery, @At() at: ReadAt): PolicyList {
    return { data: policiesAt(this.readModel, at.position).map(({ view }) => view) };
  }

  @Get('templates')
  @ForEverybody()
  @ApiOperation({ summary: 'Rules that stand ready: any downtime (rule A), and the notification matrix (rule B)' })
  @ApiOkResponse({ type: TemplateList })
  templates(): TemplateList {
    return { data: [RULE_A, RULE_B] };
  }

  @Get(':name')
  @ForEverybody()
  @ApiOperation({ summary: 'One notice policy, by its name or id' })
  @ApiOkResponse({ type: PolicyView })
  get(
    @Param('name') name: string,
    @Query() _query: ReadQuery,
    @At() at: ReadAt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): PolicyView {
    const { view, revision } = this.find(name, at.position);
    void reply.header('etag', `"${revision}"`);
    return view;
  }

  @Get(':name/history')
  @ForEverybody()
  @ApiOperation({ summary: 'What became of a notice policy: who proposed, agreed, adopted and withdrew, when and why' })
  @ApiOkResponse({ type: PolicyHistory })
  async history(
    @Param('name') name: string,
    @Query() _query: ReadQuery,
    @At() at: ReadAt,
    @Calling() caller: Caller,
  ): Promise<PolicyHistory> {
    const { id } = this.find(name, at.position).view;
    const tree = ComponentTree.at(this.readModel, at.position);
    const asked = { stream: noticePolicies.category, kind: 'notice-policy', until: at.position };
    const facts = await this.histories.factsOf(asked, caller);
    return {
      data: historyOf(id, facts).map((step) => ({ ...step, rules: step.rules && rulesView(step.rules, tree) })),
    };
  }

  @Post()
  @Needs('announce')
  @ApiOperation({ summary: 'Propose a policy; nothing is judged by it yet' })
  @ApiCreatedResponse({ type: PolicyView })
  async create(
    @Body() { name, ...request }: PolicyRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PolicyView> {
    const author = caller.author();
    const policy = this.ledger.newId(author, caller.idempotencyKey);
    const executed = await this.propose(policy, name, request, caller);
    return this.written(policy, executed, reply, `/api/v1/notice-policies/${policy}`);
  }

  @Post(':name/propose')
  @HttpCode(200)
  @Needs('announce')
  @ApiOperation({ summary: 'Propose the next version of a policy' })
  @ApiOkResponse({ type: PolicyView })
  async proposeNext(
    @Param('name') typed: string,
    @Body() request: RulesRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PolicyView> {
    const { view } = this.find(typed, this.readModel.position());
    return this.written(view.id, await this.propose(view.id, view.name, request, caller), reply);
  }

  @Post(':name/approve')
  @HttpCode(200)
  @Needs('announce')
  @ApiOperation({ summary: 'Agree, as one of the people affected; with the last of the quorum it comes into force' })
  @ApiOkResponse({ type: PolicyView })
  async approve(
    @Param('name') typed: string,
    @Body() { version }: VersionRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PolicyView> {
    const { id } = this.find(typed, this.readModel.position()).view;
    const { person } = caller.signedIn;
    const around = await this.around(id, version);
    return this.written(id, await this.execute({ do: 'approve', policy: id, version, person, around }, caller), reply);
  }

  @Post(':name/adopt')
  @HttpCode(200)
  @Needs('admin')
  @ApiOperation({ summary: 'Bring a version into force where nobody is named who could agree, with a reason' })
  @ApiOkResponse({ type: PolicyView })
  adopt(
    @Param('name') typed: string,
    @Body() request: VersionReasonRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PolicyView> {
    return this.decide('adopt', typed, request, caller, reply);
  }

  @Post(':name/withdraw')
  @HttpCode(200)
  @Needs('announce')
  @ApiOperation({ summary: 'Take a proposed version back: who proposed it, whoever has to agree, or an admin' })
  @ApiOkResponse({ type: PolicyView })
  withdraw(
    @Param('name') typed: string,
    @Body() request: VersionReasonRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PolicyView> {
    return this.decide('withdraw', typed, request, caller, reply);
  }

  private async decide(
    what: 'adopt' | 'withdraw',
    typed: string,
    { version, reason }: VersionReasonRequest,
    caller: Caller,
    reply: FastifyReply,
  ): Promise<PolicyView> {
    refuseCredentials({ reason }, false);
    const { id } = this.find(typed, this.readModel.position()).view;
    const isAdmin = allows(caller.signedIn, 'admin');
    const around = await this.around(id, version);
    const command = { do: what, policy: id, version, reason, isAdmin, around };
    return this.written(id, await this.execute(command, caller), reply);
  }

  private async propose(policy: string, name: string, request: RulesRequest, caller: Caller): Promise<Executed> {
    refuseCredentials(request, false);
    await this.ledger.rowsAreCurrent();
    const rules = this.rulesOf(request);
    const around = surroundingsOf(this.readModel, rules, this.readModel.position());
    return this.execute({ do: 'propose', policy, name, rules, reason: request.reason, around }, caller);
  }

  private async around(policy: string, version: number): Promise<Surroundings> {
    await this.ledger.rowsAreCurrent();
    return surroundingsOfVersion(this.readModel, policy, version, this.readModel.position());
  }

  /** What a caller has seen is the revision of one policy, not of the stream that all share. */
  private execute(command: NoticePolicyCommand, caller: Caller): Promise<Executed> {
    const { idempotencyKey, expected } = caller.options;
    return this.ledger.execute(noticePolicies, null, { ...command, expected }, caller.author(), { idempotencyKey });
  }

  private rulesOf({
    title,
    cells,
    starting,
    ended,
    components = [],
    approvers = [],
    quorum,
  }: RulesRequest): NoticeRules {
    const tree = ComponentTree.at(this.readModel, this.readModel.position());
    return {
      title,
      cells: cells.map(({ scope, impact, noticeMinutes = null }) => ({ scope, impact, noticeMinutes })),
      starting,
      ended,
      components: components.map((word) => tree.named(word, 'components').id),
      approvers: approvers.map((word) => this.person(word)),
      quorum: quorum ?? approvers.length,
    };
  }

  private person(word: string): string {
    const id = findPerson(this.readModel, word.toLowerCase(), this.readModel.position())?.person.id;
    const person = id ?? personNamed(this.readModel, word);
    if (person !== null) return person;
    const sentence = `approvers: nobody has the alias or id ${JSON.stringify(word.slice(0, 63))}; GET /api/v1/people lists them`;
    throw new Rejected('invalid', 'unknown-person', sentence, 'approvers');
  }

  private find(typed: string, at: number): Told {
    const word = typed.toLowerCase();
    const found = policiesAt(this.readModel, at).find(({ view }) => view.name === word || view.id === word);
    if (found !== undefined) return found;
    throw new Rejected('not-found', 'unknown-policy', 'there is no notice policy with this name or id');
  }

  private written(id: string, executed: Executed, reply: FastifyReply, location?: string): PolicyView {
    const { view, revision } = this.find(id, this.readModel.position());
    answerWrite(reply, { ...executed, revision }, location);
    return view;
  }
}
