import type { Chronicle } from './chronicle.js';
import { keptCheckpointHolds, receiptVerifies } from './invariants.js';
import type { Kind } from './kind.js';
import { answerOf, type Remembered, requireSameAnswer, type Since, withoutAges } from './memory.js';
import { Privacy } from './privacy.js';
import type { Reply, Session } from './session.js';
import type { Actor, World } from './world.js';

/** How every text begins that stands where something was erased. */
const ERASED = '[erased';

/** What somebody asks who may see all, now and as of then, and somebody who may see nothing that is private. */
export class Reader {
  readonly checkpoints: string[] = [];
  private readonly remembered: Remembered[] = [];
  /** Which position an instant meant; and in which life, where nothing later was recorded yet. */
  private readonly instants = new Map<string, { readonly position: number; readonly life: number | null }>();

  constructor(
    private readonly session: Session,
    private readonly world: World,
    private readonly chronicle: Chronicle,
    private readonly kinds: readonly Kind[],
  ) {}

  /** What is answered now is what is answered as of now. */
  async remember(): Promise<void> {
    const url = this.question();
    const by = this.world.chance.happens(75) ? this.world.admin : this.world.chance.pick(this.world.actors);
    if (url === null) return;
    const now = await this.get(url, by.token);
    const position = now.position!;
    const answer = answerOf(await this.get(asOf(url, position), by.token));
    if (withoutAges(answer) !== withoutAges(answerOf(now))) {
      throw new Error(`${url} is answered\n${answerOf(now)}\nand as of now, ${position},\n${answer}`);
    }
    if (now.status === 200) this.remembered.push({ url, by, position, answer, at: this.chronicle.head });
  }

  async askAgain(): Promise<void> {
    if (this.remembered.length > 0) await this.ask(this.world.chance.pick(this.remembered));
  }

  async askAllAgain(): Promise<void> {
    for (const one of this.remembered) await this.ask(one);
  }

  /** An instant of the past always means the same position. */
  async askOfInstant(): Promise<void> {
    const { chance, admin } = this.world;
    const { recordedAt } = chance.pick(this.chronicle.events);
    const known = [...this.instants.keys()];
    const isOld = known.length > 0 && chance.happens(50);
    const instant = isOld ? chance.pick(known) : new Date(recordedAt + chance.below(1000)).toISOString();
    const before = this.instants.get(instant);
    const reply = await this.get(asOf('/api/v1/log-entries?limit=1', instant), admin.token);
    const { deaths } = this.session;
    // A process that died does not know any more what it answered for; later events do.
    const isBound = before !== undefined && (before.life === null || before.life === deaths);
    if (isBound && reply.position !== before.position) {
      throw new Error(`${instant} was position ${before.position}, is ${reply.position}`);
    }
    if (reply.status !== 200) return;
    const isPast = this.chronicle.events.some(({ recordedAt }) => recordedAt > Date.parse(instant));
    this.instants.set(instant, { position: reply.position!, life: isPast ? null : deaths });
  }

  /** No word of what is private shows to who may not see it; and all that is public does. */
  async lookAsNobody(): Promise<void> {
    const { chance } = this.world;
    this.chronicle.readOn(this.session.folder);
    const privacy = new Privacy(this.chronicle);
    const secrets = privacy.secretWords();
    const hidden = [...privacy.entries()].filter(([, log]) => privacy.privateLogs.has(log)).map(([id]) => id);
    const urls = [
      ...this.kinds.flatMap(({ questions }) => questions.flatMap((ask) => ask() ?? [])),
      ...secrets.slice(-3).map((word) => `/api/v1/log-entries?q=${word}`),
      ...(hidden.length === 0
        ? []
        : ['', '/history', '/receipt'].map((of) => `/api/v1/log-entries/${chance.pick(hidden)}${of}`)),
      ...[...privacy.privateLogs].slice(-2).map((log) => `/api/v1/logs/${log}`),
      '/sal/__all__?i=200',
      '/sal/projects',
      asOf('/api/v1/log-entries?limit=250', chance.from(1, this.chronicle.head)),
    ];
    for (const url of urls)
      requireNoneOf(
        secrets.filter((word) => !url.includes(word)),
        url,
        await this.get(url, null),
      );
    const list = await this.get('/api/v1/log-entries?limit=250', null);
    const shown = (list.json.data as { id: string }[]).map(({ id }) => id).sort();
    const open = [...privacy.entries()].filter(([, log]) => !privacy.privateLogs.has(log)).map(([id]) => id);
    // What was recorded while the disk failed is readable with the next write.
    const isWhole = list.json.page.next === null && list.position === this.chronicle.head;
    if (isWhole && shown.join() !== open.sort().join()) {
      throw new Error(`everybody sees ${shown.length} entries, and may see ${open.length}: ${list.text}`);
    }
  }

  async keepCheckpoint(): Promise<void> {
    const reply = await this.get('/api/v1/checkpoint', null);
    this.checkpoints.push(reply.text);
  }

  async checkProofs(): Promise<void> {
    const { chance, admin } = this.world;
    if (this.checkpoints.length > 0) await keptCheckpointHolds(this.session, admin, chance.pick(this.checkpoints));
    await receiptVerifies(this.session, admin, chance.from(1, this.chronicle.head));
  }

  private question(): string | null {
    const { chance } = this.world;
    return chance.pick(chance.pick(this.kinds).questions)();
  }

  private async ask(one: Remembered): Promise<void> {
    if (!this.world.actors.includes(one.by)) return;
    this.chronicle.readOn(this.session.folder);
    const reply = await this.get(asOf(one.url, one.position), one.by.token);
    const now = answerOf(reply);
    if (this.session.house.foundation.rebuild.progress === null) {
      requireNoneOf(
        [...this.chronicle.goneWords()].filter((word) => !one.url.includes(word)),
        one.url,
        reply,
      );
    }
    if (now !== one.answer) {
      this.chronicle.compareAll(this.session.folder);
      requireSameAnswer(one, now, this.since(one));
    }
    one.answer = now;
    one.at = this.chronicle.head;
  }

  private since({ at, by }: Remembered): Since {
    const fresh = this.chronicle.events.slice(at);
    // A start may carry out what was ordered long before.
    const erased = this.chronicle.events.filter(({ erasedAt }) => erasedAt !== null && erasedAt >= at);
    const redacted = [...fresh.filter(({ type }) => type === 'redaction.made'), ...erased].map(({ stream }) => stream);
    const forgotten = this.chronicle.wordsOfForgotten(fresh);
    const things = redacted.map((stream) => stream.replace(/^[a-z-]+-(?=[0-9a-f]{8}-)/, ''));
    const gone = redacted.length > 0 ? [...this.chronicle.goneWords(), ERASED] : [];
    return {
      touched: [...things, ...forgotten, ...gone],
      isPairedAnew: redacted.length > 0,
      isSeenOtherwise: !by.scopes.includes('admin') && fresh.some(({ type }) => /^log\.(created|changed)$/.test(type)),
    };
  }

  private async get(url: string, token: Actor['token'] | null): Promise<Reply> {
    const reply = (await this.session.ask({ method: 'GET', url, token }))!;
    if (reply.status >= 500) throw new Error(`${url} is answered ${reply.status}: ${reply.text}`);
    return reply;
  }
}

function asOf(url: string, when: number | string): string {
  return `${url}${url.includes('?') ? '&' : '?'}asOf=${when}`;
}

function requireNoneOf(words: readonly string[], url: string, { text }: Reply): void {
  const told = words.find((word) => text.includes(word));
  if (told !== undefined) throw new Error(`${url} tells ${told}, which must not show: ${text}`);
}
