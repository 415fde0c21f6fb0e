import { at } from './team.js';
import { centreOf, commit, edgeOf, full, host, paste, range, task } from './things.js';
import { Work } from './work.js';

const LOG = 'production';
const CUMIN = 'cumin1003';
const [MINUTE, HOUR] = [60, 3600];

/** A machine is installed anew: cookbooks within a cookbook. */
export function reimage(chance, person) {
  const centre = centreOf(chance);
  const name = host(chance, chance.pick(['db', 'ganeti', 'wikikube-worker', 'an-worker', 'restbase']), centre);
  const work = new Work(LOG, at(person, CUMIN));
  const os = chance.pick(['bookworm', 'bookworm', 'trixie']);
  return work.cookbook(chance, 'sre.hosts.reimage', `for host ${full(name, centre)} with OS ${os}`, 40 * MINUTE, () => {
    if (chance.happens(40)) {
      work.cookbook(chance, 'sre.hosts.move-vlan', `for host ${name}`, 2 * MINUTE, () =>
        work.cookbook(chance, 'sre.dns.netbox', '', MINUTE),
      );
    }
    work.wait(6 * MINUTE);
    work.cookbook(chance, 'sre.hosts.downtime', `for 2:00:00 on ${full(name, centre)} with reason: host reimage`, 20);
  });
}

export function reboot(chance, person) {
  const centre = centreOf(chance);
  const name = host(chance, chance.pick(['db', 'mc', 'ms-be', 'cirrussearch', 'ganeti', 'dns']), centre);
  return new Work(LOG, at(person, CUMIN)).cookbook(
    chance,
    'sre.hosts.reboot-single',
    `for host ${full(name, centre)}`,
    8 * MINUTE,
  );
}

export function decommission(chance, person) {
  const centre = centreOf(chance);
  const names = range(chance, chance.pick(['db', 'an-worker', 'restbase']), centre, 3);
  const work = new Work(LOG, at(person, CUMIN));
  return work.cookbook(chance, 'sre.hosts.decommission', `for hosts ${full(names, centre)}`, 4 * MINUTE, () =>
    work.wait(5 * MINUTE).cookbook(chance, 'sre.dns.netbox', '', MINUTE),
  );
}

/** A replica is taken out, worked on, and comes back in steps. */
export function databaseUpgrade(chance, person) {
  const [centre, section] = [centreOf(chance), chance.pick(['s1', 's2', 's3', 's4', 's5', 's7', 's8', 'x1'])];
  const [name, about] = [host(chance, 'db', centre), task(chance)];
  const work = new Work(LOG, at(person, CUMIN));
  const commitOf = (words) =>
    work.say(`dbctl commit (dc=all): '${words}', diff saved to ${paste(chance)} and previous config saved`);
  if (chance.happens(50)) work.say(`dbmaint on ${section}@${centre} ${about}`).wait(30);
  commitOf(`Depool ${name} for an upgrade (${about})`).wait(5 * MINUTE);
  work.cookbook(chance, 'sre.mysql.upgrade', `for ${full(name, centre)}`, 12 * MINUTE).wait(4 * MINUTE);
  for (const share of [10, 25, 75, 100])
    commitOf(`${name} (re)pooling @ ${share}%: After an upgrade`).wait(15 * MINUTE);
  if (work.lines[0].message.startsWith('dbmaint')) work.say(`Finished dbmaint on ${section}@${centre} ${about}`);
  return work;
}

/** A schema change goes on for days. */
export function schemaChange(chance, person) {
  const [section, centre, about] = [chance.pick(['s1', 's4', 's6', 's8']), centreOf(chance), task(chance)];
  const work = new Work(LOG, at(person, 'cumin1002'));
  work.say(`dbmaint on ${section}@${centre} ${about}`).wait(chance.from(4, 70) * HOUR);
  return work.say(`Finished dbmaint on ${section}@${centre} ${about}`);
}

export function poolAndDepool(chance, person) {
  const centre = chance.happens(60) ? edgeOf(chance) : centreOf(chance);
  const selector = full(host(chance, 'cp', centre), centre);
  const work = new Work(LOG, at(person, CUMIN));
  work.say(`conftool action : set/pooled=no; selector: name=${selector},service=(cdn|ats-be)`);
  work.wait(chance.from(2, 40) * MINUTE);
  return work.say(`conftool action : set/pooled=yes; selector: name=${selector},service=(cdn|ats-be)`);
}

/** One node after the other, through a whole row. */
export function rollingReboot(chance, person) {
  const [centre, row] = [centreOf(chance), chance.pick(['a', 'b', 'c', 'd'])];
  const first = Number(host(chance, 'wikikube-worker', centre).slice(-4)) - 12;
  const work = new Work(LOG, at(person, CUMIN));
  const text = `rolling reboot on P{wikikube-worker*.${centre}.wmnet} and A:row-${row}`;
  return work.cookbook(chance, 'sre.k8s.reboot-nodes', text, MINUTE, () => {
    for (let n = 0, most = chance.from(5, 11); n < most; n++) {
      const node = full(`wikikube-worker${first + n}`, centre);
      work.say(`Rebooting node ${node}`).wait(chance.from(150, 420)).say(`Finished rebooting node ${node}`).wait(20);
    }
  });
}

export function rollingRestart(chance, person) {
  const [centre, about] = [centreOf(chance), task(chance)];
  const [, name, text] = chance.weighed([
    [
      3,
      'sre.elasticsearch.rolling-operation',
      `restart without plugin upgrade (3 nodes at a time) for search_${centre}`,
    ],
    [2, 'sre.swift.roll-restart-reboot-proxies', `rolling restart_daemons on A:swift-fe-${centre}`],
    [2, 'sre.loadbalancer.restart-pybal', `rolling-restart of pybal on A:lvs-low-traffic-${centre}`],
    [3, 'sre.memcached.roll-reboot', `rolling reboot on ${range(chance, 'mc', centre)}`],
  ]);
  return new Work(LOG, at(person, CUMIN)).cookbook(chance, name, `${text} (${about})`, 50 * MINUTE);
}

export function service(chance, person) {
  const name = chance.pick(['shellbox', 'mobileapps', 'linkrec', 'wikifeeds', 'citoid', 'thumbor', 'recommend']);
  const work = new Work(LOG, at(person, 'deploy1003'));
  for (const where of ['staging', 'codfw', 'eqiad']) {
    const what = `helmfile.d/services/${name}: apply`;
    work
      .say(`helmfile [${where}] START ${what}`)
      .wait(chance.from(15, 90))
      .say(`helmfile [${where}] DONE ${what}`)
      .wait(60);
  }
  if (chance.happens(25)) work.say(`${name}: now at ${commit(chance)} everywhere (${task(chance)})`);
  return work;
}
