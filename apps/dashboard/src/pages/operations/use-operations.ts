import type { components } from '@api/openapi.js';
import { useMemo, useRef } from 'preact/hooks';
import { api, bodyOf, type Operation } from '../../api/api.js';
import { OPERATION_EVENTS } from '../../live/kinds.js';
import { useEvents } from '../../live/use-events.js';
import { type Loaded, useLoaded } from '../../loaded.js';
import type { Asked } from './asked-operations.js';

type OperationList = components['schemas']['OperationList'];

const PAGE = 250;
const MOST = 1000;
/** What ran for longer before the range began is not looked for. */
const LOOK_BACK_MS = 30 * 24 * 60 * 60_000;

export interface Found {
  readonly operations: readonly Operation[];
  /** Whether there are no more than these. */
  readonly isAll: boolean;
}

/** What ran during a range, kept up to date. */
export function useOperations({ range, log, name, host, actor }: Asked): Loaded<Found> {
  const query = {
    ...(log === '' ? {} : { log }),
    ...(name === '' ? {} : { name }),
    ...(host === '' ? {} : { host }),
    ...(actor === '' ? {} : { actor }),
    from: new Date(range.from - LOOK_BACK_MS).toISOString(),
    to: new Date(range.to).toISOString(),
    endsAfter: new Date(range.from).toISOString(),
  };
  const loaded = useLoaded(JSON.stringify(query), (signal) => read(query, signal));
  useEvents(OPERATION_EVENTS, loaded.reload);
  const known = useRef<Found | null>(null);
  const value = useMemo(() => (known.current = withKnown(loaded.value, known.current)), [loaded.value]);
  return { ...loaded, value };
}

/** An operation of which nothing changed stays the same object, and so needs not be drawn anew. */
function withKnown(found: Found | null, known: Found | null): Found | null {
  if (found === null || known === null || found.operations === known.operations) return found;
  const before = new Map(known.operations.map((operation) => [operation.id, operation]));
  const operations = found.operations.map((operation) => {
    const old = before.get(operation.id);
    return old !== undefined && told(old) === told(operation) ? old : operation;
  });
  return { ...found, operations };
}

/** Of what has not ended, the duration is computed here. */
function told({ durationSeconds, ...operation }: Operation): string {
  return JSON.stringify([operation, operation.endedAt === null ? null : durationSeconds]);
}

async function read(query: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Found> {
  const operations: Operation[] = [];
  let after: string | null = null;
  do {
    const paged: Readonly<Record<string, string | number>> = {
      ...query,
      limit: PAGE,
      ...(after === null ? {} : { after }),
    };
    const found: OperationList = await bodyOf(api.GET('/api/v1/operations', { params: { query: paged }, signal }));
    operations.push(...found.data);
    after = found.page.next;
  } while (after !== null && operations.length < MOST);
  return { operations, isAll: after === null };
}
