// What every page needs at least once, whatever chance made of the rest. Ages are in minutes before now.
const [MINUTE, HOUR, DAY] = [1, 60, 24 * 60];
const START = 'START - Cookbook';

/** What runs now: nothing of it has ended. */
const IN_FLIGHT = [
  [
    2,
    'tools',
    'wren@cloudcumin1002',
    `${START} wmcs.toolforge.component.deploy for component webservice-cli (T400117)`,
  ],
  [3, 'production', 'kofi@cumin2002', `${START} sre.cdn.roll-upgrade rolling upgrade of the cache on A:cp-text_esams`],
  [
    12,
    'production',
    'juno@deploy2002',
    'Started scap sync-world: Backport for [[gerrit:1199021|Let readers choose the size of thumbnails (T401266)]]',
  ],
  [40, 'production', 'otso@cumin2002', `${START} sre.hosts.reimage for host cp3066.esams.wmnet with OS trixie`],
  [
    38,
    'production',
    'otso@cumin2002',
    `${START} sre.hosts.downtime for 2:00:00 on cp3066.esams.wmnet with reason: host reimage`,
  ],
  [
    37,
    'production',
    'otso@cumin2002',
    'END (PASS) - Cookbook sre.hosts.downtime (exit_code=0) for 2:00:00 on cp3066.esams.wmnet with reason: host reimage',
  ],
  [
    5 * HOUR,
    'admin',
    'fern@cloudcumin1002',
    `${START} wmcs.ceph.osd.drain_node on cloudcephosd1021.eqiad.wmnet (T399950)`,
  ],
  [9 * DAY, 'production', 'ada@cumin2002', 'dbmaint on s7@codfw T398844'],
];

/** What began and never ended; `closed` by hand afterwards. */
const LEFT_OPEN = [
  [
    3 * HOUR,
    'production',
    'pilar@deploy2002',
    'Started deploy [analytics/refinery@c07fe1a] (thin): weekly run T400871',
  ],
  [2 * DAY, 'production', 'sable@cumin2002', `${START} sre.hosts.provision for host an-worker1141.mgmt.eqiad.wmnet`],
  [4 * DAY, 'tools', 'ines@cloudcumin1002', `${START} wmcs.toolforge.k8s.reboot for tools-k8s-worker-nfs-61 (T400310)`],
  [20 * DAY, 'production', 'renko@cumin2002', 'dbmaint on s2@eqiad T397702'],
];
const CLOSED = [
  [
    33 * HOUR,
    'production',
    'quill@cumin2002',
    `${START} sre.k8s.upgrade-cluster for the staging cluster of codfw (T399118)`,
    'pass',
    95,
    'the terminal was lost; all nodes run the new version',
  ],
  [
    11 * DAY,
    'admin',
    'wren@cloudcumin1002',
    `${START} wmcs.openstack.migrate_project to the new network (T398200)`,
    'fail',
    130,
    'stopped by hand, one address was taken twice',
  ],
  [
    26 * DAY,
    'production',
    'juno@deploy2002',
    'Started scap sync-world: Config: [[gerrit:1180044|Raise the limit of uploads (T396450)]]',
    'aborted',
    9,
    'Ctrl-C after the canaries failed',
  ],
];

/** Text as people do write it, and that a page must show as text. */
const ODD = [
  [
    7 * HOUR,
    'production',
    'bram',
    `XSS in the preview is closed: <script>alert(document.domain)</script> and <img src=x onerror=alert(1)> come out as text now (T401555)`,
  ],
  [
    9 * HOUR,
    'deployment-prep',
    'ines',
    'template {{Infobox|name={{{1|}}}|image=}} broke the parser: a lone { or } and a | are enough, see [[Help:Templates]]',
  ],
  [
    15 * HOUR,
    'production',
    'kofi',
    'renamed the wiki family to ويكيبيديا in the monitoring, labels with both directions (abc ويكي def) are fine',
  ],
  [22 * HOUR, 'tools', 'wren', 'all workers are back 🎉 thanks 👩🏽‍🔧 for the night shift'],
  [
    27 * HOUR,
    'production',
    'ada',
    `=HYPERLINK("https://example.org","look") and ' OR 1=1; -- were in the search log, no harm done (T401560)`,
  ],
  [
    30 * HOUR,
    'tools.quiz-night',
    'wmbot~hazel@tools-bastion-13',
    'déployé la version « été » – Größe 3 ½ MB, naïve café test passes',
  ],
  [50 * HOUR, 'production', 'otso', longNote()],
];

/** Mended, struck through and erased. */
const TOUCHED = [
  [
    90,
    'production',
    'bram',
    'restarted the proxies of @codfw, latnecy is back to normal (T401733)',
    { amend: { message: 'restarted the proxies of @codfw, latency is back to normal (T401733)', reason: 'typo' } },
  ],
  [
    6 * HOUR,
    'production',
    'ada',
    'depooled db1174 for its new disk (T401240)',
    { amend: { message: 'depooled db1147 for its new disk (T401240)', reason: 'it was db1147, digits swapped' } },
  ],
  [
    8 * HOUR,
    'admin',
    'ines',
    'cloudnet1006 is primary again',
    { retract: { reason: 'it is not: the failover did not happen, see the next entry' } },
  ],
  [
    26 * HOUR,
    'production',
    'juno',
    'rolled the train back to wmf.3 (T401000)',
    { retract: { reason: 'said in the wrong window, it was only discussed' } },
  ],
  [
    31 * HOUR,
    'paws',
    'fern',
    'image of the notebooks is at 2026.1',
    { amend: { message: 'image of the notebooks is at 2026.1, for new sessions only', reason: 'asked by users' } },
  ],
  [
    3 * DAY,
    'production',
    'sable',
    'new console login for the spare switch: user setup password=lantern-42-harbour (T400002)',
    { redact: { reason: 'a password was pasted; it was changed within the hour' } },
  ],
];

/** Written down when somebody found the time: [minutes ago, log, who, what]. */
const LATE = [
  [17, 'production', 'kofi', 'swapped the optic of lvs1018, link is up (T401801)'],
  [95, 'production', 'otso', 'pulled the broken disk from ms-be1067 while the alert was still on the phone (T401799)'],
  [4 * HOUR, 'admin', 'fern', 'restarted the image service by hand, no time to say so then'],
  [19 * HOUR, 'production', 'ada', 'yesterday evening: took db1163 out of rotation, it had lost its battery (T401622)'],
  [34 * HOUR, 'tools', 'wren', 'cleaned /tmp on the bastions (forgot to log it)'],
];

/** Of the last minutes, written down at once. */
const JUST_NOW = [
  [4, 'production', 'bram', 'looking at the latency of @codfw, deploys may go on #latency'],
  [1, 'tools.ref-checker', 'wmbot~moss@tools-bastion-12', 'webservice restart'],
];

/** Older than this it comes from the old log; from then on it is told as it happens. */
export const TOLD_LIVE = 4 * MINUTE;

/** All of it, each line with its age in minutes and whether it is told late. */
export function setPieces() {
  return [
    ...[...IN_FLIGHT, ...LEFT_OPEN, ...ODD, ...JUST_NOW].map((row) => line(row)),
    ...TOUCHED.map(([age, log, actor, message, then]) => ({ ...line([age, log, actor, message]), then })),
    ...CLOSED.map(([age, log, actor, message, outcome, minutes, reason]) => ({
      ...line([age, log, actor, message]),
      then: { close: { outcome, minutes, reason } },
    })),
    ...LATE.map((row) => ({ ...line(row), isLate: true })),
  ];
}

function line([age, log, actor, message]) {
  return { age, log, actor, message };
}

function longNote() {
  const part = (n) =>
    `${n}. rack B${n}: both feeds measured, ${3 + n} A and ${4 + n} A, labels agree with the drawing, no host lost power. `;
  const parts = Array.from({ length: 30 }, (_, n) => part(n + 1)).join('');
  return `Notes of the visit to the cage (T400640), for those who go next: ${parts}`.slice(0, 1999) + '…';
}

/** How some of what is in flight ends while somebody looks. */
export function endings() {
  return IN_FLIGHT.slice(0, 3).map((row) => {
    const { log, actor, message } = line(row);
    const end = message.startsWith(START)
      ? message.replace(/^START - Cookbook (\S+)/, 'END (PASS) - Cookbook $1 (exit_code=0)')
      : `${message.replace('Started', 'Finished')} (duration: 13m 24s)`;
    return [{ log, actor, message: end }];
  });
}
