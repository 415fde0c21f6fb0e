import { effect, type Signal, signal } from '@preact/signals';

/** What a reader chose stays in this browser. A value that is not offered any more is the first. */
function preference<Choice extends string>(name: string, choices: readonly [Choice, ...Choice[]]): Signal<Choice> {
  const key = `opsledger.${name}`;
  const kept = localStorage.getItem(key);
  const chosen = signal(choices.find((choice) => choice === kept) ?? choices[0]);
  effect(() => localStorage.setItem(key, chosen.value));
  return chosen;
}

/** Light and dark by the system, or by choice. */
export const theme = preference('theme', ['system', 'light', 'dark']);
/** All times are UTC unless the reader wants those of this machine. */
export const timeZone = preference('times', ['utc', 'local']);
/** Keys without a modifier can be in the way of who speaks to a machine. */
export const singleKeys = preference('keys', ['on', 'off']);

effect(() => {
  document.documentElement.dataset['theme'] = theme.value;
});
