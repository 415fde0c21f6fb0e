import { type Chance, pick } from './hostile-values.js';

const KEPT_AT_MOST = 400;
const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;
/** Where a name of an answer goes, whatever the address was. */
const MEMBERS: Readonly<Record<string, string>> = { position: 'position', next: 'after', log: 'logs' };

/** Ids, names, positions and cursors of earlier answers, to be asked for again. */
export class Known {
  private readonly values = new Map<string, string[]>([
    ['logs', ['production', 'admin']],
    ['position', ['1', '2', '5']],
    ['asOf', ['1', '3', '2026-11-22T17:05:09Z']],
    ['types', ['log-entry.*', 'log.created,token.*']],
    ['after', ['1', '2']],
    ['from', ['1']],
  ]);

  /** `guarded` is never learned: what a test needs to stay as it is. */
  constructor(private readonly guarded: ReadonlySet<string>) {}

  any(kind: string, chance: Chance): string {
    const values = this.values.get(kind) ?? this.values.get('log-entries') ?? ['nothing'];
    return pick(values, chance);
  }

  learn(path: string, answer: unknown): void {
    const kind = path.split('/')[3] ?? 'pages';
    this.walk(answer, kind, 0);
  }

  private walk(value: unknown, kind: string, depth: number): void {
    if (typeof value !== 'object' || value === null || depth > 6) return;
    for (const [name, inner] of Object.entries(value)) {
      if (typeof inner === 'object') this.walk(inner, kind, depth + 1);
      else if (name === 'id' && ID.test(String(inner))) this.keep(kind, inner);
      else if (name === 'name' && kind === 'logs') this.keep(kind, inner);
      else if (name in MEMBERS && inner !== null) this.keep(MEMBERS[name]!, inner);
    }
  }

  private keep(kind: string, value: unknown): void {
    const text = String(value);
    if (this.guarded.has(text)) return;
    const values = this.values.get(kind) ?? [];
    if (values.push(text) > KEPT_AT_MOST) values.shift();
    this.values.set(kind, values);
  }
}
