import type { Clock } from '@kernel/clock.js';
import type { AllStreamRecordedEvent, KurrentDBClient } from '@kurrent/kurrentdb-client';
import { randomUUID } from 'node:crypto';
import { explain, keepFew, type KurrentServer, within } from './kurrent-server.js';

/** Between signs, and while something is wrong. */
const EVERY_MS = 30_000;
const EVERY_MS_IN_TROUBLE = 5_000;
/** A sign that is not seen in time means a dead subscription. */
const SEEN_WITHIN_MS = 5_000;
/** More would put what is recorded here out of order with what others record. */
const CLOCKS_MAY_DIFFER_MS = 60_000;
const TYPE = 'replica.alive';

export interface Listener {
  /** A sign came back, or what keeps this process from writing although it reads: a sentence. */
  readonly onSign: (problem: string | null) => void;
  /** The connection is of no use any more. */
  readonly onDeath: (error: unknown) => void;
}

/**
 * A small event now and then, beside the ledger, that has to come back through the subscription: proves that it is
 * alive, that we may write, and that the clocks agree.
 */
export class SignsOfLife {
  private readonly self = randomUUID();
  private timer: NodeJS.Timeout | undefined;
  private awaited: { readonly id: string; readonly arrive: (event: AllStreamRecordedEvent) => void } | null = null;
  private ended = false;

  constructor(
    private readonly client: KurrentDBClient,
    private readonly server: KurrentServer,
    private readonly stream: string,
    private readonly clock: Clock,
    private readonly listener: Listener,
  ) {}

  /** Gives a sign now, unless one is under way. */
  give(): void {
    if (this.awaited !== null || this.ended) return;
    clearTimeout(this.timer);
    this.giveOne()
      .then(
        (problem) => this.told(problem),
        (error: unknown) => {
          // Whoever may read but not write is still told what there is.
          if ((error as { type?: string }).type === 'access-denied') this.told(explain(error, this.server.address));
          else if (!this.ended) this.listener.onDeath(error);
        },
      )
      .catch((error: unknown) => this.listener.onDeath(error));
  }

  /** An event beside the ledger arrived. */
  see(event: AllStreamRecordedEvent): void {
    if (event.id === this.awaited?.id) this.awaited.arrive(event);
  }

  end(): void {
    this.ended = true;
    clearTimeout(this.timer);
  }

  private async giveOne(): Promise<string | null> {
    const id = randomUUID();
    const arrived = new Promise<AllStreamRecordedEvent>((arrive) => (this.awaited = { id, arrive }));
    try {
      const sentAt = this.clock.now();
      await this.append(id);
      const event = await within(SEEN_WITHIN_MS, 'the subscription is dead, an event that was written', arrived);
      return this.differenceOf(sentAt, event.created.getTime());
    } finally {
      this.awaited = null;
    }
  }

  private async append(id: string): Promise<void> {
    const data = { replica: this.self };
    const event = { id, type: TYPE, contentType: 'application/json', data, metadata: undefined } as const;
    const call = this.client.appendToStream(this.stream, [event], {
      streamState: 'any',
      credentials: this.server.credentials,
    });
    const { nextExpectedRevision } = await within(SEEN_WITHIN_MS, 'a sign of life', call);
    if (nextExpectedRevision === 0n) keepFew(this.client, this.stream, this.server.credentials);
  }

  private told(problem: string | null): void {
    if (this.ended) return;
    this.timer = setTimeout(() => this.give(), problem === null ? EVERY_MS : EVERY_MS_IN_TROUBLE);
    this.listener.onSign(problem);
  }

  private differenceOf(sentAt: number, createdAt: number): string | null {
    const ahead = sentAt - createdAt;
    if (Math.abs(ahead) <= CLOCKS_MAY_DIFFER_MS) return null;
    return (
      `the clock of this machine is ${Math.round(Math.abs(ahead) / 1000)} s ${ahead > 0 ? 'ahead of' : 'behind'} that of ` +
      `the server: nothing can be recorded until they agree (${this.server.address.shown})`
    );
  }
}
