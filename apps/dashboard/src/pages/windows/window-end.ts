import type { components } from '@api/openapi.js';
import { duration } from '../../pieces/times.js';

type Ending = Pick<components['schemas']['WindowView'], 'completedAt' | 'endsAt'> & {
  readonly moves: readonly { readonly step: string; readonly replaces: { readonly endsAt: string } }[];
};

/** How a window ended against the end before it was extended, as compliance counts. */
export function endInWords({ completedAt, endsAt, moves }: Ending): string {
  if (completedAt === null) return '';
  const extension = moves.find(({ step }) => step === 'extended');
  const ms = Date.parse(completedAt) - Date.parse(extension?.replaces.endsAt ?? endsAt);
  if (ms > 0)
    return `, overran by ${duration(Math.max(1, ms / 1000))}${extension === undefined ? '' : ', was extended'}`;
  return ms <= -30_000 ? `, ${duration(-ms / 1000)} early` : '';
}
