import { Clock } from '@kernel/clock.js';
import { type Author, Rejected } from '@kernel/decider.js';
import { derivedId } from '@kernel/ids.js';
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ForEverybody, Needs } from '@platform/auth/auth.guard.js';
import { answerWrite, Caller, Calling } from '@platform/http/caller.js';
import { StreamHistory } from '@platform/http/event.dto.js';
import { At, pageByName, type ReadAt, ReadQuery } from '@platform/http/reads.js';
import { Histories } from '@platform/http/histories.js';
import { HOUR, isoInstant } from '@kernel/time.js';
import { Problem } from '@platform/http/problem.js';
import { Ledger, streamOf } from '@platform/ledger.js';
import { Addresses, LedgerIdentity } from '@platform/platform.tokens.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import type { FastifyReply } from 'fastify';
import { checkAddress } from '@kernel/mail-address.js';
import { SendingKey } from '../channels/sending-key.js';
import { ComponentTree } from '../components/component-tree.js';
import { refsTo } from '../maintenance-windows/window-answers.js';
import { kindOf } from '../maintenance-windows/window-rules.js';
import {
  countUnconfirmed,
  findSubscription,
  type FoundSubscription,
  readSubscriptions,
  type SubscriptionRow,
} from './subscription-table.js';
import type { Choice } from './subscription.events.js';
import { subscription, type SubscriptionCommand } from './subscription.js';
import {
  ChangeSubscriptionRequest,
  EndSubscriptionRequest,
  OwnSubscriptionView,
  ProofQuery,
  ProofRequest,
  SubscribedView,
  SubscribeRequest,
  SubscriptionList,
  SubscriptionQuery,
  SubscriptionView,
} from './subscriptions.dto.js';

/** Who follows a link of a mail is nobody known: the link is the proof. */
const READER: Author = {
  actor: { name: 'subscriber' },
  reporter: { kind: 'system', id: 'system:subscriber', name: 'subscriber' },
  via: { kind: 'api', verified: false },
};
const MOST_IN_AN_HOUR = 500;
export const SUBSCRIPTION_PURPOSE = 'subscription';

@ApiTags('subscriptions')
@Controller('api/v1/subscriptions')
export class SubscriptionsController {
  constructor(
    private readonly ledger: Ledger,
    private readonly readModel: ReadModel,
    private readonly identity: LedgerIdentity,
    private readonly addresses: Addresses,
    private readonly key: SendingKey,
    private readonly clock: Clock,
    private readonly histories: Histories,
  ) {}

  @Get()
  @Needs('admin')
  @ApiOperation({ summary: 'Who is told by mail' })
  @ApiOkResponse({ type: SubscriptionList })
  list(@Query() query: SubscriptionQuery, @At() at: ReadAt): SubscriptionList {
    const tree = ComponentTree.at(this.readModel, at.position);
    const { data, page } = pageByName(
      this.identity.id,
      query,
      (place) => readSubscriptions(this.readModel, query.status, at.position, place),
      ({ row }) => row.id,
    );
    return { data: data.map(({ row }) => wholeAnswer(row, tree)), page };
  }

  @Post()
  @HttpCode(202)
  @ForEverybody()
  @ApiOperation({ summary: 'Be told by mail; a mail to the address asks for confirmation first' })
  @ApiAcceptedResponse({ type: SubscribedView })
  async subscribe(@Body() request: SubscribeRequest): Promise<SubscribedView> {
    checkAddress('address', request.address);
    this.refuseFloods();
    // One stream for an address, whose id tells nothing of it.
    const id = derivedId(await this.key.proof('address', request.address.toLowerCase()));
    const command = { do: 'request', address: request.address, ...this.choiceOf(request) } as const;
    await this.ledger.execute(subscription, id, command, READER);
    return {
      detail: 'If the address is not subscribed yet, a mail asks for confirmation; nothing is sent before that.',
    };
  }

  @Get(':id')
  @ForEverybody()
  @ApiOperation({ summary: 'What a subscription is for, for whoever has a link from a mail' })
  @ApiOkResponse({ type: OwnSubscriptionView })
  async get(
    @Param('id') id: string,
    @Query() { proof }: ProofQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OwnSubscriptionView> {
    const { row, revision } = await this.own(id, proof);
    void reply.header('etag', `"${revision}"`);
    return ownAnswer(row, this.tree());
  }

  @Get(':id/history')
  @Needs('admin')
  @ApiOperation({ summary: 'Every step of a subscription: when it was asked for, confirmed, changed, ended, and how' })
  @ApiOkResponse({ type: StreamHistory })
  history(
    @Param('id') id: string,
    @Query() _query: ReadQuery,
    @At() at: ReadAt,
    @Calling() caller: Caller,
  ): Promise<StreamHistory> {
    if (findSubscription(this.readModel, id, at.position) === undefined) {
      throw new Rejected('not-found', 'unknown-subscription', 'there is no subscription with this id');
    }
    const asked = { stream: streamOf(subscription, id), kind: 'subscription', until: at.position };
    return this.histories.stepsOf(asked, caller);
  }

  @Patch(':id')
  @ForEverybody()
  @ApiOperation({ summary: 'Be told of something else' })
  @ApiOkResponse({ type: OwnSubscriptionView })
  async change(
    @Param('id') id: string,
    @Body() { proof, ...request }: ChangeSubscriptionRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OwnSubscriptionView> {
    await this.own(id, proof);
    return this.execute(id, { do: 'change', ...this.choiceOf(request) }, caller, reply);
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @ForEverybody()
  @ApiOperation({ summary: 'Whoever reads the mail of the address wants it' })
  @ApiOkResponse({ type: OwnSubscriptionView })
  async confirm(
    @Param('id') id: string,
    @Body() { proof }: ProofRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OwnSubscriptionView> {
    await this.own(id, proof);
    return this.execute(id, { do: 'confirm' }, caller, reply);
  }

  @Get(':id/unsubscribe')
  @ForEverybody()
  @ApiOperation({ summary: 'Leads to the page; a program that looks at links must end nothing' })
  async unsubscribePage(
    @Param('id') id: string,
    @Query() { proof = '' }: ProofQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.own(id, proof);
    void reply.redirect(
      `${this.addresses.publicUrl}/subscriptions?id=${id}&proof=${encodeURIComponent(proof)}&end=1`,
      303,
    );
  }

  @Post(':id/unsubscribe')
  @HttpCode(200)
  @ForEverybody()
  @RouteConfig({ takesForm: true })
  @ApiOperation({ summary: 'One click ends it (RFC 8058): the form that programs for mail send is taken' })
  @ApiOkResponse({ type: OwnSubscriptionView })
  async unsubscribe(
    @Param('id') id: string,
    @Query() { proof }: ProofQuery,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OwnSubscriptionView> {
    await this.own(id, proof);
    return this.execute(id, { do: 'end', how: 'one-click', reason: '' }, caller, reply);
  }

  @Post(':id/end')
  @HttpCode(200)
  @Needs('admin')
  @ApiOperation({ summary: 'An administrator ends it' })
  @ApiOkResponse({ type: OwnSubscriptionView })
  async end(
    @Param('id') id: string,
    @Body() { reason }: EndSubscriptionRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OwnSubscriptionView> {
    return this.execute(id, { do: 'end', how: 'administrator', reason }, caller, reply, caller.author());
  }

  private async execute(
    id: string,
    command: SubscriptionCommand,
    caller: Caller,
    reply: FastifyReply,
    author: Author = { ...READER, fingerprint: caller.fingerprint(command) },
  ): Promise<OwnSubscriptionView> {
    answerWrite(reply, await this.ledger.execute(subscription, id, command, author, caller.options));
    return ownAnswer(findSubscription(this.readModel, id)!.row, this.tree());
  }

  /** Whoever names the addresses of others must not make the ledger write to thousands of them. @throws Problem 429 */
  private refuseFloods(): void {
    const since = isoInstant(this.clock.now() - HOUR);
    if (countUnconfirmed(this.readModel, since, MOST_IN_AN_HOUR) < MOST_IN_AN_HOUR) return;
    const sentence = 'too many addresses were named within an hour and did not confirm; try again later';
    throw new Problem(429, 'too-many-unconfirmed', sentence, [], { 'retry-after': '3600' });
  }

  /** Without the proof there is nothing to be seen, not even whether it is there. @throws Rejected unknown-subscription */
  private async own(id: string, proof = ''): Promise<FoundSubscription> {
    const found = findSubscription(this.readModel, id);
    if (found !== undefined && (await this.key.proves(SUBSCRIPTION_PURPOSE, id, proof))) return found;
    throw new Rejected('not-found', 'unknown-subscription', 'there is no subscription with this link');
  }

  private choiceOf({ components = [], kinds = [] }: { components?: string[]; kinds?: string[] }): Choice {
    const tree = this.tree();
    return { components: components.map((word) => tree.named(word, 'components').id), kinds: kinds.map(kindOf) };
  }

  private tree(): ComponentTree {
    return ComponentTree.at(this.readModel, this.readModel.position());
  }
}

function ownAnswer({ id, status, components, kinds }: SubscriptionRow, tree: ComponentTree): OwnSubscriptionView {
  return { id, status, components: refsTo(components, tree), kinds };
}

function wholeAnswer(row: SubscriptionRow, tree: ComponentTree): SubscriptionView {
  const { address, requestedAt, asked, lastFailure, confirmedAt, ended } = row;
  return { ...ownAnswer(row, tree), address, requestedAt, asked, lastFailure, confirmedAt, ended };
}
