import { at, TEAM } from './team.js';
import { full, host, paste } from './things.js';

const TASK = 'T402911';
const MINUTE = 60;
const by = Object.fromEntries(TEAM.map((person) => [person.nick, person]));
const COOKBOOK = 'sre.hosts.remove-downtime';

/** An evening on which the session store filled up: what was said, in the minutes after it began. */
const SAID = [
  [0, 'kofi', `errors of the session store climb in @eqiad, looking #incident`],
  [2, 'bram', `can see it too: mc hosts of row B refuse connections, ${TASK} #incident`],
  [4, 'ada', `I coordinate, status in the document that is linked in ${TASK} #incident`],
  [5, 'pilar', 'stopping the backport window, nothing goes out until this is over'],
  [6, 'pilar@deploy1003', `Locking from deployment [ALL REPOSITORIES]: session store is failing, ${TASK}`],
  [9, 'bram', `memory of the slab for sessions is full since the change of noon: gerrit:1187702 (${TASK})`],
  [12, 'juno@deploy1003', `Started scap sync-world: Revert "Keep sessions for 90 days" (${TASK})`],
  [13, 'kofi', 'pages of signed-in readers are at 31 % errors, those of others are fine'],
  [17, 'juno@deploy1003', `sync-world aborted: Revert "Keep sessions for 90 days" (${TASK}) (duration: 04m 41s)`],
  [18, 'juno', 'the canaries fail as well, because they cannot write sessions: once more, without them'],
  [19, 'juno@deploy1003', `Started scap sync-world: Revert "Keep sessions for 90 days" (${TASK}), without canaries`],
  [
    27,
    'juno@deploy1003',
    `Finished scap sync-world: Revert "Keep sessions for 90 days" (${TASK}), without canaries (duration: 08m 02s)`,
  ],
  [29, 'bram', `new sessions are short again; the old ones have to go: flushing one host after the other (${TASK})`],
  [34, 'ines', 'Toolforge logins see it as well, told people in the channel'],
  [64, 'kofi', `errors below 1 % since three minutes, thanks to all #incident (${TASK})`],
  [70, 'ada', `OVER: 18 % of requests of signed-in readers failed for 58 minutes, report follows #incident (${TASK})`],
  [
    72,
    'pilar@deploy1003',
    `Unlocked for deployment [ALL REPOSITORIES]: session store is failing, ${TASK} (duration: 66m 00s)`,
  ],
  [96, 'bram', `numbers and pictures for the report: https://grafana.example.org/d/sessions (${TASK}) #incident`],
];

/** Lines of the burst, with the flushing of `hosts` machines in its middle. */
export function incident(chance, hosts) {
  const lines = SAID.map(([minute, who, message]) => line(minute * MINUTE + chance.from(0, 50), who, message));
  for (let n = 0; n < hosts; n++) {
    const name = full(`mc${1037 + n}`);
    const after = 30 * MINUTE + Math.round((n * 32 * MINUTE) / hosts);
    lines.push(
      line(after, 'bram@cumin1003', `conftool action : set/pooled=no; selector: name=${name}`),
      line(after + 25, 'bram', `flushed ${name.split('.')[0]}, ${chance.from(20, 64)} GB free`),
      line(after + 40, 'bram@cumin1003', `conftool action : set/pooled=yes; selector: name=${name}`),
    );
  }
  const db = host(chance, 'db');
  lines.push(
    line(
      50 * MINUTE,
      'ada@cumin1003',
      `dbctl commit (dc=all): 'More weight for ${db}, it has to take the sessions (${TASK})', diff saved to ${paste(chance)}`,
    ),
    line(90 * MINUTE, at(by.kofi, 'cumin1003'), `START - Cookbook ${COOKBOOK} for ${hosts} hosts of the session store`),
    line(
      91 * MINUTE,
      at(by.kofi, 'cumin1003'),
      `END (PASS) - Cookbook ${COOKBOOK} (exit_code=0) for ${hosts} hosts of the session store`,
    ),
  );
  return lines;
}

function line(after, actor, message) {
  return { after, log: 'production', actor, message };
}
