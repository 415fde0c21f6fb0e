import type { Lease } from '@event-store/leases.js';
import type { Clock } from '@kernel/clock.js';
import { derivedId } from '@kernel/ids.js';
import { isMailAddress } from '@kernel/mail-address.js';
import type { Rows } from '@kernel/projection.js';
import { isoInstant, MINUTE } from '@kernel/time.js';
import type { DueWork } from '@platform/due-loop.js';
import type { Ledger } from '@platform/ledger.js';
import { SYSTEM } from '@platform/ledger-opened.js';
import type { Addresses } from '@platform/platform.tokens.js';
import { whenOf } from '../announcements/compose.js';
import { readSending } from '../deliveries/delivery-table.js';
import { ownHost } from '../deliveries/mail-carrier.js';
import { messageIdOf } from '../deliveries/mail-headers.js';
import { mailOf } from '../deliveries/mail-message.js';
import type { MailSender } from '../deliveries/mail-sender.js';
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
    private readonly sender: MailSender | null,
    private readonly from: string,
    private readonly ledger: Ledger,
    private readonly rows: Rows,
    private readonly addresses: Addresses,
    private readonly clock: Clock,
  ) {}

  isDue(): boolean {
    return this.sender !== null && !readSending(this.rows).paused && this.next() !== undefined;
  }

  async runDue(lease: Lease): Promise<boolean> {
    const row = this.next();
    if (row === undefined) return false;
    await lease.check();
    const { accepted, why, isFinal } = await this.remind(row);
    const before = readReminder(this.rows, row.id, row.startsAt);
    const attempt = (before?.attempt ?? 0) + 1;
    const againAt = isFinal ? null : isoInstant(this.clock.now() + AGAIN_AFTER);
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

  private async remind(row: WindowRow): Promise<{ accepted: boolean; why: string; isFinal: boolean }> {
    const address = this.addressOf(row);
    if (address === null) return { accepted: false, why: 'no mail address is known', isFinal: true };
    const { publicUrl } = this.addresses;
    const host = ownHost(this.addresses);
    const notice = {
      messageId: messageIdOf(host, row.id, `reminder-${Date.parse(row.startsAt)}`),
      subject: `Reminder: ${row.title}, ${row.startsAt.slice(11, 16)} UTC`,
      text: [
        `You answer for "${row.title}".`,
        '',
        `When: ${whenOf(row.startsAt, row.endsAt)}`,
        row.held === null ? '' : `It is held since ${row.held.at}: ${row.held.reason}`,
        `Start, hold or reschedule it here: ${publicUrl}/windows/${row.id}`,
      ].join('\n'),
      references: [],
      url: null,
      sentAt: isoInstant(this.clock.now()),
    };
    const listId = `reminders.${host.includes('.') ? host : `${host}.invalid`}`;
    const mail = mailOf(notice, { address, from: this.from, listId, unsubscribe: null });
    const sending = await this.sender!.send(mail, { from: this.from, to: address });
    if (sending.outcome === 'accepted') return { accepted: true, why: '', isFinal: true };
    return { accepted: false, why: `${sending.code}: ${sending.why}`, isFinal: sending.permanent };
  }

  private addressOf({ responsible }: WindowRow): string | null {
    const person = responsible.person === undefined ? undefined : findPerson(this.rows, responsible.person, NEWEST);
    const mail = person?.person.aliases.find(({ kind }) => kind === 'mail')?.name ?? responsible.name;
    return isMailAddress(mail) ? mail : null;
  }
}
