import { EventStore } from '@event-store/event-store.js';
import { Clock } from '@kernel/clock.js';
import { DAY, parseDay, parseInstant } from '@kernel/time.js';
import {
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { first, firstValueFrom, map, type Observable, of, timeout } from 'rxjs';
import { Ledger } from '../ledger.js';
import { ReadModel } from '../read-model/read-model.js';
import { TextField, WholeNumberField } from './fields.js';
import { type FieldError, Problem } from './problem.js';

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 250;
/** How long a read waits for a position that was written elsewhere. */
const ARRIVES_WITHIN_MS = 5_000;
const NOT_SETTLED =
  'is so near that other processes may still record something of then; ask for it in three minutes, or as of a position';

/** The state of the ledger that one read answers for. */
export interface ReadAt {
  readonly position: number;
  /** What "now" is at that position, milliseconds since 1970: ages are computed from it. */
  readonly now: number;
}

/** Query of every read. */
export class ReadQuery {
  @TextField({
    doc: 'Answer as the ledger was at this instant (2026-11-22T17:05:09Z) or position (1234).',
    optional: true,
    maxBytes: 40,
  })
  asOf?: string;
}

export const LIMIT = { doc: 'Rows of a page.', optional: true, min: 1, max: MAX_LIMIT, example: DEFAULT_LIMIT };
export const AFTER = { doc: 'Cursor of the page before: its `page.next`.', optional: true, maxBytes: 400 };

/** Query of every list. */
export class ListQuery extends ReadQuery {
  @WholeNumberField(LIMIT) limit?: number;
  @TextField(AFTER) after?: string;
}

/** Gives every GET a position to answer for, and names it in `Ledger-Position`. */
@Injectable()
export class ReadAtInterceptor implements NestInterceptor {
  constructor(
    private readonly readModel: ReadModel,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly store: EventStore,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest & { readAt: ReadAt }>();
    const minimum = minimumPosition(request.headers['ledger-min-position']);
    if (minimum > 0 && minimum > this.readModel.position()) await this.reached(minimum);
    if (request.method === 'GET' || request.method === 'HEAD') {
      request.readAt = this.resolve((request.query as { asOf?: unknown }).asOf);
      const reply = http.getResponse<FastifyReply>();
      void reply.header('ledger-position', String(request.readAt.position));
      const { live, liveAt } = this.store.availability.value;
      // While the server of the ledger is away, what was read before is served, with its age.
      if (!live) void reply.header('ledger-age', String(Math.round((this.clock.now() - liveAt) / 1000)));
    }
    return next.handle();
  }

  /** What another process answered with may be on its way here. @throws Problem 503 */
  private async reached(position: number): Promise<void> {
    if (await reaches(this.store, position)) return;
    const newest = this.readModel.position();
    throw new Problem(503, 'behind', `position ${position} cannot be read here yet, the newest is ${newest}`, [], {
      'retry-after': '1',
    });
  }

  private resolve(asOf: unknown): ReadAt {
    if (asOf === undefined) return newest(this.readModel, this.clock);
    const head = this.readModel.position();
    if (typeof asOf !== 'string') throw badAsOf('must be given once');
    if (/^\d{1,15}$/.test(asOf)) {
      const position = Number(asOf);
      if (position > head) throw badAsOf(`position ${position} is not there yet, the newest is ${head}`);
      return { position, now: this.readModel.timeAt(position) };
    }
    const instant = parseInstant(asOf, 'asOf');
    // What is under way may still come to be of this instant: an answer for it would not stay true. Unless there is
    // something later already: ledger time never goes back.
    if (instant >= this.readModel.timeAt(head) && !this.ledger.settles(instant)) {
      throw badAsOf(this.store.othersSettleWithinMs === 0 ? 'is not in the past' : NOT_SETTLED);
    }
    return { position: this.readModel.positionAt(instant), now: instant };
  }
}

/** What is known now. A clock that was set back does not make what is recorded lie ahead: ledger time never goes back. */
export function newest(readModel: ReadModel, clock: Clock): ReadAt {
  const position = readModel.position();
  return { position, now: Math.max(clock.now(), readModel.timeAt(position)) };
}

export const At = createParamDecorator((_: unknown, context: ExecutionContext): ReadAt => {
  return context.switchToHttp().getRequest<FastifyRequest & { readAt: ReadAt }>().readAt;
});

/** A cursor that names its ledger, so that one of another ledger is noticed. */
export function encodeCursor(ledgerId: string, ...parts: readonly (string | number)[]): string {
  return Buffer.from([ledgerId.slice(-12), ...parts].join('~')).toString('base64url');
}

/** The parts of a cursor, each of its form. @throws Problem 400 (not a cursor of this list), 410 (of another ledger) */
export function decodeCursor(ledgerId: string, cursor: string, ...forms: readonly RegExp[]): string[] {
  const [ledger, ...parts] = Buffer.from(cursor, 'base64url').toString().split('~');
  if (parts.length !== forms.length || !forms.every((form, index) => form.test(parts[index]!))) {
    throw invalid('after', 'cursor', 'must be the page.next of an earlier answer of this route');
  }
  if (ledger !== ledgerId.slice(-12)) {
    throw new Problem(410, 'other-ledger', 'this cursor belongs to another ledger: start again without it');
  }
  return parts;
}

/** Every page of one walk answers for the position of its first page, which its cursor carries: no row moves meanwhile. */
export function pinnedPosition(at: ReadAt, query: ListQuery, first: string | undefined): number {
  return first === undefined || query.asOf !== undefined ? at.position : Math.min(Number(first), at.position);
}

/** A position, a time or a key within a cursor. */
export const CURSOR_NUMBER = /^\d{1,19}$/;
/** A name or an id within a cursor. */
const CURSOR_NAME = /^[a-z0-9._-]{1,64}$/;

/** A span of time as queries give it: instants, or days, of which the last is included. */
export function range(from?: string, to?: string): { from?: number; to?: number } {
  const start = from === undefined ? undefined : startOf(from, 'from');
  const end = to === undefined ? undefined : isDay(to) ? parseDay(to, 'to') + DAY : parseInstant(to, 'to');
  if (start !== undefined && end !== undefined && start > end) throw invalid('from', 'range', 'is after to');
  return { ...(start === undefined ? {} : { from: start }), ...(end === undefined ? {} : { to: end }) };
}

/** An instant, or the first of a day. */
export function startOf(text: string, field: string): number {
  return isDay(text) ? parseDay(text, field) : parseInstant(text, field);
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text);
}

/** A page of rows that are listed by name: `read` gives up to `limit` of them behind a name. */
export function pageByName<Row>(
  ledgerId: string,
  query: ListQuery,
  read: (page: { after: string; limit: number }) => Row[],
  nameOf: (row: Row) => string,
): { data: Row[]; page: { next: string | null } } {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const after = query.after === undefined ? '' : decodeCursor(ledgerId, query.after, CURSOR_NAME)[0]!;
  const found = read({ after, limit: limit + 1 });
  const data = found.slice(0, limit);
  return { data, page: { next: found.length > limit ? encodeCursor(ledgerId, nameOf(data.at(-1)!)) : null } };
}

export function invalid(field: string, rule: string, sentence: string): Problem {
  const error: FieldError = { field, rule, message: `${field} ${sentence}` };
  return new Problem(400, 'invalid-request', error.message, [error]);
}

function badAsOf(sentence: string): Problem {
  return invalid('asOf', 'as-of', sentence);
}

function minimumPosition(header: string | string[] | undefined): number {
  if (header === undefined) return 0;
  if (typeof header !== 'string' || !/^\d{1,15}$/.test(header)) {
    throw invalid('Ledger-Min-Position', 'position', 'must be a position');
  }
  return Number(header);
}

/** Whether a position can be read here, soon at the latest where other processes append. */
export async function reaches(store: EventStore, position: number): Promise<boolean> {
  if (position <= store.heads.value) return true;
  if (store.othersSettleWithinMs === 0) return false;
  const reached = store.heads.pipe(
    first((head) => head >= position),
    map(() => true),
    timeout({ first: ARRIVES_WITHIN_MS, with: () => of(false) }),
  );
  return firstValueFrom(reached, { defaultValue: false });
}
