import type { components } from '@api/openapi.js';
import { api, bodyOf } from '../../api/api.js';
import { useEvents } from '../../live/use-events.js';
import { type Loaded, useLoaded } from '../../loaded.js';
import type { Window } from '../../pieces/window-words.js';

type WindowListView = components['schemas']['WindowList'];
type Query = Readonly<Record<string, string>>;

/** How the types of events begin that can change what is told of a window. */
export const WINDOW_EVENTS: readonly string[] = ['maintenance-window.', 'component.', 'redaction.'];

const PAGE = 250;

export interface Found {
  readonly windows: readonly Window[];
  /** Whether there are no more than these. */
  readonly isAll: boolean;
}

/** The windows that were asked for, so many at most, kept up to date. */
export function useWindows(query: Query, most: number): Loaded<Found> {
  const loaded = useLoaded(JSON.stringify([query, most]), (signal) => read(query, most, signal));
  useEvents(WINDOW_EVENTS, loaded.reload);
  return loaded;
}

async function read({ status, ...query }: Query, most: number, signal: AbortSignal): Promise<Found> {
  const windows: Window[] = [];
  let after: string | null = null;
  do {
    const limit = Math.min(PAGE, most - windows.length);
    const asked: object = {
      ...query,
      ...(status === undefined ? {} : { status: [status] }),
      limit,
      ...(after === null ? {} : { after }),
    };
    const page: WindowListView = await bodyOf(
      api.GET('/api/v1/maintenance-windows', { params: { query: asked }, signal }),
    );
    windows.push(...page.data);
    after = page.page.next;
  } while (after !== null && windows.length < most);
  return { windows, isAll: after === null };
}
