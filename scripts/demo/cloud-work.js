import { at } from './team.js';
import { full, host, task } from './things.js';
import { Work } from './work.js';

const CLOUDCUMIN = 'cloudcumin1001';
const MINUTE = 60;
export const TOOLS = ['stashbot', 'sal', 'map-tiles', 'quiz-night', 'ref-checker', 'wikibugs'].map(
  (tool) => `tools.${tool}`,
);

/** Cookbooks of Cloud VPS name the task last. */
export function safeReboot(chance, person) {
  const name = full(host(chance, 'cloudvirt'));
  const work = new Work('admin', at(person, CLOUDCUMIN));
  return work.cookbook(
    chance,
    'wmcs.openstack.cloudvirt.safe_reboot',
    `on hosts ${name} (${task(chance)})`,
    30 * MINUTE,
    () => work.cookbook(chance, 'wmcs.openstack.cloudvirt.drain', `on ${name}`, 12 * MINUTE),
  );
}

export function addStorage(chance, person) {
  const name = full(host(chance, 'cloudcephosd'));
  const text = `for ${name} (${task(chance)})`;
  return new Work('admin', at(person, CLOUDCUMIN)).cookbook(
    chance,
    'wmcs.ceph.osd.bootstrap_and_add',
    text,
    70 * MINUTE,
  );
}

export function quota(chance, person) {
  const work = new Work(chance.pick(['admin', 'deployment-prep', 'paws']), at(person, CLOUDCUMIN));
  const [cores, memory] = [chance.from(2, 16), chance.from(4, 64)];
  return work.cookbook(
    chance,
    'wmcs.openstack.quota_increase',
    `by ${cores} cores and ${memory} GB (${task(chance)})`,
    15,
  );
}

/** Kubernetes nodes of Toolforge, one after the other. */
export function rebootNodes(chance, person) {
  const work = new Work('tools', at(person, CLOUDCUMIN));
  const first = chance.from(1, 50);
  const count = chance.from(4, 14);
  const node = (n) => `tools-k8s-worker-nfs-${n}.tools.eqiad1.wikimedia.cloud`;
  const text = `for tools-k8s-worker-nfs-[${first}-${first + count - 1}] (${task(chance)})`;
  return work.cookbook(chance, 'wmcs.toolforge.k8s.reboot', text, 30, () => {
    for (let n = first; n < first + count; n++) {
      work
        .say(`Rebooting node ${node(n)}`)
        .wait(chance.from(70, 260))
        .say(`Finished rebooting node ${node(n)}`)
        .wait(10);
    }
  });
}

export function component(chance, person) {
  const name = chance.pick(['jobs-api', 'builds-api', 'envvars-api', 'ingress-admission', 'maintain-kubeusers']);
  const text = `for component ${name} (${task(chance)})`;
  return new Work('tools', at(person, CLOUDCUMIN)).cookbook(
    chance,
    'wmcs.toolforge.component.deploy',
    text,
    3 * MINUTE,
  );
}

export function cloudRemark(chance, person) {
  const [, log, words] = chance.weighed([
    [
      3,
      'admin',
      `hard reboot of ${full(host(chance, 'cloudvirt'))}, it did not answer on the console (${task(chance)})`,
    ],
    [2, 'admin', `failing over to ${full(host(chance, 'cloudnet'))}, the floating addresses move within a minute`],
    [2, 'admin', `set ${host(chance, 'cloudcephosd')} to noout while its disk is changed ${task(chance)}`],
    [3, 'tools', `cleared the queue of stuck jobs on tools-k8s-control-${chance.from(7, 9)} (${task(chance)})`],
    [3, 'tools', `restarted the front proxy, 5xx were at ${chance.from(2, 9)} % #toolforge`],
    [
      2,
      'deployment-prep',
      `deployment-mediawiki${chance.from(11, 14)}: puppet was off since Tuesday, on again (${task(chance)})`,
    ],
    [2, 'deployment-prep', `rebuilt the search index of the beta wikis, took ${chance.from(2, 9)} h ${task(chance)}`],
    [2, 'paws', `hub restarted, ${chance.from(3, 40)} notebooks had to be opened again (${task(chance)})`],
    [1, 'paws', `new image of the notebooks from https://github.com/example/paws/pull/${chance.from(300, 480)}`],
    [1, 'security', `looked through the access log of ${host(chance, 'ms-fe')}, nothing odd (${task(chance)})`],
    [
      1,
      'security',
      `blocked a range that scraped ${chance.pick(['the maps', 'the diffs', 'the search'])} at 400 requests/s (${task(chance)})`,
    ],
  ]);
  return new Work(log, person.nick).say(words);
}

/** What those who keep a tool say, through a relay that does not know them. */
export function toolKept(chance, person) {
  const log = chance.pick(TOOLS);
  const work = new Work(log, `wmbot~${at(person, `tools-bastion-${chance.from(12, 14)}`)}`);
  const [, words] = chance.weighed([
    [3, 'webservice restart'],
    [2, `toolforge build start, now at v${chance.from(1, 4)}.${chance.from(0, 30)}`],
    [2, `deployed ${chance.letters(7, [...'abcdef0123456789'])} (${task(chance)})`],
    [1, 'moved the cron jobs to the jobs framework'],
    [1, `more memory for the webservice: ${chance.from(1, 4)} GiB, it was killed twice today`],
    [1, 'the replica lags, reports of today come late'],
  ]);
  work.say(words);
  if (words === 'webservice restart' && chance.happens(20)) work.wait(chance.from(60, 900)).say(words);
  return work;
}
