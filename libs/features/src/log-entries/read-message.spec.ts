import { MAX_HOSTS } from '@kernel/host-ranges.js';
import { readHosts } from './read-hosts.js';
import { readMark } from './read-mark.js';
import { readRefs } from './read-refs.js';

describe('Hosts in a message', () => {
  it.each([
    ['rebooting db1101', ['db1101']],
    ['Cookbook for host cloudvirt1023.eqiad.wmnet with OS', ['cloudvirt1023.eqiad.wmnet']],
    ['db[1101-1103]', ['db1101', 'db1102', 'db1103']],
    ['db[1101-1102,1105].eqiad.wmnet', ['db1101.eqiad.wmnet', 'db1102.eqiad.wmnet', 'db1105.eqiad.wmnet']],
    ['mw[0998-1001]x', []],
    ['{db1101,es1020}.eqiad.wmnet', ['db1101.eqiad.wmnet', 'es1020.eqiad.wmnet']],
    ['cp{4021,4022}', ['cp4021', 'cp4022']],
    ['an-worker1080 and ms-be2045, then DB1101.', ['an-worker1080', 'ms-be2045', 'db1101']],
    ['tools-k8s-worker-nfs-12.tools.eqiad1.wikimedia.cloud', ['tools-k8s-worker-nfs-12.tools.eqiad1.wikimedia.cloud']],
    ['on db1101, again db1101', ['db1101']],
    ['in nov2026 at 2026-11-22, see abc1234def', []],
    ['!log a@deploy1002 and x/db1101', []],
    ['db[9-1]', []],
  ])('%s', (message, hosts) => expect(readHosts(message)).toEqual(hosts));

  it('are expanded to at most 1,000, whatever a range says', () => {
    expect(readHosts('db[1000-999999]')).toHaveLength(MAX_HOSTS);
    expect(readHosts('a[1-900][1-900][1-900]')).toHaveLength(MAX_HOSTS);
  });
});

describe('References in a message', () => {
  it.each([
    ['tasks', 'fixes T123456 (T7) and D1234, not AT123 or M12', ['T123456', 'T7', 'D1234']],
    ['tasks', 'https://phabricator.wikimedia.org/T99', ['T99']],
    [
      'changes',
      'gerrit:12345 gerrit|678 https://gerrit.wikimedia.org/r/c/operations/puppet/+/91011',
      ['12345', '678', '91011'],
    ],
    ['changes', 'Backport for [[gerrit:998|title (T1)]]', ['998']],
    ['changes', 'I0123456789abcdef0123456789abcdef01234567', ['I0123456789abcdef0123456789abcdef01234567']],
    [
      'commits',
      'at 1a2b3c4 and 0123456789abcdef0123456789abcdef01234567, not 1234567 nor deadbee',
      ['1a2b3c4', '0123456789abcdef0123456789abcdef01234567'],
    ],
    ['commits', 'Started deploy [a/b@1a2b3c4]: x', ['1a2b3c4']],
    ['urls', 'see https://w.wiki/ABC, and (http://x.org/y).', ['https://w.wiki/ABC', 'http://x.org/y']],
    ['tags', '#Kernel and #a-b but not x#y or https://x.org/#frag', ['kernel', 'a-b']],
    ['datacenters', 'dbmaint on s1@eqiad, CODFW, db1.esams.wmnet, not eqiad1', ['eqiad', 'codfw', 'esams']],
  ] as const)('%s: %s', (kind, message, found) => expect(readRefs(message)[kind]).toEqual(found));

  it('are found in linear time in hostile text', () => {
    const started = process.cpuUsage().user;
    for (const hostile of [
      'db['.repeat(20_000),
      '{'.repeat(60_000),
      'a-'.repeat(30_000),
      'https://'.repeat(8000),
      '1a'.repeat(30_000),
      '[1-9]'.repeat(12_000),
      `a[${'0-999,'.repeat(10_000)}1][${'0-999,'.repeat(500)}1]`,
      'gerrit.'.repeat(9000),
    ]) {
      readRefs(hostile);
      readMark(`START - Cookbook ${hostile}`);
    }
    expect((process.cpuUsage().user - started) / 1e6).toBeLessThan(2);
  });
});

describe('What a message says about an operation', () => {
  it.each([
    ['START - Cookbook sre.hosts.reboot for db1101', 'start cookbook sre.hosts.reboot null null "for db1101"'],
    [
      'END (PASS) - Cookbook sre.hosts.reboot (exit_code=0) for db1101',
      'end cookbook sre.hosts.reboot pass 0 "for db1101"',
    ],
    ['END (FAIL) - Cookbook sre.hosts.reimage (exit_code=99)', 'end cookbook sre.hosts.reimage fail 99 ""'],
    ['DONE (ERROR) - Cookbook wmcs.x (exit_code=97) on y (T1)', 'whole cookbook wmcs.x error 97 "on y (T1)"'],
    ['Started scap sync-world: wmf.4', 'start deploy scap sync-world null null "wmf.4"'],
    ['Finished scap sync-world: wmf.4 (duration: 08m 47s)', 'end deploy scap sync-world pass null "wmf.4"'],
    ['Started scap: wmf.4', 'start deploy scap null null "wmf.4"'],
    ['scap sync-world aborted: wmf.4 (duration: 00m 04s)', 'end deploy scap sync-world aborted null "wmf.4"'],
    ['sync-world aborted: wmf.4', 'end deploy scap sync-world aborted null "wmf.4"'],
    ['Synchronized php/x.php: Y (duration: 120m 00s)', 'whole deploy scap sync-file pass null "php/x.php Y"'],
    ['Started deploy [a/b@1a2b3c4] (prod): msg', 'start deploy deploy a/b null null "@1a2b3c4(prod): msg"'],
    [
      'Finished deploy [a/b@1a2b3c4] (prod): msg (duration: 01m 02s)',
      'end deploy deploy a/b pass null "@1a2b3c4(prod): msg"',
    ],
    [
      'Locking from deployment [ALL REPOSITORIES]: outage',
      'start deploy deployment lock ALL REPOSITORIES null null "outage"',
    ],
    [
      'Unlocked for deployment [ALL REPOSITORIES]: outage (duration: 10m 00s)',
      'end deploy deployment lock ALL REPOSITORIES pass null "outage"',
    ],
    ['Backport for [[gerrit:1|t (T2)]]', 'whole deploy backport null null "[[gerrit:1|t (T2)]]"'],
    [
      'Rebooting node k8s-1.x.eqiad1.wikimedia.cloud',
      'start action reboot node null null "k8s-1.x.eqiad1.wikimedia.cloud"',
    ],
    [
      'Finished rebooting node k8s-1.x.eqiad1.wikimedia.cloud',
      'end action reboot node pass null "k8s-1.x.eqiad1.wikimedia.cloud"',
    ],
    [
      'conftool action : set/pooled=yes; selector: name=db1101',
      'whole action conftool pass null "set/pooled=yes; selector: name=db1101"',
    ],
    [
      "dbctl commit (dc=all): 'x', diff saved to https://p",
      'whole action dbctl commit pass null "(dc=all): \'x\', diff saved to https://p"',
    ],
    ['dbmaint on s1@eqiad T123', 'start database-maintenance dbmaint null null "s1@eqiad T123"'],
    ['helmfile apply x', 'whole action helmfile pass null "apply x"'],
  ])('%s', (message, expected) => {
    const { part, kind, name, outcome, exitCode, text } = readMark(message)!;
    expect(`${part} ${kind} ${name} ${outcome} ${exitCode} ${JSON.stringify(text)}`).toBe(expected);
  });

  it('durations have no hours', () => {
    expect(readMark('Finished scap sync-world: x (duration: 120m 05s)')!.reportedSeconds).toBe(7205);
  });

  it('ordinary prose says nothing', () => {
    expect(readMark('we will START - Cookbook things tomorrow')).toBeNull();
  });
});
