import { setTimeout as sleep } from 'node:timers/promises';
import { Chance } from './chance.js';
import { somebody, someWork } from './history.js';
import { endings } from './set-pieces.js';
import { minutes } from './things.js';

const [LEAST_PAUSE, MOST_PAUSE] = [5, 25];
/** Works that go on beside each other. */
const BESIDE = 3;

/** Writes what happens from now on, an entry every few seconds, until it is aborted. */
export async function goOn(write, { seed, signal, pause = sleep }) {
  const chance = new Chance(seed, 'afterwards');
  const underWay = endings().map((lines) => ({ lines, begun: null }));
  while (!signal.aborted) {
    await pause(chance.from(LEAST_PAUSE, MOST_PAUSE) * 1000, undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    while (underWay.length < BESIDE) {
      underWay.push({ lines: someWork(chance, somebody(chance, new Date().getUTCDay())).lines, begun: null });
    }
    const work = chance.pick(underWay);
    const line = nextOf(work);
    if (work.lines.length === 0) underWay.splice(underWay.indexOf(work), 1);
    await write(line);
  }
}

/** Here all goes faster than it would, so what says how long it took says what is true here. */
function nextOf(work) {
  const { log, actor, message } = work.lines.shift();
  if (/^(?:Started|Locking)/.test(message)) work.begun = Date.now();
  if (work.begun === null) return { log, actor, message };
  const took = minutes(Math.round((Date.now() - work.begun) / 1000));
  return { log, actor, message: message.replace(/\(duration: [^)]*\)/, `(duration: ${took})`) };
}
