import { settings } from '../settings.js';

/** Where what entries refer to lives itself, outside of the ledger. */
export function taskAddress(task: string): string {
  return settings.taskUrl.replace('{task}', encodeURIComponent(task));
}

export function changeAddress(change: string): string {
  return settings.changeUrl.replace('{change}', encodeURIComponent(change));
}

/** Null where there is no such place. */
export function hostAddress(host: string): string | null {
  return settings.hostUrl?.replace('{host}', encodeURIComponent(host)) ?? null;
}
