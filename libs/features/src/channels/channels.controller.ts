import { refuseCredentials } from '@kernel/credentials.js';
import { Rejected } from '@kernel/decider.js';
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '@platform/auth/auth.guard.js';
import { answerWrite, Caller, Calling } from '@platform/http/caller.js';
import { StreamHistory } from '@platform/http/event.dto.js';
import { At, type ReadAt, ReadQuery } from '@platform/http/reads.js';
import { Histories } from '@platform/http/histories.js';
import { type Executed, Ledger } from '@platform/ledger.js';
import { SendingSettings } from '@platform/platform.tokens.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import type { FastifyReply } from 'fastify';
import { DOWNTIME_KINDS } from '../maintenance-windows/maintenance-window.events.js';
import { POLICY_SCOPES } from '../notice-policies/notice-policy.events.js';
import { ANNOUNCEMENT_KINDS } from './announcement-kinds.js';
import type { ChannelRow } from './channel-table.js';
import { findChannel, type FoundChannel, readChannels } from './channel-table.js';
import type { ChannelRule } from './channel.events.js';
import { ruleInWords } from './choose-channels.js';
import {
  ChannelList,
  ChannelPatch,
  ChannelReason,
  ChannelRequest,
  ChannelSecretView,
  ChannelView,
} from './channels.dto.js';
import { channels, type ChannelsCommand } from './channels.js';
import { SendingKey } from './sending-key.js';
import { targetProblem } from './webhook-target.js';

@ApiTags('channels')
@Controller('api/v1/channels')
export class ChannelsController {
  constructor(
    private readonly ledger: Ledger,
    private readonly readModel: ReadModel,
    private readonly key: SendingKey,
    private readonly sending: SendingSettings,
    private readonly histories: Histories,
  ) {}

  @Get()
  @Needs('announce')
  @ApiOperation({ summary: 'Where announcements go, by name' })
  @ApiOkResponse({ type: ChannelList })
  list(@Query() _query: ReadQuery, @At() at: ReadAt): ChannelList {
    return { data: readChannels(this.readModel, at.position).map(({ row }) => channelAnswer(row)) };
  }

  @Get(':name')
  @Needs('announce')
  @ApiOperation({ summary: 'One channel, by its name or id' })
  @ApiOkResponse({ type: ChannelView })
  get(
    @Param('name') name: string,
    @Query() _query: ReadQuery,
    @At() at: ReadAt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): ChannelView {
    const { row, revision } = this.find(name, at.position);
    void reply.header('etag', `"${revision}"`);
    return channelAnswer(row);
  }

  @Get(':name/history')
  @Needs('announce')
  @ApiOperation({ summary: 'Every step of a channel: who, when, what' })
  @ApiOkResponse({ type: StreamHistory })
  history(
    @Param('name') name: string,
    @Query() _query: ReadQuery,
    @At() at: ReadAt,
    @Calling() caller: Caller,
  ): Promise<StreamHistory> {
    const { id } = this.find(name, at.position).row;
    const asked = { stream: channels.category, kind: 'channel', until: at.position, of: id };
    return this.histories.stepsOf(asked, caller);
  }

  @Post()
  @Needs('admin')
  @ApiOperation({ summary: 'Add a channel' })
  @ApiCreatedResponse({ type: ChannelView })
  async add(
    @Body() { name, type, title = '', target = '', listId = '', rules = [] }: ChannelRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChannelView> {
    const author = caller.author();
    this.checkReachable(type, target);
    const id = this.ledger.newId(author, caller.idempotencyKey);
    const details = { name, type, title, target, listId, rules: rules.map(ruleOf) };
    const executed = await this.execute({ do: 'add', id, details }, caller);
    return this.written(id, executed, reply, `/api/v1/channels/${id}`);
  }

  @Patch(':name')
  @Needs('admin')
  @ApiOperation({ summary: 'Change a channel; rules are given whole' })
  @ApiOkResponse({ type: ChannelView })
  async change(
    @Param('name') typed: string,
    @Body() { rules, ...rest }: ChannelPatch,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChannelView> {
    const { id, type } = this.find(typed, this.readModel.position()).row;
    if (rest.target !== undefined) this.checkReachable(type, rest.target);
    const details = { ...rest, ...(rules === undefined ? {} : { rules: rules.map(ruleOf) }) };
    const { expected } = caller.options;
    return this.written(id, await this.execute({ do: 'change', id, details, expected }, caller), reply);
  }

  @Post(':name/retire')
  @HttpCode(200)
  @Needs('admin')
  @ApiOperation({ summary: 'Nothing is sent there any more' })
  @ApiOkResponse({ type: ChannelView })
  async retire(
    @Param('name') typed: string,
    @Body() { reason }: ChannelReason,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChannelView> {
    const { id } = this.find(typed, this.readModel.position()).row;
    const { expected } = caller.options;
    return this.written(id, await this.execute({ do: 'retire', id, reason, expected }, caller), reply);
  }

  @Post(':name/secret')
  @HttpCode(200)
  @Needs('admin')
  @ApiOperation({ summary: 'The secret with which a webhook is signed, for its receiver' })
  @ApiOkResponse({ type: ChannelSecretView })
  async secret(@Param('name') typed: string): Promise<ChannelSecretView> {
    return this.secretOf(this.find(typed, this.readModel.position()).row);
  }

  @Post(':name/rotate-secret')
  @HttpCode(200)
  @Needs('admin')
  @ApiOperation({ summary: 'Another secret; the one before it signs too, until the next rotation' })
  @ApiOkResponse({ type: ChannelSecretView })
  async rotate(
    @Param('name') typed: string,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChannelSecretView> {
    const { id } = this.find(typed, this.readModel.position()).row;
    const { expected } = caller.options;
    answerWrite(reply, await this.execute({ do: 'rotate', id, expected }, caller));
    return this.secretOf(this.find(id, this.readModel.position()).row);
  }

  /** What an address says by itself; a name is judged when something is sent. @throws Rejected */
  private checkReachable(type: string, target: string): void {
    const problem = type === 'webhook' ? targetProblem(target, [], this.sending) : null;
    if (problem !== null) throw new Rejected('invalid', 'target-refused', `target: ${problem}`, 'target');
  }

  private async secretOf({ id, name, type, rotation }: ChannelRow): Promise<ChannelSecretView> {
    if (type !== 'webhook')
      throw new Rejected('conflict', 'no-secret', `${name} is a ${type} channel: it has no secret`);
    return { secret: await this.key.webhookSecret(id, rotation) };
  }

  private execute(command: ChannelsCommand, caller: Caller): Promise<Executed> {
    refuseCredentials(command, false);
    const { idempotencyKey } = caller.options;
    return this.ledger.execute(channels, null, command, caller.author(), { idempotencyKey });
  }

  private find(word: string, at: number): FoundChannel {
    const found = findChannel(this.readModel, word.toLowerCase(), at);
    if (found !== undefined) return found;
    throw new Rejected('not-found', 'unknown-channel', 'there is no channel with this name or id');
  }

  private written(id: string, executed: Executed, reply: FastifyReply, location?: string): ChannelView {
    const { row, revision } = this.find(id, this.readModel.position());
    answerWrite(reply, { ...executed, revision }, location);
    return channelAnswer(row);
  }
}

/** @throws Rejected, which names the word and those that there are */
function known(field: string, words: readonly string[], all: readonly string[]): void {
  const unknown = words.find((word) => !all.includes(word));
  if (unknown === undefined) return;
  const sentence = `rules.${field}: ${JSON.stringify(unknown)} is none of ${all.join(', ')}`;
  throw new Rejected('invalid', 'unknown-word', sentence, `rules.${field}`);
}

type RuleRequest = NonNullable<ChannelRequest['rules']>[number];

function ruleOf({ scopes = [], kinds = [], announcements = [], impact = 'none' }: RuleRequest): ChannelRule {
  known('scopes', scopes, POLICY_SCOPES);
  known('kinds', kinds, DOWNTIME_KINDS);
  known('announcements', announcements, ANNOUNCEMENT_KINDS);
  return { scopes, kinds, announcements, impact } as ChannelRule;
}

function channelAnswer({ saidAt: _saidAt, rules, ...row }: ChannelRow): ChannelView {
  return { ...row, rules: rules.map((rule) => ({ ...rule, words: ruleInWords(rule) })) };
}
