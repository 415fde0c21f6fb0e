import { at } from './team.js';
import { change, commit, minutes, task } from './things.js';
import { Work } from './work.js';

const LOG = 'production';
const DEPLOY = 'deploy1003';
const TITLES = [
  'Show the banner to readers who are signed out',
  'Let the old cookie name go',
  'Raise the limit of uploads by chunk',
  'Do not ask for the footer twice',
  'Add the language switch to the test wikis',
  'Log slow queries of the watchlist',
  'Use the new logo on the sister projects',
  'Stop sending the legacy header',
  'Turn on dark mode for the help pages',
  'Revert "Move the sidebar"',
];
const REPOSITORIES = [
  'airflow-dags/search',
  'analytics/refinery',
  'wikimedia/discovery',
  'phabricator/deployment',
  'integration/docroot',
  'homepage/portal',
];

function titled(chance) {
  return `[[gerrit:${change(chance)}|${chance.pick(TITLES)} (${task(chance)})]]`;
}

/** A window of a few backports, one after the other; now and then one of them is called off. */
export function backports(chance, person) {
  const work = new Work(LOG, at(person, DEPLOY));
  for (let n = 0, most = chance.from(1, 3); n < most; n++) {
    const what = `Backport for ${titled(chance)}`;
    const seconds = chance.from(7 * 60, 16 * 60);
    work.say(`Started scap sync-world: ${what}`).wait(Math.floor(seconds / 3));
    if (chance.happens(8)) {
      work.say(`sync-world aborted: ${what} (duration: ${minutes(Math.floor(seconds / 3))})`).wait(240);
      continue;
    }
    work.say(`${person.nick}: ${what} synced to the test servers, changes can be looked at there`);
    work.wait(seconds - Math.floor(seconds / 3));
    work.say(`Finished scap sync-world: ${what} (duration: ${minutes(seconds)})`).wait(180);
  }
  return work;
}

export function synchronize(chance, person) {
  const file = chance.pick(['InitialiseSettings.php', 'CommonSettings.php', 'logging.php', 'throttle.php']);
  const took = minutes(chance.from(240, 640));
  return new Work(LOG, at(person, DEPLOY)).say(
    `Synchronized wmf-config/${file}: Config: ${titled(chance)} (duration: ${took})`,
  );
}

export function repository(chance, person) {
  const what = `[${chance.pick(REPOSITORIES)}@${commit(chance)}]`;
  const why = `(${chance.pick(['production', 'canary', 'thin'])}): ${chance.pick(['regular weekly run', 'fix the import of', 'new reports for', 'roll back'])} ${task(chance)}`;
  const seconds = chance.from(20, 900);
  const work = new Work(LOG, at(person, DEPLOY)).say(`Started deploy ${what} ${why}`).wait(seconds);
  return work.say(`Finished deploy ${what} ${why} (duration: ${minutes(seconds)})`);
}

export function lock(chance, person) {
  const why = chance.pick(['switch of the deployment server', 'network work in row C', 'database work, please wait']);
  const seconds = chance.from(1200, 8000);
  const work = new Work(LOG, at(person, DEPLOY));
  work.say(`Locking from deployment [ALL REPOSITORIES]: ${why}`).wait(seconds);
  return work.say(`Unlocked for deployment [ALL REPOSITORIES]: ${why} (duration: ${minutes(seconds)})`);
}

/** Each working night the next version goes to the test wikis, without anybody. */
export function nightly(chance, week) {
  const what = `testwikis to 1.46.0-wmf.${week} refs T${395_000 + week}`;
  const seconds = chance.from(2100, 3300);
  const work = new Work(LOG, 'mwpresync@deploy1003').say(`Started scap sync-world: ${what}`).wait(seconds);
  return work.say(`Finished scap sync-world: ${what} (duration: ${minutes(seconds)})`);
}
