import { type Decider } from '@kernel/decider.js';
import { defineEvent } from '@kernel/event.js';
import { derivedId } from '@kernel/ids.js';
import type { Clock } from '@kernel/clock.js';
import { IsText } from '@kernel/text.js';
import { HOUR } from '@kernel/time.js';
import type { Logger } from 'pino';
import type { Principal } from './auth/principal.js';
import type { Ledger } from './ledger.js';

class Read {
  @IsText({ maxBytes: 63 }) log: string;
  /** The first thing that was asked for; what follows within the hour is not told apart. */
  @IsText({ maxBytes: 200 }) route: string;
}

/** Somebody looked into a private log; recorded once an hour for each of them and each log. */
export const PrivateLogRead = defineEvent('private-log.read', Read, { whenRedacted: (read) => read });

type Reading = { readonly log: string; readonly route: string };

const reading: Decider<Reading, boolean, typeof PrivateLogRead> = {
  category: 'private-log-reading',
  events: [PrivateLogRead],
  initial: false,
  decide: (read, isRecorded) => (isRecorded ? [] : [PrivateLogRead.of(read)]),
  evolve: () => true,
};

/** Keeps who looked into what is private: a fact like any other, for administrators. */
export class AccessRecord {
  private hour = 0;
  private readonly recorded = new Set<string>();

  constructor(
    private readonly ledger: Ledger,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** Does not hold up the read; the stream is named for reader, log and hour, so replicas and restarts record once too. */
  record(principal: Principal, read: Reading): void {
    const hour = Math.floor(this.clock.now() / HOUR);
    if (hour !== this.hour) this.recorded.clear();
    this.hour = hour;
    const { reporter, person, tokenId } = principal;
    const id = derivedId('private-log-reading', reporter.id, read.log, String(hour));
    if (this.recorded.has(id)) return;
    this.recorded.add(id);
    const author = {
      actor: { name: reporter.name, ...(person === null ? {} : { person }) },
      reporter,
      via: { kind: 'api', verified: true, token: tokenId },
    } as const;
    this.ledger.execute(reading, id, read, author).catch((error: unknown) => {
      this.recorded.delete(id);
      this.logger.warn({ err: error }, 'that a private log was read could not be recorded');
    });
  }
}
