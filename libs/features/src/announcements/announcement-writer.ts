import type { Clock } from '@kernel/clock.js';
import { refuseCredentials } from '@kernel/credentials.js';
import { type Author, checkRevision, Rejected } from '@kernel/decider.js';
import { isoInstant, parseInstant } from '@kernel/time.js';
import type { Caller } from '@platform/http/caller.js';
import { type Executed, type ExecuteOptions, type Ledger, streamOf } from '@platform/ledger.js';
import type { Addresses } from '@platform/platform.tokens.js';
import type { ReadModel } from '@platform/read-model/read-model.js';
import { ComponentTree } from '../components/component-tree.js';
import { lintWindow } from '../maintenance-windows/lint-window.js';
import { findWindow } from '../maintenance-windows/window-queries.js';
import { kindOf } from '../maintenance-windows/window-rules.js';
import type { WindowRow } from '../maintenance-windows/window-table.js';
import { AnnouncementAddressing, destinationOf } from './announcement-addressing.js';
import { type AnnouncementRow, findAnnouncement } from './announcement-table.js';
import type { AnnouncementKind } from '../channels/announcement-kinds.js';
import type { Concerns, Promised } from './announcement.events.js';
import { announcement, type AnnouncementCommand } from './announcement.js';
import type {
  ComposeRequest,
  EditRequest,
  RecordSentRequest,
  SendRequest,
  SettleRequest,
} from './announcements.dto.js';
import { compose } from './compose.js';
import { fillTemplate } from './fill-template.js';
import type { Finding } from './lint/finding.js';
import { lintAgainstWindow, MAY_HAVE_BEGUN } from './lint/lint-against-window.js';
import { lintMail, type TextLint } from './lint/lint-text.js';
import { lintState } from './lint/state-disagrees.js';
import { concernsOf, scopesOf, tellable, toldOf, variablesOf } from './tell-window.js';

export interface WrittenAnnouncement extends Executed {
  readonly id: string;
}

type Composed = Extract<AnnouncementCommand, { do: 'compose' }>;

interface Linted {
  readonly kind?: AnnouncementKind;
  readonly subject?: string | undefined;
  readonly text: string;
  readonly window: string | null;
}

const MAX_PROMISES = 20;

/** From what a caller sent to a command: what it says, what the linter says of that, and where it goes. */
export class AnnouncementWriter {
  /** Where announcements go. */
  readonly addressing: AnnouncementAddressing;

  constructor(
    private readonly ledger: Ledger,
    private readonly readModel: ReadModel,
    private readonly addresses: Addresses,
    private readonly clock: Clock,
  ) {
    this.addressing = new AnnouncementAddressing(readModel);
  }

  /** `lateSince`: when it should have been sent, milliseconds since 1970; then it says so. */
  async compose(
    request: ComposeRequest,
    author: Author,
    { key, id, lateSince = null }: { key?: string | undefined; id?: string; lateSince?: number | null } = {},
  ): Promise<WrittenAnnouncement> {
    const own = id ?? this.ledger.newId(author, key);
    const before = await this.ledger.repeated(streamOf(announcement, own), author, key);
    if (before !== undefined) return { id: own, ...before, changed: false };
    const options = { idempotencyKey: key };
    return {
      id: own,
      ...(await this.ledger.execute(announcement, own, this.composed(request, lateSince), author, options)),
    };
  }

  /** What `compose` would write; nothing is written. @throws Rejected */
  composed(request: ComposeRequest, lateSince: number | null = null): Composed {
    refuseCredentials(request, false);
    const { kind, reason } = request;
    const around = this.around();
    const { tree } = around;
    const window = request.window === undefined ? null : this.window(request.window);
    const told = window === null ? null : tellable(window, { kind, reason }, around);
    const written = told === null ? null : compose(kind, told, lateSince);
    const values = told === null ? {} : variablesOf(told);
    const subject = request.subject === undefined ? written?.subject : fillTemplate(request.subject, values, 'subject');
    const text = request.text === undefined ? written?.text : fillTemplate(request.text, values, 'text');
    if (subject === undefined) throw missing('subject');
    if (text === undefined) throw missing('text');
    const concerns = window === null ? this.concernsIn(request, tree) : concernsOf(window, tree);
    const schedule = window === null ? 0 : window.moves.length;
    const promises = this.promisesIn(text);
    return { do: 'compose', kind, window: window?.id ?? null, schedule, concerns, subject, text, promises };
  }

  async edit(id: string, { subject, text }: EditRequest, caller: Caller): Promise<Executed> {
    refuseCredentials({ subject, text }, false);
    const row = this.find(id);
    const values =
      row.window === null ? {} : variablesOf(tellable(this.window(row.window), { kind: row.kind }, this.around()));
    const said = text === undefined ? row.text : fillTemplate(text, values, 'text');
    const head = subject === undefined ? row.subject : fillTemplate(subject, values, 'subject');
    const promises = this.promisesIn(said);
    const command = { do: 'edit', subject: head, text: said, promises } as const;
    return this.ledger.execute(announcement, id, command, caller.author(), caller.options);
  }

  /** `late`: why it is not in time. @throws Rejected wrong-facts, no-channel, wrong-state */
  async send(
    id: string,
    { channels, override }: SendRequest,
    author: Author,
    {
      late = null,
      ...options
    }: { late?: string | null; idempotencyKey?: string | undefined; expected?: number | undefined } = {},
  ): Promise<Executed> {
    refuseCredentials({ override }, false);
    const stream = streamOf(announcement, id);
    const before = await this.ledger.repeated(stream, author, options.idempotencyKey);
    if (before !== undefined) return { ...before, changed: false };
    const { revision, row } = this.found(id);
    checkRevision(options.expected, revision);
    const { findings } = this.lint(row);
    const rulesOf = (severity: Finding['severity']): string[] => [
      ...new Set(findings.filter((one) => one.severity === severity).map(({ rule }) => rule)),
    ];
    const command: AnnouncementCommand = {
      do: 'send',
      destinations: this.addressing.destinations(row, channels, author).map(destinationOf),
      findings: rulesOf('warning'),
      wrong: rulesOf('error'),
      override: override ?? null,
      late,
      thread: this.addressing.threadOf(row),
    };
    // What was looked at is what is sent.
    return this.ledger.execute(announcement, id, command, author, { ...options, expected: revision });
  }

  async recordSent(
    id: string,
    request: RecordSentRequest,
    caller: Caller,
    options: ExecuteOptions = caller.options,
  ): Promise<Executed> {
    refuseCredentials(request, false);
    const { proof } = request;
    const channel = request.channel === undefined ? undefined : this.addressing.channel(request.channel);
    const where = request.where ?? (channel?.target || channel?.name);
    if (where === undefined) throw new Rejected('invalid', 'where-missing', 'where: say where it was sent', 'where');
    checkProof(proof);
    const sentAt = isoInstant(request.sentAt === undefined ? this.clock.now() : parseInstant(request.sentAt, 'sentAt'));
    const command = { do: 'record-sent', channel: channel?.id ?? null, where, sentAt, proof } as const;
    return this.ledger.execute(announcement, id, command, caller.author(), options);
  }

  async see(id: string, { channel, proof }: { channel: string; proof: string }, caller: Caller): Promise<Executed> {
    refuseCredentials({ proof }, false);
    checkProof(proof);
    const command = { do: 'see', channel: this.addressing.channel(channel).id, proof } as const;
    return this.ledger.execute(announcement, id, command, caller.author(), caller.options);
  }

  async settle(id: string, { promise, by, waived = false, reason }: SettleRequest, caller: Caller): Promise<Executed> {
    refuseCredentials({ reason }, false);
    if (by !== undefined) this.find(by, 'by');
    const command = { do: 'settle', promise, by: by ?? null, waived, reason } as const;
    return this.ledger.execute(announcement, id, command, caller.author(), caller.options);
  }

  async discard(id: string, reason: string, caller: Caller): Promise<Executed> {
    refuseCredentials({ reason }, false);
    return this.ledger.execute(announcement, id, { do: 'discard', reason }, caller.author(), caller.options);
  }

  /** What is wrong with a message; of one that tells the future, beside its window. */
  lint({ kind = 'advance', subject, text, window }: Linted): TextLint {
    const now = this.clock.now();
    const { findings, promises } = lintMail(text, { now, subject });
    if (window === null) return { findings, promises };
    const row = this.window(window);
    const against = lintAgainstWindow(text, toldOf(row, kind, this.around()), { now, subject });
    const planned = kind === 'advance' ? lintWindow({ plan: row, judgement: row.judgement, now }) : [];
    const found = new Set(findings.map(({ rule }) => rule));
    const all = [
      ...lintState(kind, row, now),
      ...findings,
      ...against,
      ...planned.filter(({ rule }) => !found.has(rule)),
    ];
    // What cannot wait may have begun too.
    const isToCome = row.emergency === null && !MAY_HAVE_BEGUN.has(kind);
    return { findings: isToCome ? all : all.filter(({ rule }) => rule !== 'past-date'), promises };
  }

  private promisesIn(text: string): Promised[] {
    const { promises } = lintMail(text, { now: this.clock.now() });
    return promises.slice(0, MAX_PROMISES).map(({ text: words, dueAt }) => ({ text: words.slice(0, 300), dueAt }));
  }

  private concernsIn(
    { components = [], kinds = [], impact = 'over-1-hour' }: ComposeRequest,
    tree: ComponentTree,
  ): Concerns {
    const ids = components.map((word) => tree.named(word, 'components').id);
    return { components: ids, kinds: kinds.map(kindOf), scopes: scopesOf(ids, tree), impact };
  }

  private window(id: string): WindowRow {
    const found = findWindow(this.readModel, id, this.readModel.position())?.row;
    if (found !== undefined) return found;
    throw new Rejected('invalid', 'unknown-window', 'window: there is no maintenance window with this id', 'window');
  }

  private find(id: string, field?: string): AnnouncementRow {
    return this.found(id, field).row;
  }

  private found(id: string, field?: string) {
    const found = findAnnouncement(this.readModel, id, this.readModel.position());
    if (found !== undefined) return found;
    const [kind, prefix] = field === undefined ? (['not-found', ''] as const) : (['invalid', `${field}: `] as const);
    throw new Rejected(kind, 'unknown-announcement', `${prefix}there is no announcement with this id`, field);
  }

  private around() {
    const tree = ComponentTree.at(this.readModel, this.readModel.position());
    return { rows: this.readModel, tree, addresses: this.addresses };
  }
}

function checkProof(proof: string): void {
  const url = URL.parse(proof);
  if (url !== null && /^https?:$/.test(url.protocol) && url.username === '') return;
  throw new Rejected('invalid', 'bad-url', 'proof: must be the http or https address where it can be read', 'proof');
}

function missing(field: string): Rejected {
  return new Rejected('invalid', `${field}-missing`, `${field}: without a window it has to be given`, field);
}
