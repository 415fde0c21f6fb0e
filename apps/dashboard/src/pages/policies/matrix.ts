import type { components } from '@api/openapi.js';
import { IMPACT_LENGTHS, NOTICE_SCOPES } from '../../pieces/notice-words.js';

export type Rules = components['schemas']['RulesView'];
type Cell = Rules['cells'][number];

/** Columns of the matrix. */
export const IMPACTS = Object.keys(IMPACT_LENGTHS);
const SCOPES = ['any', ...Object.keys(NOTICE_SCOPES)];
const [DAY, HOUR] = [24 * 60, 60];

export interface MatrixRow {
  readonly scope: string;
  readonly name: string;
  /** One for each of IMPACTS. */
  readonly demands: readonly Demand[];
}

export interface Demand {
  readonly words: string;
  /** What it says in the rules that this one would replace; null: the same, or there are none. */
  readonly before: string | null;
}

/** The rules as rows and columns; a row for every scope, and one for each that they, or those that they would replace, name. */
export function matrixOf(rules: Pick<Rules, 'cells'>, replaced: Pick<Rules, 'cells'> | null): MatrixRow[] {
  const named = new Set(['any', ...[...rules.cells, ...(replaced?.cells ?? [])].map(({ scope }) => scope)]);
  const rest = named.size > 1 ? 'Any other scope' : 'Every scope';
  return SCOPES.filter((scope) => named.has(scope)).map((scope) => ({
    scope,
    name: NOTICE_SCOPES[scope] ?? rest,
    demands: IMPACTS.map((impact) => {
      const words = demandOf(rules.cells, scope, impact);
      const before = replaced === null ? words : demandOf(replaced.cells, scope, impact);
      return { words, before: before === words ? null : before };
    }),
  }));
}

/** A cell for its own scope counts before one for every scope; what no cell names needs no notice. */
function demandOf(cells: readonly Cell[], scope: string, impact: string): string {
  const of = (wanted: string) => cells.find((cell) => cell.scope === wanted && cell.impact === impact);
  const cell = of(scope) ?? of('any');
  return cell === undefined || cell.noticeMinutes === null ? 'the log is enough' : ahead(cell.noticeMinutes);
}

/** `7 days` */
export function ahead(minutes: number): string {
  if (minutes === 0) return 'before the start';
  const [count, unit] =
    minutes % DAY === 0
      ? [minutes / DAY, 'day']
      : minutes % HOUR === 0
        ? [minutes / HOUR, 'hour']
        : [minutes, 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
