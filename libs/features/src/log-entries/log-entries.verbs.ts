import { type Author, Rejected } from '@kernel/decider.js';
import { type Reply, type Utterance, Verbs } from '@kernel/verb.js';
import type { Ledger } from '@platform/ledger.js';
import type { Addresses } from '@platform/platform.tokens.js';
import type { ReadModel } from '@platform/read-model/read-model.js';
import { EVERYTHING, type Visibility } from '@platform/visibility.js';
import type { ChosenLog, LogChooser } from '../logs/choose-log.js';
import { logNamed } from '../logs/log-catalogue.js';
import { personNamed } from '../people/who-is-who.js';
import { maskCredentials } from '@kernel/credentials.js';
import { logEntry, refusedLine } from './log-entry.js';

/** Where lines go that name no log that could take them. */
export const UNSORTED = { name: 'unsorted', status: 'open' } as const;
/** Channels without a log of their own: `!log <project> <message>`. */
const PROJECT_CHANNELS: ReadonlySet<string> = new Set(['#wikimedia-cloud', '#wikimedia-cloud-feed']);

// Bold, italics, underline, reverse, monospace, strike-through, reset, and colours with their numbers.
const STYLE_CODES =
  /[\u0002\u000f\u0011\u0016\u001d\u001e\u001f]|\u0003(?:\d{1,2}(?:,\d{1,2})?)?|\u0004[0-9a-f]{0,6}/gi;
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
const LOG_VERB = /^\s*!log(?:\s+|$)/i;
const SPEAKER = /^[^\s@]{1,100}@[^\s@]{1,253}$/;

interface Line {
  readonly speaker: string;
  /** What stands behind the verb and the speaker. */
  readonly rest: string;
  readonly isVerb: boolean;
}

interface Place {
  readonly log: ChosenLog;
  readonly message: string;
  /** Words that named a log which could not take the line. */
  readonly typedLog?: string;
}

/** `!log …` as chat and the line relays say it, with the replies that people and scripts know. */
export class LogEntryVerbs extends Verbs {
  constructor(
    private readonly ledger: Ledger,
    private readonly readModel: ReadModel,
    private readonly visibility: Visibility,
    private readonly chooser: LogChooser,
    private readonly addresses: Addresses,
  ) {
    super();
  }

  override async say(utterance: Utterance): Promise<Reply | null> {
    const line = readLine(utterance);
    if (!line.isVerb && utterance.undeliverable === 'answer') return null;
    const author = this.authorOf(line.speaker, utterance);
    const place = this.place(line, utterance);
    if (typeof place !== 'string') return this.log(place, author, utterance);
    if (utterance.undeliverable === 'answer') return { logged: false, text: place };
    if (line.rest === '') return this.refuse(utterance, 'no message', Buffer.byteLength(utterance.text));
    // The words that named a place nobody knows stay at the beginning of the message.
    const message = utterance.channel === undefined ? line.rest : `${utterance.channel} ${line.rest}`;
    const unsorted = { log: UNSORTED, message, typedLog: message.split(/\s/)[0]! };
    const reply = await this.log(unsorted, author, utterance);
    return { logged: true, text: `${reply.text} (${place})` };
  }

  override async refuse(utterance: Omit<Utterance, 'text'>, why: string, bytes: number): Promise<Reply> {
    const author = this.authorOf(utterance.nick, utterance);
    const { listener } = utterance.via;
    const id = this.ledger.newId(author, utterance.lineId);
    const options = { idempotencyKey: utterance.lineId };
    await this.ledger.execute(refusedLine, id, { listener, why, bytes }, author, options);
    return { logged: false, text: `${utterance.nick}: ${why}. Nothing logged.` };
  }

  /** Where a line belongs, or the sentence that says why nowhere. */
  private place(line: Line, { nick, fixedLog, channel }: Utterance): Place | string {
    if (!line.isVerb) return `${nick}: Expected !log`;
    const ofChannel = channel === undefined ? undefined : logNamed(this.readModel, 'channel', channel)?.name;
    const fixed = fixedLog ?? ofChannel;
    if (fixed !== undefined) {
      if (line.rest === '') return `${nick}: Message missing. Nothing logged.`;
      return this.checked(fixed, line.rest, nick);
    }
    if (channel !== undefined && !PROJECT_CHANNELS.has(channel.toLowerCase())) {
      return `${nick}: Not expecting to hear !log here`;
    }
    const [, project = '', message = ''] = /^(\S+)\s*(.*)$/s.exec(line.rest) ?? [];
    if (message === '') return `${nick}: Missing project or message? Expected !log <project> <message>`;
    return this.checked(project, message, nick);
  }

  private checked(typed: string, message: string, nick: string): Place | string {
    try {
      // Whoever reaches a relay may write into a private log, though not read it; suggestions name public ones only.
      const log = this.chooser.forEntry(typed, EVERYTHING);
      return { log, message, ...(typed === log.name ? {} : { typedLog: typed }) };
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      const known = this.chooser.visible(typed, EVERYTHING);
      // What was meant for a private log must not end where everybody reads.
      if (known?.visibility === 'private') return { log: known, message };
      if (known !== null) return `${nick}: ${error.message}`;
      const suggestion = this.chooser.suggestion(typed, this.visibility.sightOf(null));
      if (suggestion === `tools.${typed.toLowerCase()}`) return `${nick}: Did you mean to say "${suggestion}" instead?`;
      return `${nick}: Unknown project "${typed}"`;
    }
  }

  private async log({ log, message, typedLog }: Place, author: Author, { lineId }: Utterance): Promise<Reply> {
    const { text, kinds } = maskCredentials(message);
    const command = {
      do: 'log',
      log: log.name,
      message: text,
      ...(typedLog === undefined ? {} : { typedLog: maskCredentials(typedLog).text.slice(0, 60).toWellFormed() }),
      ...(kinds.length === 0 ? {} : { masked: kinds }),
    } as const;
    await this.chooser.ensure(log, author);
    const id = this.ledger.newId(author, lineId);
    await this.ledger.execute(logEntry, id, command, author, { idempotencyKey: lineId });
    const warning =
      kinds.length === 0 ? '' : `; masked what looked like a credential (${kinds.join(', ')}), rotate it now`;
    return { logged: true, text: `Logged the message at ${this.addresses.publicUrl}/entries/${id}${warning}` };
  }

  private authorOf(speaker: string, utterance: Omit<Utterance, 'text'>): Author {
    const name = maskCredentials(`${utterance.unverifiedPrefix ?? ''}${speaker}`).text;
    const person = personNamed(this.readModel, name);
    return {
      actor: person === null ? { name } : { name, person },
      reporter: utterance.reporter,
      via: utterance.via,
      occurredAt: utterance.saidAt,
    };
  }
}

function readLine({ text, nick }: Utterance): Line {
  const plain = text.replace(STYLE_CODES, '').replace(CONTROL, '\ufffd').trim();
  const verb = LOG_VERB.exec(plain);
  const behind = (verb === null ? plain : plain.slice(verb[0].length)).trim();
  const [first = ''] = behind.split(/\s/, 1);
  if (verb === null || !SPEAKER.test(first)) return { speaker: nick, rest: behind, isVerb: verb !== null };
  return { speaker: first, rest: behind.slice(first.length).trim(), isVerb: true };
}
