import { signal } from '@preact/signals';
import { basePath } from './settings.js';

/** Where the reader is: the path below the base without slashes around it, and what is asked for. */
export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

export const here = signal<Place>(placeOf(location));

/** The row from which a page was left to which the reader comes back. */
let comingBackTo: string | null = null;

/** To be called when rows are drawn: who comes back is where they left. */
export function comeBackToRow(): void {
  if (comingBackTo === null) return;
  const row = document.querySelector<HTMLElement>(`[data-row="${comingBackTo}"]`);
  if (row === null) return;
  comingBackTo = null;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: 'center' });
}

function focusedRow(): string | null {
  return document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? null;
}

function placeOf({ pathname, search }: { pathname: string; search: string }): Place {
  const path = pathname.slice(basePath.length).replace(/\/+$/, '');
  return { path, query: new URLSearchParams(search) };
}

/** The address of a page; members that are empty, null or undefined are left out, lists are repeated. */
export function addressOf(path: string, query: Readonly<Record<string, Asked>> | URLSearchParams = {}): string {
  const parameters = query instanceof URLSearchParams ? query : new URLSearchParams(pairsOf(query));
  const text = parameters.toString();
  return `${basePath}${path}${text === '' ? '' : `?${text}`}`;
}

type Asked = string | number | readonly string[] | null | undefined;

function pairsOf(query: Readonly<Record<string, Asked>>): [string, string][] {
  return Object.entries(query).flatMap(([name, value]) =>
    [value ?? []].flat().flatMap((one): [string, string][] => (one === '' ? [] : [[name, String(one)]])),
  );
}

/** Opens an address of ours. `replace`: as if the reader had come here at once, so that Back leads to the page before. */
export function go(address: string, { replace = false } = {}): void {
  if (replace) history.replaceState(history.state, '', address);
  else {
    history.replaceState({ row: focusedRow() }, '');
    history.pushState(null, '', address);
  }
  here.value = placeOf(location);
}

/** Pages of the dashboard are opened without loading anew; all else is the browser's. */
export function followLinks(isPage: (path: string) => boolean): void {
  history.scrollRestoration = 'manual';
  addEventListener('popstate', ({ state }: PopStateEvent) => {
    comingBackTo = (state as { row: string | null } | null)?.row ?? null;
    here.value = placeOf(location);
  });
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest('a');
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (link === null || !isPlain || event.defaultPrevented || link.target !== '' || link.hasAttribute('download'))
      return;
    const { origin, pathname, search, hash } = link;
    if (origin !== location.origin || !pathname.startsWith(basePath) || hash !== '') return;
    if (!isPage(placeOf({ pathname, search }).path)) return;
    event.preventDefault();
    go(pathname + search);
  });
}
