import type { Clock } from '@kernel/clock.js';
import type { NewFact } from '@kernel/event.js';
import type { Caller } from '@platform/http/caller.js';
import { validated } from '@platform/http/validation.js';
import type { Ledger } from '@platform/ledger.js';
import type { ReadModel } from '@platform/read-model/read-model.js';
import { parentsFirst, type SheetRow } from './component-sheet.js';
import { ComponentTree } from './component-tree.js';
import type { ComponentWriter } from './component-writer.js';
import { ComponentRequest } from './components.dto.js';
import { components, type ComponentsState, stateWith } from './components.js';

export type RowOutcome = 'registered' | 'changed' | 'unchanged';

/** What became of one row, or what was wrong with it. */
export type RowResult = { readonly row: number } & (
  { readonly name: string; readonly outcome: RowOutcome } | { readonly problem: unknown }
);

/** Makes the components what a file says, each row for itself. */
export class ComponentImporter {
  constructor(
    private readonly writer: ComponentWriter,
    private readonly ledger: Ledger,
    private readonly readModel: ReadModel,
    private readonly clock: Clock,
  ) {}

  async import(rows: readonly SheetRow[], caller: Caller, isDryRun: boolean): Promise<RowResult[]> {
    const take = isDryRun ? await this.dryRun(caller) : (row: SheetRow) => this.take(row, caller);
    const results: RowResult[] = [];
    for (const row of parentsFirst(rows)) {
      try {
        if (row.problem !== undefined) throw row.problem;
        results.push({ row: row.row, name: String(row.fields['name']), outcome: await take(row) });
      } catch (problem) {
        results.push({ row: row.row, problem });
      }
    }
    return results.sort((a, b) => a.row - b.row);
  }

  private async take({ row, fields }: SheetRow, caller: Caller): Promise<RowOutcome> {
    const { name, ...request } = validated(ComponentRequest, fields);
    const key = caller.idempotencyKey === undefined ? undefined : `${caller.idempotencyKey}#${row}`;
    const fingerprint = caller.fingerprint(fields);
    const before = await this.ledger.repeated(components.category, caller.author({ fingerprint }), key);
    if (before !== undefined) return 'unchanged';
    const known = ComponentTree.at(this.readModel, this.readModel.position()).find(name);
    if (known === undefined) {
      await this.writer.register(name, request, caller, key, fingerprint);
      return 'registered';
    }
    const { changed } = await this.writer.change(known.id, request, caller, { idempotencyKey: key }, fingerprint);
    return changed ? 'changed' : 'unchanged';
  }

  /** Decides as `take` does, on a state that only this import knows. */
  private async dryRun(caller: Caller): Promise<(row: SheetRow) => Promise<RowOutcome>> {
    const now = this.clock.now();
    const author = caller.author();
    let { state } = await this.ledger.load(components, components.category);
    return async ({ fields }) => {
      const { name, ...request } = validated(ComponentRequest, fields);
      const words = wordsOf(state);
      const known = words.get(name);
      const asked = known === undefined ? { ...request, name } : request;
      const meant = this.writer.meant(asked, caller.sight, (word) => words.get(word.toLowerCase()));
      const id = known ?? this.ledger.newId(author);
      const { details, logs = [] } = meant;
      const command =
        known === undefined
          ? ({ do: 'register', id, details: { ...details, name }, logs } as const)
          : this.writer.changing(id, meant, caller.sight);
      const facts: readonly NewFact[] = components.decide(command, state, { now, author });
      state = stateWith(state, facts);
      if (known === undefined) return 'registered';
      return facts.length === 0 ? 'unchanged' : 'changed';
    };
  }
}

/** Which component each name, alias and id means. */
function wordsOf(state: ComponentsState): Map<string, string> {
  return new Map(
    [...state].flatMap(([id, { details }]) =>
      [id, details.name, ...details.aliases].map((word) => [word, id] as const),
    ),
  );
}
