import type { Chronicle, Seen } from './chronicle.js';
import { goneFromFiles } from './invariants.js';
import type { Deed } from './kind.js';
import type { Reply, Session } from './session.js';
import type { World } from './world.js';

const MOST_ATTEMPTS = 20;
/** Written beside an answer, once an hour for each reader. */
const READING = 'private-log.read';
/** Written bit by bit, long after it was answered that a person is being erased. */
const ERASING = 'redaction.made';

/** A deed that was written down, and what was answered. */
interface Done {
  readonly deed: Deed;
  readonly key: string;
  readonly reply: Reply;
  /** How many events there were then. */
  readonly head: number;
}

/** Sends deeds as careful clients do: with a key, and again until there is an answer. */
export class Client {
  private readonly done: Done[] = [];
  private keys = 0;

  constructor(
    private readonly session: Session,
    private readonly world: World,
    private readonly chronicle: Chronicle,
  ) {}

  async carryOut(deed: Deed): Promise<void> {
    const { chance } = this.world;
    const key = deed.isRepeatable !== true && chance.happens(75) ? `key-${++this.keys}` : undefined;
    if (chance.happens(deed.erases === undefined ? 25 : 60)) this.session.tempt();
    const { reply, attempts } = await this.untilAnswered(deed, key);
    this.session.life.expect(null);
    const fresh = this.readOn(deed);
    requireOnce(fresh);
    if (reply === null) return;
    if (reply.status >= 500) throw new Error(`answered ${reply.status}: ${reply.text}`);
    if (reply.status >= 400) return requireNothing(fresh, `refused (${attempts} attempts: ${reply.text})`);
    if (deed.isWrong === true) throw new Error(`answered ${reply.status} to what is wrong: ${reply.text}`);
    if (deed.isKnown === true) requireNothing(fresh, 'known already');
    this.requireSaid(deed, fresh, reply);
    deed.learn?.(reply);
    await this.requireErased(deed, reply);
    if (key !== undefined && fresh.length > 0 && mayBeRepeated(reply)) {
      this.done.push({ deed, key, reply, head: this.chronicle.head });
    }
  }

  /** A retry writes nothing, however late, and gets the answer of the first time. */
  async repeat(): Promise<void> {
    if (this.done.length === 0) return;
    const { deed, key, reply: before, head } = this.world.chance.pick(this.done);
    const reply = await this.send(deed, key);
    requireNothing(this.readOn(deed), `the same again (${key})`);
    if (reply === null) return;
    const isFaded = this.isSomethingErasedSince(head);
    if (reply.status >= 400 && (isFaded || deed.by !== this.world.admin)) return;
    const [then, now] = [this.gistOf(before), this.gistOf(reply)];
    if (then !== now) throw new Error(`${key} was answered ${then}, and now ${now}: ${reply.text}`);
  }

  /** A key stands for one request: with another body it is refused. */
  async reuse(): Promise<void> {
    const able = this.done.filter(({ deed }) => deed.body !== null && !Array.isArray(deed.body));
    if (able.length === 0) return;
    const { deed, key, head } = this.world.chance.pick(able);
    const other = Object.entries(deed.body as object).find(([field]) => /^(message|reason|title|label)$/.test(field));
    if (other === undefined) return;
    const reply = await this.send({ ...deed, body: { ...deed.body, [other[0]]: 'something else' } }, key);
    requireNothing(this.readOn(deed), `another request by the same key (${key})`);
    const isFaded = this.isSomethingErasedSince(head);
    if (reply === null || isFaded || reply.status >= 400) return;
    throw new Error(`another request by the key ${key} was answered ${reply.status}: ${reply.text}`);
  }

  private async untilAnswered(deed: Deed, key: string | undefined) {
    const isSafe = key !== undefined || deed.isRepeatable === true;
    let reply: Reply | null = null;
    for (let attempts = 1; attempts <= MOST_ATTEMPTS; attempts++) {
      reply = await this.send(deed, key);
      if (reply !== null && isAnswered(reply)) return { reply, attempts };
      if (!isSafe) return { reply: null, attempts };
      this.session.life.expect(null);
    }
    throw new Error(`${deed.url} was not answered, but for ${reply?.text}`);
  }

  private send({ by, method, url, body, ifMatch }: Deed, key: string | undefined): Promise<Reply | null> {
    const headers = {
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    };
    return this.session.ask({ method, url, token: by.token, body, headers });
  }

  /** What a deed wrote. */
  private readOn({ erases }: Deed): Seen[] {
    const isBeside = (type: string) => type === READING || (type === ERASING && erases === undefined);
    return this.chronicle.readOn(this.session.folder).filter(({ type }) => !isBeside(type));
  }

  private isSomethingErasedSince(head: number): boolean {
    return this.chronicle.events.slice(head).some(({ type }) => type === 'redaction.made');
  }

  /** What was acknowledged is there, once. */
  private requireSaid({ says }: Deed, fresh: readonly Seen[], { text }: Reply): void {
    for (const word of says?.words ?? []) {
      const events = fresh.filter(({ type, content }) => type === says!.type && content?.includes(word) === true);
      if (events.length !== 1) throw new Error(`${word} was acknowledged and written ${events.length} times: ${text}`);
    }
  }

  /** What an entry said is in no row from that moment on; in no event and, when that is answered, in no file. */
  private async requireErased({ url, erases = [] }: Deed, { json }: Reply): Promise<void> {
    const isComplete = (json.erased?.erasure ?? json.erasure) === 'complete';
    // A person is erased bit by bit; what a fault interrupted is said to be under way.
    if (erases.length === 0 || (url.endsWith('/erase') && !isComplete)) return;
    const live = this.chronicle.events.find(({ content }) => erases.some((word) => content?.includes(word)));
    if (live !== undefined) throw new Error(`event ${live.position} still says what was erased: ${live.content}`);
    if (isComplete) goneFromFiles(this.session.folder, erases);
    if (!url.endsWith('/redact')) return;
    const { token } = this.world.admin;
    const list = await this.session.ask({ method: 'GET', url: '/api/v1/log-entries?limit=250', token });
    const told = erases.find((word) => list?.text.includes(word));
    if (told !== undefined) throw new Error(`${told} was erased and is still told: ${list?.text}`);
  }

  /** What has to be the same in the answer to a repetition. */
  private gistOf({ status, json, position }: Reply): string {
    if (Array.isArray(json.data)) {
      const items = json.data as { status: number; entry?: { id: string; position: number } }[];
      return JSON.stringify(items.map(({ status, entry }) => [status, entry?.id, entry?.position]));
    }
    return JSON.stringify([status, position, json.id ?? json.name]);
  }
}

/** Of many things in one request each has an answer of its own. */
function isAnswered({ status, json }: Reply): boolean {
  const each = Array.isArray(json?.data) ? (json.data as { status: number }[]) : [];
  return status !== 503 && each.every(({ status }) => status !== 503);
}

/** What failed of a batch may succeed when it is sent again. */
function mayBeRepeated({ json }: Reply): boolean {
  return !Array.isArray(json?.data) || (json.data as { status: number }[]).every(({ status }) => status === 201);
}

/** One request writes each thing once, however often it had to be sent. */
function requireOnce(fresh: readonly Seen[]): void {
  const said = new Set<string>();
  for (const { type, content, position } of fresh) {
    const what = content === null ? String(position) : `${type} ${JSON.stringify(JSON.parse(content).data)}`;
    if (said.has(what)) throw new Error(`written twice: ${what}`);
    said.add(what);
  }
}

function requireNothing(fresh: readonly Seen[], why: string): void {
  const [first] = fresh;
  if (first !== undefined) throw new Error(`${why}, and yet ${first.type} was written: ${first.content}`);
}
