import { EventEmitter } from 'node:events';
import { hashOf, type Journal } from '../support/journal.js';
import type { Product } from '../support/product.js';
import { type Attempt, Deeds } from './deeds.js';

export interface Acknowledged {
  readonly is: 'acknowledged';
  readonly position?: number;
  readonly revision?: number;
  /** Of the entry. */
  readonly id?: string;
  /** Of what the answer says the words are. */
  readonly hash?: string | undefined;
}
/** What became of the words of an attempt. */
export type Outcome = Acknowledged | { readonly is: 'refused'; readonly code: string };
/** An attempt without one is unknown: it may or may not have been written. */
export interface Answer {
  readonly did: 'answer';
  readonly key: string;
  readonly outcomes: readonly Outcome[];
}
export type Line = Attempt | Answer;

interface Reply {
  readonly status: number;
  readonly position: number;
  readonly revision: number;
  readonly body: any;
}

export function positionOf(outcome: Outcome): number {
  return outcome.is === 'acknowledged' ? (outcome.position ?? 0) : 0;
}

interface EntryView {
  readonly id: string;
  readonly position: number;
  readonly message: string;
}

/** Writers that all do whatever comes, against one server after the other, and note it. */
export class Writers {
  readonly deeds: Deeds;
  /** What must never happen. */
  readonly surprises: string[] = [];
  /** The highest position that they were told. */
  acknowledged = 0;
  /** Told when one of them asks for a redaction. */
  readonly redacting = new EventEmitter();

  constructor(
    private readonly journal: Journal<Line>,
    random: () => number,
    /** Names of files that hold one of some words. */
    private readonly filesWith: (marks: readonly string[]) => string[],
  ) {
    this.deeds = new Deeds(random);
  }

  /** One of them, as long as the server lives. */
  async write(product: Product, isAlive: () => boolean): Promise<void> {
    while (isAlive()) {
      const attempt = this.deeds.next();
      this.journal.write(attempt);
      if (attempt.kind === 'redact') this.redacting.emit('sent');
      const told = await send(product, attempt).catch(() => null);
      if (told === null) continue;
      const outcomes = this.outcomesOf(attempt, told);
      if (outcomes === null) continue;
      this.journal.write({ did: 'answer', key: attempt.key, outcomes });
      for (const outcome of outcomes) this.acknowledged = Math.max(this.acknowledged, positionOf(outcome));
      this.learn(attempt, told, outcomes);
    }
  }

  /** The same request again. */
  async repeat(product: Product, attempt: Attempt): Promise<readonly Outcome[] | null> {
    const outcomes = this.outcomesOf(attempt, await send(product, attempt));
    // By now the entry may say something else.
    return outcomes?.map((outcome) => ({ ...outcome, hash: undefined })) ?? null;
  }

  private outcomesOf(attempt: Attempt, { status, position, revision, body }: Reply): readonly Outcome[] | null {
    if (status >= 500 || status === 401 || status === 404) {
      this.surprises.push(`${attempt.kind} ${attempt.key}: ${status} ${JSON.stringify(body)}`);
      return null;
    }
    if (attempt.kind === 'batch' || attempt.kind === 'import') return body.data.map(ofItem);
    if (status >= 400) return [{ is: 'refused', code: body.code as string }];
    if (attempt.kind === 'retract' && revision === attempt.expected) return [{ is: 'refused', code: 'already so' }];
    if (attempt.kind === 'post') return [ofEntry(body as EntryView, position)];
    return [{ is: 'acknowledged', position, ...(attempt.entry === undefined ? {} : { revision }) }];
  }

  private learn(attempt: Attempt, { revision, body }: Reply, outcomes: readonly Outcome[]): void {
    const { kind, entry, words } = attempt;
    const [first] = outcomes;
    if (kind === 'batch') {
      const items = body.data as { status: number; entry: { id: string } }[];
      items.forEach((item, index) => item.status === 201 && this.deeds.know(item.entry.id, 0, words[index]!));
    }
    if (kind === 'post' && first!.is === 'acknowledged') this.deeds.know(body.id as string, 0, words[0]!);
    if (entry === undefined) return;
    if (first!.is === 'refused' && first!.code !== 'stale-revision') this.deeds.forget(entry);
    else if (kind !== 'redact') this.deeds.know(entry, revision, words[0]!);
    else this.lookFor(this.deeds.forget(entry), body as { erased: { erasure: string } });
  }

  private lookFor(marks: readonly string[], { erased }: { erased: { erasure: string } }): void {
    if (erased.erasure !== 'complete') return;
    for (const file of this.filesWith(marks)) this.surprises.push(`${file} holds what was completely erased by then`);
  }
}

async function send(product: Product, { key, path, body, expected }: Attempt): Promise<Reply> {
  const response = await product.request('POST', path, body, {
    'idempotency-key': key,
    ...(expected === undefined ? {} : { 'if-match': `"${expected}"` }),
  });
  return {
    status: response.status,
    position: Number(response.headers.get('ledger-position')),
    revision: Number(response.headers.get('etag')?.replaceAll('"', '')),
    body: await response.json(),
  };
}

function ofItem({ status, entry, problem }: { status: number; entry?: EntryView; problem: { code: string } }): Outcome {
  if (status >= 400) return { is: 'refused', code: problem.code };
  return entry === undefined ? { is: 'acknowledged' } : ofEntry(entry, entry.position);
}

function ofEntry({ id, message }: EntryView, position: number): Acknowledged {
  return { is: 'acknowledged', position, id, hash: hashOf(message) };
}
