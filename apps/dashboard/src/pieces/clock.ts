import { serverNow } from '../api/server-clock.js';
import { signal } from '@preact/signals';

const TICK_MS = 1000;

const now = signal(serverNow());
setInterval(() => {
  if (!document.hidden) now.value = serverNow();
}, TICK_MS);

/** The time now (ms); whoever reads it is drawn anew each second. */
export function useNow(): number {
  return now.value;
}
