import type { Author } from '@kernel/decider.js';
import type { Actor } from '@kernel/event.js';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { allows, allowsLog, type Principal, type Scope } from '../auth/principal.js';
import type { Executed, ExecuteOptions } from '../ledger.js';
import type { Sight } from '../visibility.js';
import { Problem } from './problem.js';

const KEY = /^[\x21-\x7e]{1,200}$/;
const REVISION = /^(?:W\/)?"(\d{1,9})"$/;

/** Who makes this request, and what its headers ask for. The guard makes it; controllers get it by `@Calling()`. */
export class Caller {
  constructor(
    readonly principal: Principal | null,
    readonly sight: Sight,
    private readonly request: FastifyRequest,
    /** The same caller as it stands now: what is long must ask again. @throws Problem 401 once the token is dead */
    readonly again: () => Caller,
  ) {}

  /** @throws Problem 401 when nobody is signed in. */
  get signedIn(): Principal {
    if (this.principal === null) throw notSignedIn('this needs a token: send Authorization: Bearer opsl_…');
    return this.principal;
  }

  /** @throws Problem 403 */
  require(scope: Scope, log?: string): void {
    const principal = this.signedIn;
    if (!allows(principal, scope)) {
      throw new Problem(
        403,
        'missing-scope',
        `this needs the scope ${scope}; your token has ${principal.scopes.join(', ')}`,
      );
    }
    if (log !== undefined && !allowsLog(principal, log)) {
      throw new Problem(403, 'not-this-log', `your token is not good for the log ${log}`);
    }
  }

  /** For what concerns more than one log. @throws Problem 403 */
  requireAllLogs(): void {
    const { logs } = this.signedIn;
    if (logs === null) return;
    throw new Problem(403, 'not-these-logs', `this concerns all logs, and your token is good for ${logs.join(', ')}`);
  }

  /** The caller as the author of an event. */
  author(more: Partial<Author> = {}): Author {
    const { reporter, person, tokenId } = this.signedIn;
    const self: Actor = { name: reporter.name, ...(person === null ? {} : { person }) };
    const client = this.request.headers['user-agent']?.slice(0, 200);
    return {
      actor: self,
      reporter,
      via: { kind: 'api', verified: true, token: tokenId, ...(client === undefined ? {} : { client }) },
      ...('fingerprint' in more ? {} : { fingerprint: this.fingerprint(this.request.body) }),
      ...more,
    };
  }

  /** `Idempotency-Key` and `If-Match`. @throws Problem 400 */
  get options(): ExecuteOptions {
    return { idempotencyKey: this.idempotencyKey, expected: this.ifMatch };
  }

  get idempotencyKey(): string | undefined {
    const key = this.request.headers['idempotency-key'];
    return key === undefined ? undefined : checkKey(key as string, 'Idempotency-Key');
  }

  /** Method, path and body as one hash: what "the same request" means. */
  fingerprint(body: unknown): string {
    const { method, url } = this.request;
    return createHash('sha256')
      .update(`${method} ${url}\n${JSON.stringify(body) ?? ''}`)
      .digest('hex');
  }

  private get ifMatch(): number | undefined {
    const header = this.request.headers['if-match'];
    if (header === undefined || header === '*') return undefined;
    const revision = REVISION.exec(header)?.[1];
    if (revision === undefined) {
      const message = 'If-Match must be an ETag that a read gave, such as "0"';
      throw new Problem(400, 'invalid-request', message, [{ field: 'If-Match', rule: 'etag', message }]);
    }
    return Number(revision);
  }
}

/** @throws Problem 400 */
export function checkKey(key: string, field: string): string {
  if (!KEY.test(key)) {
    const message = `${field} must be 1 to 200 printable ASCII characters without spaces`;
    throw new Problem(400, 'invalid-request', message, [{ field, rule: 'form', message }]);
  }
  return key;
}

export function notSignedIn(detail: string): Problem {
  return new Problem(401, 'not-signed-in', detail, [], { 'www-authenticate': 'Bearer realm="opsledger"' });
}

export const Calling = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  return context.switchToHttp().getRequest<FastifyRequest & { caller: Caller }>().caller;
});

/** The headers of an answer to a write. */
export function answerWrite(reply: FastifyReply, executed: Executed, location?: string): void {
  void reply.header('etag', `"${executed.revision}"`).header('ledger-position', String(executed.position));
  if (location !== undefined) void reply.header('location', location);
}
