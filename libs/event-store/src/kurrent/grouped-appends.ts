import type { Clock } from '@kernel/clock.js';
import type { EventData, KurrentDBClient } from '@kurrent/kurrentdb-client';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  AppendTooLarge,
  MAX_WAITING_APPENDS,
  type NewEvent,
  NO_STREAM,
  StoreOverloaded,
  StoreUnavailable,
} from '../event-store.js';
import { actualRevision, ANSWER_WITHIN_MS, explain, keepFew, type KurrentServer, within } from './kurrent-server.js';
import { type StreamNames, toEventData } from './recorded-event.js';

/** Appends, and bytes, of one call: beyond it the call is no longer what costs. */
const MAX_GROUP = 256;
const MAX_GROUP_BYTES = 8 * 1024 * 1024;
/** An append that was not answered is sent again, with the same ids, for so long; then its outcome stays unknown. */
const SETTLED_WITHIN_MS = 10_000;
const PAUSE_MS = 250;
/** A server that does not answer must not hold up a stop. */
const CLOSES_WITHIN_MS = 1_000;

export interface ServerAppend {
  readonly stream: string;
  readonly expected: number;
  readonly events: readonly NewEvent[];
}

/** The stream has another revision than was expected; whether by the same events, only a look at them tells. */
export class Conflict extends Error {
  constructor(readonly actual: number) {
    super(`conflict, the stream is at revision ${actual}`);
  }
}

interface Waiting extends ServerAppend {
  readonly since: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Those that are not settled, and why; without a failure they only go again. */
interface Attempt {
  readonly left: Waiting[];
  readonly failure?: unknown;
  readonly client?: KurrentDBClient;
}

/**
 * Sends appends to the server. What gathers while a call is under way goes as one atomic call over many streams, where
 * the server has that call (25.1 and later), else one by one; either way each append's conflict fails alone. A call
 * whose outcome is unknown is repeated with the same ids and revisions, which the server recognises.
 */
export class GroupedAppends {
  private waiting: Waiting[] = [];
  private underWay: Promise<void> | null = null;
  private closed = false;
  /** Whether this server takes many streams in one call; found out at the first append of each connection. */
  private groupsOf: { client: KurrentDBClient; areTaken: boolean } | null = null;

  constructor(
    private readonly server: KurrentServer,
    private readonly names: StreamNames,
    private readonly clock: Clock,
    /** False for servers that have the call but must not be asked for it. */
    private readonly mayGroup = true,
  ) {}

  /** Resolves when it is durable. @throws Conflict, AppendTooLarge, StoreOverloaded, StoreUnavailable (outcome unknown) */
  append(append: ServerAppend): Promise<void> {
    if (this.closed) return Promise.reject(new StoreUnavailable('the ledger is closed'));
    if (this.waiting.length >= MAX_WAITING_APPENDS) {
      return Promise.reject(new StoreOverloaded(`${MAX_WAITING_APPENDS} appends are waiting already`));
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ ...append, since: this.clock.now(), resolve, reject });
      this.underWay ??= this.pump();
    });
  }

  /** The revision of a stream as the leader has it now, -1 for none. @throws StoreUnavailable */
  revisionOf(stream: string): Promise<number> {
    return this.revisionAt(this.names.of(stream));
  }

  /** The same of a stream beside the ledger. */
  revisionBeside(stream: string): Promise<number> {
    return this.revisionAt(this.names.beside(stream));
  }

  /**
   * Appends one event to a stream beside the ledger, which keeps only the last few.
   * @throws Conflict, StoreUnavailable (outcome unknown)
   */
  async appendBeside(stream: string, expected: number, type: string, data: Record<string, string>): Promise<void> {
    const name = this.names.beside(stream);
    const event: EventData = { id: randomUUID(), type, contentType: 'application/json', data, metadata: undefined };
    try {
      const client = await this.server.client();
      const options = { streamState: stateOf(expected), credentials: this.server.credentials };
      await within(ANSWER_WITHIN_MS, type, client.appendToStream(name, [event], options));
      if (expected < 0) keepFew(client, name, this.server.credentials);
    } catch (error) {
      throw this.asOurs(error);
    }
  }

  private async revisionAt(name: string): Promise<number> {
    try {
      return await this.server.revisionOf(name);
    } catch (error) {
      throw this.asOurs(error);
    }
  }

  private asOurs(error: unknown): Conflict | StoreUnavailable {
    const actual = actualRevision(error);
    if (actual !== undefined) return new Conflict(actual);
    if (!isFinal(error)) this.server.renew();
    return new StoreUnavailable(explain(error, this.server.address), { cause: error });
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.race([this.underWay, pause(CLOSES_WITHIN_MS, undefined, { ref: false })]);
    this.server.close();
  }

  private async pump(): Promise<void> {
    // Appends that were made in the same turn share the first call too.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      this.refuseLate();
      await this.send(this.nextGroup());
    }
    this.underWay = null;
  }

  /** What waited so long behind others was never sent, and must not be recorded as of when it came. */
  private refuseLate(): void {
    const isLate = ({ since }: Waiting): boolean => this.clock.now() - since >= SETTLED_WITHIN_MS;
    const late = this.waiting.filter(isLate);
    if (late.length === 0) return;
    this.waiting = this.waiting.filter((one) => !isLate(one));
    for (const one of late) one.reject(new StoreUnavailable('the server does not take appends as fast as they come'));
  }

  /** The oldest that wait, each stream once: a second append to it has to see the outcome of the first. */
  private nextGroup(): Waiting[] {
    const group: Waiting[] = [];
    const streams = new Set<string>();
    let bytes = 0;
    for (const one of this.waiting) {
      const size = one.events.reduce((sum, { content }) => sum + content.byteLength, 0);
      const isFull = group.length === MAX_GROUP || (group.length > 0 && bytes + size > MAX_GROUP_BYTES);
      if (isFull) break;
      if (streams.has(one.stream)) continue;
      streams.add(one.stream);
      group.push(one);
      bytes += size;
    }
    const chosen = new Set(group);
    this.waiting = this.waiting.filter((one) => !chosen.has(one));
    return group;
  }

  /** Settles every append of the group, one way or the other. */
  private async send(group: Waiting[]): Promise<void> {
    for (let left = group; left.length > 0;) {
      const attempt = await this.attempt(left).catch((failure: unknown): Attempt => ({ left, failure }));
      left = attempt.left;
      if (attempt.failure === undefined) continue;
      this.server.renew(attempt.client);
      const unknown = new StoreUnavailable(explain(attempt.failure, this.server.address), { cause: attempt.failure });
      const isOver = (one: Waiting): boolean => this.closed || this.clock.now() - one.since >= SETTLED_WITHIN_MS;
      for (const one of left.filter(isOver)) one.reject(unknown);
      left = left.filter((one) => !isOver(one));
      if (left.length > 0) await pause(PAUSE_MS);
    }
  }

  private async attempt(group: Waiting[]): Promise<Attempt> {
    const client = await this.server.client();
    // Also several events of one append: the older call, broken off midway, may leave a part of them.
    const isSeveral = group.length > 1 || group[0]!.events.length > 1;
    const together = isSeveral && (await this.takesGroups(client));
    return { ...(await (together ? this.together(client, group) : this.alone(client, group))), client };
  }

  private async takesGroups(client: KurrentDBClient): Promise<boolean> {
    if (!this.mayGroup) return false;
    if (this.groupsOf?.client !== client) {
      // Asked with nothing to append: a server without the call says so before it looks at what is in it.
      const areTaken = await within(ANSWER_WITHIN_MS, 'what the server can do', client.multiStreamAppend([])).then(
        () => true,
        (error: unknown) => {
          const { type } = error as { type?: string };
          if (type === 'unsupported') return false;
          if (type === 'unavailable' || type === 'deadline-exceeded' || error instanceof StoreUnavailable) throw error;
          return true;
        },
      );
      this.groupsOf = { client, areTaken };
    }
    return this.groupsOf.areTaken;
  }

  /** One call for all; one conflict fails the call, and the others go again without it. */
  private async together(client: KurrentDBClient, group: Waiting[]): Promise<Attempt> {
    const requests = group.map(({ stream, expected, events }) => ({
      streamName: this.names.of(stream),
      expectedState: stateOf(expected),
      events: events.map((event) => toEventData(event)),
    }));
    try {
      await within(ANSWER_WITHIN_MS, 'an append', client.multiStreamAppend(requests));
      for (const one of group) one.resolve();
      return { left: [] };
    } catch (error) {
      if (!isFinal(error)) return { left: group, failure: error };
      const { streamName } = error as { streamName?: string };
      const failed = group.find(({ stream }) => this.names.of(stream) === streamName);
      // Where the server does not say whose fault it is, each goes by itself.
      if (failed === undefined) return this.alone(client, group);
      this.settle(failed, error);
      return { left: group.filter((one) => one !== failed) };
    }
  }

  /** A call for each, all at once. */
  private async alone(client: KurrentDBClient, group: Waiting[]): Promise<Attempt> {
    const left: Waiting[] = [];
    let failure: unknown;
    const sendOne = async (one: Waiting): Promise<void> => {
      const events = one.events.map((event) => toEventData(event));
      const options = { streamState: stateOf(one.expected), credentials: this.server.credentials };
      try {
        await within(ANSWER_WITHIN_MS, 'an append', client.appendToStream(this.names.of(one.stream), events, options));
        one.resolve();
      } catch (error) {
        if (isFinal(error)) return this.settle(one, error);
        failure = error;
        left.push(one);
      }
    };
    await Promise.all(group.map(sendOne));
    return { left, failure };
  }

  private settle(one: Waiting, error: unknown): void {
    const actual = actualRevision(error);
    if (actual !== undefined) one.reject(new Conflict(actual));
    else if (isTooLarge(error)) one.reject(new AppendTooLarge((error as Error).message));
    else one.reject(new StoreUnavailable(explain(error, this.server.address), { cause: error }));
  }
}

function stateOf(expected: number): 'no_stream' | bigint {
  return expected === NO_STREAM ? 'no_stream' : BigInt(expected);
}

/** Errors after which it is certain that nothing was written, now or later. */
function isFinal(error: unknown): boolean {
  const { type } = error as { type?: string };
  return (
    type === 'wrong-expected-version' ||
    type === 'stream-deleted' ||
    type === 'stream-tombstoned' ||
    type === 'access-denied' ||
    isTooLarge(error)
  );
}

function isTooLarge(error: unknown): boolean {
  return (error as { type?: string }).type?.endsWith('size-exceeded') === true;
}
