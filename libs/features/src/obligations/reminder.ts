import type { Lease } from '@event-store/leases.js';
import type { Clock } from '@kernel/clock.js';
import { derivedId } from '@kernel/ids.js';
import type { Rows } from '@kernel/projection.js';
import { isoInstant, MINUTE } from '@kernel/time.js';
import type { DueWork } from '@platform/due-loop.js';
import type { Ledger } from '@platform/ledger.js';
import { SYSTEM } from '@platform/ledger-opened.js';
import type { Addresses } from '@platform/platform.tokens.js';
import { shortWhen, whenOf } from '../announcements/compose.js';
import type { Letter, Letters } from '../deliveries/letters.js';
import { readWindows } from '../maintenance-windows/window-queries.js';
import type { WindowRow } from '../maintenance-windows/window-table.js';
import { findPerson } from '../people/who-is-who.js';
import { ResponsibleReminded } from './obligation.events.js';
import { readReminder } from './waivers.js';

const NEWEST = Number.MAX_SAFE_INTEGER - 1;
const REMIND_BEFORE = 30 * MINUTE;
const AGAIN_AFTER = 2 * MINUTE;
const MANY = 1000;

/** Reminds whoever answers for a window half an hour before it starts, by mail. */
export class Reminder implements DueWork {
  readonly name = 'remind-responsible';

  constructor(
    private readonly letters: Letters,
    private readonly ledger: Ledger,
    private readonly rows: Rows,
    private readonly addresses: Addresses,
    private readonly clock: Clock,
  ) {}

  isDue(): boolean {
    return this.letters.areSent && this.next() !== undefined;
  }

  async runDue(lease: Lease): Promise<boolean> {
    const row = this.next();
    if (row === undefined) return false;
    await lease.check();
    const sending = await this.letters.send(this.letterAbout(row));
    if (sending.outcome === 'failed' && sending.code === 'stopped') return false;
    const attempt = (readReminder(this.rows, row.id, row.startsAt)?.attempt ?? 0) + 1;
    const accepted = sending.outcome === 'accepted';
    const why = accepted ? '' : `${sending.code}: ${sending.why}`;
    const againAt = accepted || sending.permanent ? null : isoInstant(this.clock.now() + AGAIN_AFTER);
    const fact = ResponsibleReminded.of({ window: row.id, startsAt: row.startsAt, attempt, accepted, why, againAt });
    await this.ledger.record(`reminder-${derivedId('reminder', row.id, row.startsAt)}`, attempt - 2, [fact], SYSTEM);
    return true;
  }

  private next(): WindowRow | undefined {
    const now = this.clock.now();
    const soon = { statuses: ['scheduled'], from: now, to: now + REMIND_BEFORE + 1 };
    const found = readWindows(this.rows, soon, NEWEST, { after: null, order: 'oldest', limit: MANY });
    return found
      .map(({ row }) => row)
      .filter(({ startsAt }) => Date.parse(startsAt) >= now)
      .find(({ id, startsAt }) => {
        const before = readReminder(this.rows, id, startsAt);
        return before === undefined || (before.againAt !== null && before.againAt <= now);
      });
  }

  private letterAbout(row: WindowRow): Letter {
    return {
      address: this.addressOf(row),
      id: row.id,
      part: `reminder-${Date.parse(row.startsAt)}`,
      list: 'reminders',
      subject: `Reminder: ${row.title}, ${shortWhen(row.startsAt)}`,
      text: [
        `You answer for "${row.title}".`,
        '',
        `When: ${whenOf(row.startsAt, row.endsAt)}`,
        ...(row.held === null ? [] : [`It is held since ${row.held.at}: ${row.held.reason}`]),
        `Start, hold or reschedule it here: ${this.addresses.publicUrl}/windows/${row.id}`,
      ].join('\n'),
    };
  }

  /** Of the person, where one is known; else the name, which may be an address. */
  private addressOf({ responsible }: WindowRow): string {
    const person = responsible.person === undefined ? undefined : findPerson(this.rows, responsible.person, NEWEST);
    return person?.person.aliases.find(({ kind }) => kind === 'mail')?.name ?? responsible.name;
  }
}
