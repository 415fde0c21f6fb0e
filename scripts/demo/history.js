import { Chance } from './chance.js';
import { addStorage, cloudRemark, component, quota, rebootNodes, safeReboot, toolKept } from './cloud-work.js';
import { backports, lock, nightly, repository, synchronize } from './deploy-work.js';
import { incident } from './incident.js';
import {
  databaseUpgrade,
  decommission,
  poolAndDepool,
  reboot,
  reimage,
  rollingReboot,
  rollingRestart,
  schemaChange,
  service,
} from './production-work.js';
import { remark } from './remarks.js';
import { setPieces, TOLD_LIVE } from './set-pieces.js';
import { beginsAt, busyness, TEAM, VOLUNTEERS, worksOn } from './team.js';

const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000];
const DAY = 24 * HOUR;
/** Five months. */
const DAYS = 150;
/** Measured, so that a history has about as many entries as were asked for. */
const LINES_OF_A_WORK = 2.9;
/** Mean of `busyness` over a week. */
const MEAN_BUSYNESS = 0.69;
/** Histories of fewer entries have no nightly work, which would be most of them. */
const NIGHTLY_FROM = 2000;
/** The incident was on the Tuesday before this many days ago. */
const INCIDENT_BEFORE = 34;
const TUESDAY = 2;

const OF_ALL = [
  [8, remark],
  [2, cloudRemark],
];
/** What is done in a room, by weight. */
const WORKS = {
  databases: [[4, databaseUpgrade], [1, schemaChange], [3, reboot], [2, reimage], ...OF_ALL],
  services: [[6, service], [2, rollingReboot], [3, rollingRestart], [3, repository], ...OF_ALL],
  deploys: [[9, backports], [3, synchronize], [4, repository], [0.3, lock], ...OF_ALL],
  traffic: [[9, poolAndDepool], [2, rollingRestart], [2, reboot], ...OF_ALL],
  hardware: [[5, reimage], [3, reboot], [2, decommission], ...OF_ALL],
  cloud: [
    [3, safeReboot],
    [1, addStorage],
    [2, quota],
    [2, rebootNodes],
    [4, component],
    [9, cloudRemark],
  ],
  tools: [[1, toolKept]],
};

/** Something that a room does. */
export function someWork(chance, person) {
  const [, work] = chance.weighed(WORKS[person.room]);
  return work(chance, person);
}

/** Who works, more often somebody who is paid for it. */
export function somebody(chance, weekday) {
  const isVolunteer = chance.happens(weekday === 0 || weekday === 6 ? 55 : 9);
  return chance.pick((isVolunteer ? VOLUNTEERS : TEAM).filter((person) => worksOn(person, weekday)));
}

/**
 * Five months of entries until now, oldest first: `{ at, log, actor, message }` with `at` in milliseconds, `isLate` or
 * `isLive` where it is told after it happened or at once, and `then`, what is done about it afterwards. A day is made of the seed
 * and its date alone, so a later start tells the same of it.
 */
export function historyOf({ seed, entries, now }) {
  const pieces = setPieces().map(({ age, ...line }, index) => {
    // Not all of them at the same second of a minute.
    const at = Math.floor((now - age * MINUTE) / SECOND) * SECOND - ((index * 17) % 50) * SECOND;
    return { at, ...line, isLive: age < TOLD_LIVE || line.isLate === true };
  });
  const burst = incidentBefore(now, seed, entries);
  const today = Math.floor(now / DAY);
  const days = Array.from({ length: DAYS + 1 }, (_, n) => today - DAYS + 1 + n);
  const perDay = Math.max(0, entries - pieces.length - burst.length) / DAYS;
  const usual = days.flatMap((day) =>
    ofDay(day, { seed, perDay, isNightly: entries >= NIGHTLY_FROM, until: now - TOLD_LIVE * MINUTE }),
  );
  return [...usual, ...burst, ...pieces].sort((a, b) => a.at - b.at);
}

function ofDay(day, { seed, perDay, isNightly, until }) {
  const chance = new Chance(seed, day);
  const weekday = new Date(day * DAY).getUTCDay();
  const wanted = (perDay * busyness(weekday) * (0.75 + chance.share() * 0.5)) / MEAN_BUSYNESS / LINES_OF_A_WORK;
  // What is left of a whole one happens as often as it is large.
  const count = Math.floor(wanted) + (chance.share() < wanted % 1 ? 1 : 0);
  const works = Array.from({ length: count }, () => {
    const person = somebody(chance, weekday);
    const begun = day * DAY + Math.round(beginsAt(person, chance) * 3600) * SECOND;
    return timed(someWork(chance, person).lines, begun);
  });
  if (isNightly && weekday >= 1 && weekday <= 5) {
    const begun = day * DAY + 4 * HOUR + chance.from(0, 300) * SECOND;
    works.push(timed(nightly(chance, Math.floor(day / 7) % 30).lines, begun));
  }
  // What would still run is left out: what is in flight stands among the set pieces.
  return works.filter((lines) => lines.at(-1).at < until).flat();
}

function incidentBefore(now, seed, entries) {
  const last = Math.floor(now / DAY) - INCIDENT_BEFORE;
  const day = last - ((new Date(last * DAY).getUTCDay() - TUESDAY + 7) % 7);
  const hosts = Math.min(18, Math.floor(entries / 150));
  return timed(incident(new Chance(seed, 'incident'), hosts), day * DAY + 17 * HOUR + 12 * MINUTE);
}

function timed(lines, begun) {
  return lines.map(({ after, ...line }) => ({ at: begun + after * SECOND, ...line }));
}
