import { change, centreOf, edgeOf, full, host, paste, range, task } from './things.js';
import { Work } from './work.js';

const REMARKS = [
  (c) => `restarting php-fpm on ${range(c, 'wikikube-worker', 'eqiad')}, workers were at 90 % (${task(c)})`,
  (c) => `depooled ${host(c, 'cp', 'esams')}, fan alert since this morning ${task(c)}`,
  (c) => `merged gerrit:${change(c)}, puppet runs over the next 30 min #puppet`,
  (c) => `running a scrub on ${range(c, 'ms-be', centreOf(c), 4)} after the disk was changed (${task(c)})`,
  (c) => `replication on ${host(c, 'db', 'codfw')} is ${c.from(300, 4000)} s behind, known, see ${task(c)}`,
  (c) => `silenced the alert for ${host(c, 'lvs')}: link flaps, vendor is on it until 16:00 UTC (${task(c)})`,
  (c) =>
    `rolled back to the configuration of yesterday, graphs at https://grafana.example.org/d/${c.letters(6, [...'abcdef'])} #rollback`,
  (c) => `removed ${c.from(4, 80)} GB of old core files on ${full(host(c, 'an-worker'))}`,
  (c) => `draining ${host(c, 'ganeti', centreOf(c))} for its memory change at 14:00 (${task(c)})`,
  (c) => `updated the certificate of the mail relay, the old one had ${c.from(2, 9)} days left #certificates`,
  (c) => `power work in row ${c.pick(['A', 'B', 'C', 'D'])} of @${centreOf(c)} begins, hosts stay up (${task(c)})`,
  (c) => `purged ${c.from(10, 900)} addresses from the cache, list in ${paste(c)} (${task(c)})`,
  (c) =>
    `maintenance script for ${c.pick(['dewiki', 'commonswiki', 'frwiki', 'wikidatawiki'])} runs in a screen on mwmaint1002, about 3 days (${task(c)})`,
  (c) => `traffic of ${edgeOf(c)} moved to @codfw while the transport link is mended ${task(c)}`,
  (c) => `copied the dumps to the new volume on ${host(c, 'ms-be')}, checksums agree`,
  (c) =>
    `kernel upgrade on {${host(c, 'db')},${host(c, 'es')}}.eqiad.wmnet done, both pooled again (${task(c)}) #kernel`,
  (c) => `gerrit|${change(c)} is live, thanks for the review`,
  () => 'nothing to hand over tonight, all quiet',
];
const SLIPS = [
  [/\bpuppet\b/, 'pupet'],
  [/\bpooled\b/, 'poooled'],
  [/\bconfiguration\b/, 'configuraton'],
  [/\bcertificate\b/, 'certifcate'],
  [/\bmaintenance\b/, 'maintainance'],
  [/\bafter\b/, 'aftre'],
  [/\bmorning\b/, 'mornign'],
];

/** What people write by hand: with slips that are mended, and with lines that are struck through. */
export function remark(chance, person) {
  const work = new Work('production', person.nick);
  const message = chance.pick(REMARKS)(chance);
  const slip = SLIPS.find(([right]) => right.test(message));
  if (slip !== undefined && chance.happens(20)) {
    return work.say(message.replace(...slip), { then: { amend: { message, reason: 'typo' } } });
  }
  if (chance.happens(1.5)) {
    const reason = chance.pick(['wrong window, nothing was done', 'belongs to another task', 'logged twice']);
    return work.say(message, { then: { retract: { reason } } });
  }
  return work.say(message);
}
