import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ForEverybody, Needs } from '@platform/auth/auth.guard.js';
import { answerWrite, Caller, Calling } from '@platform/http/caller.js';
import { notReadable } from '@platform/http/problem.js';
import { Histories } from '@platform/http/histories.js';
import { At, pageByName, type ReadAt, ReadQuery } from '@platform/http/reads.js';
import { type Executed } from '@platform/ledger.js';
import { LedgerIdentity } from '@platform/platform.tokens.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import type { FastifyReply } from 'fastify';
import { LogChooser } from '../logs/choose-log.js';
import { componentAnswer, oneComponentAnswer } from './component-answers.js';
import type { ComponentRow } from './component-catalogue.js';
import { historyOf } from './component-history.js';
import { ComponentTree } from './component-tree.js';
import { ComponentWriter } from './component-writer.js';
import { components } from './components.js';
import {
  ComponentHistory,
  ComponentList,
  ComponentPatch,
  ComponentQuery,
  ComponentReason,
  ComponentRequest,
  OneComponentView,
} from './components.dto.js';
import { hostNames, meansHost } from './host-patterns.js';

@ApiTags('components')
@Controller('api/v1/components')
export class ComponentsController {
  constructor(
    private readonly writer: ComponentWriter,
    private readonly readModel: ReadModel,
    private readonly identity: LedgerIdentity,
    private readonly chooser: LogChooser,
    private readonly histories: Histories,
  ) {}

  @Get()
  @ForEverybody()
  @ApiOperation({ summary: 'The components, by name' })
  @ApiOkResponse({ type: ComponentList })
  list(@Query() query: ComponentQuery, @At() at: ReadAt, @Calling() caller: Caller): ComponentList {
    const tree = ComponentTree.at(this.readModel, at.position);
    const wanted = tree.all.filter(this.filterOf(query, tree, at, caller));
    const read = ({ after, limit }: { after: string; limit: number }) =>
      wanted.filter(({ name }) => name > after).slice(0, limit);
    const { data, page } = pageByName(this.identity.id, query, read, ({ name }) => name);
    return { data: data.map((row) => componentAnswer(row, tree, caller.sight)), page };
  }

  @Get(':name')
  @ForEverybody()
  @ApiOperation({ summary: 'One component, by its name, an alias or its id, with its place in the tree' })
  @ApiOkResponse({ type: OneComponentView })
  get(
    @Param('name') name: string,
    @Query() _query: ReadQuery,
    @At() at: ReadAt,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): OneComponentView {
    const tree = ComponentTree.at(this.readModel, at.position);
    const row = tree.named(name);
    void reply.header('etag', `"${tree.revisionOf(row)}"`);
    return oneComponentAnswer(row, tree, caller.sight);
  }

  @Get(':name/history')
  @ForEverybody()
  @ApiOperation({ summary: 'Every version of a component: who, when, what' })
  @ApiOkResponse({ type: ComponentHistory })
  async history(
    @Param('name') name: string,
    @Query() _query: ReadQuery,
    @At() at: ReadAt,
    @Calling() caller: Caller,
  ): Promise<ComponentHistory> {
    const tree = ComponentTree.at(this.readModel, at.position);
    const { id } = tree.named(name);
    const asked = { stream: components.category, kind: 'component', until: at.position };
    const facts = await this.histories.factsOf(asked, caller);
    return { data: historyOf(id, facts, (parent) => tree.withId(parent)?.name ?? null) };
  }

  @Post()
  @Needs('log:manage')
  @ApiOperation({ summary: 'Register a component' })
  @ApiCreatedResponse({ type: OneComponentView })
  async register(
    @Body() { name, ...request }: ComponentRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OneComponentView> {
    caller.requireAllLogs();
    const { id, ...executed } = await this.writer.register(name, request, caller, caller.idempotencyKey);
    return this.written(id, executed, caller, reply, `/api/v1/components/${id}`);
  }

  @Patch(':name')
  @Needs('log:manage')
  @ApiOperation({ summary: 'Change what is said of a component' })
  @ApiOkResponse({ type: OneComponentView })
  async change(
    @Param('name') typed: string,
    @Body() request: ComponentPatch,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OneComponentView> {
    const { id } = this.find(typed, caller);
    const executed = await this.writer.change(id, request, caller, caller.options);
    return this.written(id, executed, caller, reply);
  }

  @Post(':name/retire')
  @HttpCode(200)
  @Needs('log:manage')
  @ApiOperation({ summary: 'It is not there any more; what it was stays readable' })
  @ApiOkResponse({ type: OneComponentView })
  async retire(
    @Param('name') typed: string,
    @Body() { reason }: ComponentReason,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OneComponentView> {
    const { id } = this.find(typed, caller);
    return this.written(id, await this.writer.end('retire', id, reason, caller), caller, reply);
  }

  @Post(':name/reinstate')
  @HttpCode(200)
  @Needs('log:manage')
  @ApiOperation({ summary: 'It is there again' })
  @ApiOkResponse({ type: OneComponentView })
  async reinstate(
    @Param('name') typed: string,
    @Body() { reason }: ComponentReason,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OneComponentView> {
    const { id } = this.find(typed, caller);
    return this.written(id, await this.writer.end('reinstate', id, reason, caller), caller, reply);
  }

  /** To change it. @throws Rejected, Problem 403 */
  private find(typed: string, caller: Caller): ComponentRow {
    caller.requireAllLogs();
    return ComponentTree.at(this.readModel, this.readModel.position()).named(typed);
  }

  private written(
    id: string,
    executed: Executed,
    caller: Caller,
    reply: FastifyReply,
    location?: string,
  ): OneComponentView {
    const tree = ComponentTree.at(this.readModel, this.readModel.position());
    const row = tree.withId(id) ?? notReadable(executed.position);
    answerWrite(reply, { ...executed, revision: tree.revisionOf(row) }, location);
    return oneComponentAnswer(row, tree, caller.sight);
  }

  private filterOf(
    query: ComponentQuery,
    tree: ComponentTree,
    at: ReadAt,
    caller: Caller,
  ): (row: ComponentRow) => boolean {
    const { group, scope, status } = query;
    const parent = query.parent === undefined ? undefined : tree.named(query.parent, 'parent', 'not-found').id;
    const log =
      query.log === undefined ? undefined : this.chooser.forReading(query.log, caller.sight, at.position).name;
    const [host, q] = [query.host?.toLowerCase(), query.q?.toLowerCase()];
    return (row) =>
      (parent === undefined || row.parent === parent) &&
      (log === undefined || row.logs.includes(log)) &&
      (host === undefined || meansHost(hostNames(row.hosts), host)) &&
      (group === undefined || row.groups.includes(group)) &&
      (scope === undefined || tree.scopeOf(row) === scope) &&
      (status === undefined || (row.retired === null) === (status === 'active')) &&
      (q === undefined || [row.name, row.title, ...row.aliases].some((word) => word.toLowerCase().startsWith(q)));
  }
}
