import { Rejected } from '@kernel/decider.js';
import { Ids } from '@kernel/ids.js';
import { isoInstant, parseInstant } from '@kernel/time.js';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs, SignedIn } from '@platform/auth/auth.guard.js';
import { SCOPES, type Scope } from '@platform/auth/principal.js';
import { answerWrite, Caller, Calling } from '@platform/http/caller.js';
import { At, invalid, ListQuery, pageByName, type ReadAt, ReadQuery } from '@platform/http/reads.js';
import { Ledger } from '@platform/ledger.js';
import { LedgerIdentity } from '@platform/platform.tokens.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import type { FastifyReply } from 'fastify';
import { logNamed } from '../logs/log-catalogue.js';
import { findPerson } from '../people/who-is-who.js';
import { hashOfSecret, makeSecret } from './secret.js';
import { MeView, NewTokenView, RevokeRequest, TokenList, TokenRequest, TokenView } from './tokens.dto.js';
import { tokens } from './tokens.js';
import { findToken, readTokens, type TokenRow, tokenWithHash } from './who-may.js';

@ApiTags('people')
@Controller('api/v1')
export class TokensController {
  constructor(
    private readonly ledger: Ledger,
    private readonly readModel: ReadModel,
    private readonly identity: LedgerIdentity,
    private readonly ids: Ids,
  ) {}

  @Get('me')
  @SignedIn()
  @ApiOperation({ summary: 'Who this token makes you' })
  @ApiOkResponse({ type: MeView })
  me(@Query() _query: ReadQuery, @Calling() caller: Caller): MeView {
    const { reporter, person, tokenId, scopes, logs } = caller.signedIn;
    return { kind: reporter.kind, id: reporter.id, name: reporter.name, person, token: tokenId, scopes, logs };
  }

  @Get('tokens')
  @Needs('admin')
  @ApiOperation({ summary: 'The tokens, without their secrets' })
  @ApiOkResponse({ type: TokenList })
  list(@Query() query: ListQuery, @At() at: ReadAt): TokenList {
    return pageByName(
      this.identity.id,
      query,
      (page) => readTokens(this.readModel, at.position, page),
      ({ id }) => id,
    );
  }

  @Get('tokens/:id')
  @Needs('admin')
  @ApiOperation({ summary: 'One token, without its secret' })
  @ApiOkResponse({ type: TokenView })
  get(@Param('id') id: string, @Query() _query: ReadQuery, @At() at: ReadAt): TokenView {
    return this.find(id, at.position);
  }

  @Post('tokens')
  @Needs('admin')
  @ApiOperation({ summary: 'Issue a token; its secret is shown this once' })
  @ApiCreatedResponse({ type: NewTokenView })
  async issue(
    @Body() body: TokenRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NewTokenView> {
    if (body.logs !== undefined && body.scopes.includes('admin')) {
      throw invalid('logs', 'admin-is-for-all', 'cannot limit a token with the scope admin');
    }
    const secret = makeSecret(this.ids.salt());
    const author = caller.author();
    const id = this.ledger.newId(author, caller.idempotencyKey);
    const token = {
      id,
      hash: hashOfSecret(secret),
      ...this.ownerOf(body),
      label: body.label ?? '',
      scopes: body.scopes.map(checkScope),
      logs: body.logs?.map((log) => this.checkLog(log, caller)) ?? null,
      expiresAt: body.expiresAt === undefined ? null : isoInstant(parseInstant(body.expiresAt, 'expiresAt')),
    };
    const options = { idempotencyKey: caller.idempotencyKey };
    const executed = await this.ledger.execute(tokens, null, { do: 'issue', token }, author, options);
    answerWrite(reply, executed, `/api/v1/tokens/${id}`);
    void reply.header('cache-control', 'no-store');
    // Of two requests with one key at once only one made the token that there is.
    const isGood = tokenWithHash(this.readModel, token.hash) !== undefined;
    return { ...this.find(id, this.readModel.position()), secret: isGood ? secret : null };
  }

  @Post('tokens/:id/revoke')
  @HttpCode(200)
  @Needs('admin')
  @ApiOperation({ summary: 'Revoke a token, at once' })
  @ApiOkResponse({ type: TokenView })
  async revoke(
    @Param('id') id: string,
    @Body() body: RevokeRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokenView> {
    const command = { do: 'revoke', id, reason: body.reason } as const;
    const options = { idempotencyKey: caller.idempotencyKey };
    const executed = await this.ledger.execute(tokens, null, command, caller.author(), options);
    answerWrite(reply, executed);
    return this.find(id, this.readModel.position());
  }

  private ownerOf({ tool, person }: TokenRequest): { ownerKind: 'person' | 'tool'; owner: string } {
    if ((tool === undefined) === (person === undefined)) {
      throw invalid(
        tool === undefined ? 'tool' : 'person',
        'one-owner',
        'or its counterpart must be given, and not both',
      );
    }
    if (tool !== undefined) return { ownerKind: 'tool', owner: tool };
    if (findPerson(this.readModel, person!, this.readModel.position()) === undefined) {
      throw invalid('person', 'exists', 'is not the id of a person');
    }
    return { ownerKind: 'person', owner: person! };
  }

  private checkLog(typed: string, caller: Caller): string {
    const log = logNamed(this.readModel, 'name', typed);
    if (log === undefined || caller.sight.hides(log.name))
      throw invalid('logs', 'exists', `has ${JSON.stringify(typed)}, which is no log`);
    return log.name;
  }

  private find(id: string, at: number): TokenRow {
    const token = findToken(this.readModel, id, at);
    if (token === undefined) throw new Rejected('not-found', 'unknown-token', 'there is no token with this id');
    return token;
  }
}

function checkScope(scope: string): Scope {
  if (!(SCOPES as readonly string[]).includes(scope)) {
    throw invalid('scopes', 'known-scope', `has ${JSON.stringify(scope)}; the scopes are ${SCOPES.join(', ')}`);
  }
  return scope as Scope;
}
