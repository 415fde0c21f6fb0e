import { useLayoutEffect } from 'preact/hooks';
import { settings } from './settings.js';

/** What the browser calls the page. */
export function useTitle(title: string): void {
  useLayoutEffect(() => {
    document.title = `${title} · ${settings.ledger}`;
  }, [title]);
}
