import type { Lease } from '@event-store/leases.js';
import type { Clock } from '@kernel/clock.js';
import type { NewFactOf } from '@kernel/event.js';
import type { Ids } from '@kernel/ids.js';
import type { Rows } from '@kernel/projection.js';
import { isoInstant } from '@kernel/time.js';
import type { DueWork } from '@platform/due-loop.js';
import type { Ledger } from '@platform/ledger.js';
import { SYSTEM } from '@platform/ledger-opened.js';
import { derivedId } from '@kernel/ids.js';
import { type AnnouncementRow, findAnnouncement } from '../announcements/announcement-table.js';
import { type ChannelRow, findChannel } from '../channels/channel-table.js';
import type { ChannelType } from '../channels/channel.events.js';
import {
  DeliveryAccepted,
  type DeliveryEvent,
  DeliveryFailed,
  DeliveryFinished,
  DeliverySkipped,
} from './delivery.events.js';
import { type Attempts, type Outgoing, readAttempts, readOutbox, readSending } from './delivery-table.js';
import { chanceOf, nextAttempt } from './retry-times.js';
import type { FailedSending, Sending } from './sending.js';
import { skipReason } from './skip-reason.js';

/** One announcement on its way through one channel. */
export interface Load {
  readonly outgoing: Outgoing;
  readonly announcement: AnnouncementRow;
  readonly channel: ChannelRow;
}

/** Brings announcements to the channels of some types. */
export interface Carrier {
  readonly types: readonly ChannelType[];
  /** Whether all goes through one server: when that is away, nobody else can be reached either. */
  readonly isOneServer: boolean;
  /** Whether it can carry anything at all. */
  readonly isReady: boolean;
  /** To whom: ids of subscriptions, or one empty text for the channel itself. */
  recipients(load: Load): readonly string[];
  /** One attempt for one recipient; null: it is not to be sent to any more. Never throws for what the other side does. */
  carry(load: Load, recipient: string): Promise<Sending | null>;
  messageId(load: Load): string;
}

/** So many in one go, before others of the same kind get their turn. */
const AT_ONCE = 100;
const AFTER_AN_ERROR_MS = 60_000;
const NEVER = Number.POSITIVE_INFINITY;
/** What fails so is the server, not the recipient. */
const AWAY: ReadonlySet<string> = new Set(['connection', 'timeout', 'dns', 'tls', 'auth', 'protocol']);
const REST_MS = 60_000;

/**
 * Sends what was given to the channels: at least once, with one name for every attempt. Each outcome is recorded before
 * the next attempt begins, so a crash repeats one at most.
 */
export class Outbox implements DueWork {
  /** When there is something to do again, milliseconds since 1970; what is not here has not been looked at. */
  private readonly dueAt = new Map<string, number>();
  /** Until then the server is left alone. */
  private restsUntil = 0;
  /** To whom: that does not change once it is sent, and takes long to read. */
  private readonly recipients = new Map<string, readonly string[]>();

  constructor(
    readonly name: string,
    private readonly carrier: Carrier,
    private readonly ledger: Ledger,
    private readonly rows: Rows,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  isDue(): boolean {
    return this.carrier.isReady && this.next() !== undefined;
  }

  async runDue(lease: Lease): Promise<boolean> {
    const outgoing = this.next();
    if (outgoing === undefined) return false;
    // Whatever goes wrong here, the others have their turn before it is tried again.
    this.dueAt.set(keyOf(outgoing), this.clock.now() + AFTER_AN_ERROR_MS);
    const load = this.loadOf(outgoing);
    if (typeof load === 'string') {
      await this.skipWhole(outgoing, load);
      this.forget(outgoing);
      return true;
    }
    const { isStopped, dueAt } = await this.carry(load, lease);
    if (dueAt === null) this.forget(outgoing);
    else this.dueAt.set(keyOf(outgoing), dueAt);
    return !isStopped;
  }

  private next(): Outgoing | undefined {
    if (readSending(this.rows).paused) return undefined;
    const now = this.clock.now();
    if (now < this.restsUntil) return undefined;
    const dueAt = (one: Outgoing): number => this.dueAt.get(keyOf(one)) ?? 0;
    const due = readOutbox(this.rows, this.carrier.types).filter((one) => dueAt(one) <= now);
    // What goes to thousands has had a turn: it lets pass what waits for its first.
    return due.toSorted((a, b) => dueAt(a) - dueAt(b))[0];
  }

  private forget(outgoing: Outgoing): void {
    this.dueAt.delete(keyOf(outgoing));
    this.recipients.delete(keyOf(outgoing));
  }

  private recipientsOf(load: Load): readonly string[] {
    const key = keyOf(load.outgoing);
    const known = this.recipients.get(key) ?? this.carrier.recipients(load);
    this.recipients.set(key, known);
    return known;
  }

  /** What is on its way, or why it is not sent. */
  private loadOf(outgoing: Outgoing): Load | string {
    if (outgoing.sentPosition < readSending(this.rows).restoredAt) {
      return 'the ledger was restored since; what was lost may have sent it';
    }
    const newest = Number.MAX_SAFE_INTEGER - 1;
    const announcement = findAnnouncement(this.rows, outgoing.announcement, newest)?.row;
    const channel = findChannel(this.rows, outgoing.channel, newest)?.row;
    if (announcement === undefined || channel === undefined) return 'it, or its channel, is not there any more';
    if (channel.retired !== null) return `the channel is retired since ${channel.retired.at}`;
    return skipReason(announcement, this.rows, this.clock.now()) ?? { outgoing, announcement, channel };
  }

  private async carry(load: Load, lease: Lease): Promise<{ isStopped: boolean; dueAt: number | null }> {
    const { outgoing } = load;
    const attempts = readAttempts(this.rows, outgoing);
    const recipients = this.recipientsOf(load);
    const now = this.clock.now();
    const due = recipients.filter((one) => isOpen(attempts.get(one)) && (attempts.get(one)?.againAt ?? 0) <= now);
    let { revision } = outgoing;
    for (const recipient of due.slice(0, AT_ONCE)) {
      await lease.check();
      const sending = await this.carrier.carry(load, recipient);
      if (sending?.outcome === 'failed' && sending.code === 'stopped') return { isStopped: true, dueAt: 0 };
      const fact = this.factOf(load, recipient, sending, attempts.get(recipient));
      ({ revision } = await this.record(outgoing, revision, fact));
      if (this.carrier.isOneServer && sending?.outcome === 'failed' && AWAY.has(sending.code)) {
        this.restsUntil = this.clock.now() + REST_MS;
        return { isStopped: false, dueAt: this.restsUntil };
      }
    }
    if (due.length > AT_ONCE) return { isStopped: false, dueAt: now };
    const after = readAttempts(this.rows, outgoing);
    const open = recipients.filter((one) => isOpen(after.get(one)));
    if (open.length > 0) {
      return { isStopped: false, dueAt: Math.min(...open.map((one) => after.get(one)?.againAt ?? NEVER)) };
    }
    await this.record(outgoing, revision, finished(outgoing, after));
    return { isStopped: false, dueAt: null };
  }

  private factOf(load: Load, recipient: string, sending: Sending | null, before: Attempts | undefined) {
    const { announcement, channel } = load.outgoing;
    const ofOne = { announcement, channel, subscription: recipient === '' ? null : recipient };
    if (sending === null) return DeliverySkipped.of({ ...ofOne, why: 'it is not subscribed any more' });
    if (sending.outcome === 'accepted') {
      return DeliveryAccepted.of({ ...ofOne, messageId: this.carrier.messageId(load), response: sending.response });
    }
    return DeliveryFailed.of({ ...ofOne, ...this.failureOf(sending, before) });
  }

  private failureOf({ permanent, code, why, againAfterMs }: FailedSending, before: Attempts | undefined) {
    const now = this.clock.now();
    const attempt = (before?.attempts ?? 0) + 1;
    const failed = {
      attempts: attempt,
      firstAt: isoInstant(before?.firstAt ?? now),
      lastAt: isoInstant(now),
      ...(againAfterMs === undefined ? {} : { againAfterMs }),
    };
    const againAt = permanent ? null : nextAttempt(failed, chanceOf(this.ids));
    return { attempt, permanent: againAt === null, code, why, againAt };
  }

  private async skipWhole(outgoing: Outgoing, why: string): Promise<void> {
    const { announcement, channel } = outgoing;
    const skipped = DeliverySkipped.of({ announcement, channel, subscription: null, why });
    const counts = finished(outgoing, readAttempts(this.rows, outgoing));
    const data = { ...counts.data, skipped: counts.data.skipped + 1 };
    await this.record(outgoing, outgoing.revision, skipped, DeliveryFinished.of(data));
  }

  private record(outgoing: Outgoing, revision: number, ...facts: NewFactOf<DeliveryEvent>[]) {
    const id = derivedId('delivery', outgoing.announcement, outgoing.channel);
    return this.ledger.record(`delivery-${id}`, revision, facts, SYSTEM);
  }
}

function isOpen(attempts: Attempts | undefined): boolean {
  return attempts === undefined || attempts.outcome === 'failed';
}

function finished({ announcement, channel }: Outgoing, attempts: ReadonlyMap<string, Attempts>) {
  const count = (outcome: Attempts['outcome']): number =>
    [...attempts.values()].filter((one) => one.outcome === outcome).length;
  return DeliveryFinished.of({
    announcement,
    channel,
    accepted: count('accepted'),
    setAside: count('set-aside'),
    skipped: count('skipped'),
  });
}

function keyOf({ announcement, channel }: Outgoing): string {
  return `${announcement} ${channel}`;
}
