import type { Operation } from '../../api/api.js';
import { useNow } from '../../pieces/clock.js';
import { duration } from '../../pieces/times.js';
import { beginOf } from './operation-state.js';

/** How long it took, or takes up to this second. */
export function RunTime({ operation }: { readonly operation: Operation }) {
  const { startedAt, endedAt, durationSeconds } = operation;
  if (startedAt === null) return <>unknown</>;
  return endedAt === null ? <Running operation={operation} /> : <>{duration(durationSeconds ?? 0)}</>;
}

function Running({ operation }: { readonly operation: Operation }) {
  const seconds = (useNow() - beginOf(operation)) / 1000;
  return operation.phase === 'abandoned' ? <>no end for {duration(seconds)}</> : <>{duration(seconds)} so far</>;
}
