import { signal } from '@preact/signals';

const TICK_MS = 1000;

const now = signal(Date.now());
setInterval(() => {
  if (!document.hidden) now.value = Date.now();
}, TICK_MS);

/** The time now (ms); whoever reads it is drawn anew each second. */
export function useNow(): number {
  return now.value;
}
