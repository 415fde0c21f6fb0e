/** Where people are told; the page and the feed are there from the first start. */
export const CHANNELS = [
  {
    name: 'cloud-announce',
    type: 'manual',
    title: 'Whoever runs tools and virtual machines',
    target: 'cloud-announce@lists.example.org',
    rules: [{ scopes: ['toolforge', 'cloud-vps', 'control-plane'], impact: 'under-5-min' }],
  },
  {
    name: 'ops',
    type: 'manual',
    title: 'Those who are on call',
    target: 'ops@lists.example.org',
    rules: [{ kinds: ['network', 'database', 'all-services'] }],
  },
];

const [DAY_AHEAD, WEEK_AHEAD] = [1440, 10_080];

/** The notification matrix, for the cloud alone. */
export const POLICY = {
  proposer: 'Ada',
  approver: 'Ines',
  name: 'cloud',
  title: 'The cloud: by scope and length of the impact',
  components: ['cloud-vps'],
  approvers: ['Ines', 'Fern'],
  quorum: 1,
  starting: true,
  ended: 'optional',
  cells: [
    { scope: 'selected-projects', impact: 'from-5-min', noticeMinutes: DAY_AHEAD },
    { scope: 'selected-projects', impact: 'over-1-hour', noticeMinutes: WEEK_AHEAD },
    { scope: 'team-project', impact: 'over-1-hour', noticeMinutes: DAY_AHEAD },
    { scope: 'control-plane', impact: 'over-1-hour', noticeMinutes: DAY_AHEAD },
    ...['toolforge', 'cloud-vps'].flatMap((scope) => [
      { scope, impact: 'under-5-min', noticeMinutes: DAY_AHEAD },
      { scope, impact: 'from-5-min', noticeMinutes: WEEK_AHEAD },
      { scope, impact: 'over-1-hour', noticeMinutes: WEEK_AHEAD },
    ]),
  ],
  reason: 'A restart of a few seconds needs no week.',
};

export const RISKS = [
  {
    said: { kind: 'fault', title: 'lvs1018 does not come up', groups: ['balancers'], text: 'A part is on its way.' },
    startsIn: -300,
  },
  {
    said: {
      kind: 'vendor-work',
      title: 'Work on a fibre',
      groups: ['dns'],
      vendor: 'Longhaul',
      text: 'Up to an hour.',
    },
    day: 12,
    hour: 1,
    minutes: 240,
  },
];

const plan = (title, responsible, said) => ({ title, responsible, ...said });
const on = (affected, unaffected = []) => ({ affected: [affected].flat(), unaffected });

/** `steps`: what became of it, in order. */
export const WINDOWS = [
  {
    plan: plan('Storage is rebuilt after two disks failed', 'Ines', {
      kinds: ['degraded'],
      ...on('cloud-storage', ['toolforge-databases']),
      tasks: ['T401101'],
      text: 'Reading and writing is slower than usual while copies are made anew.',
    }),
    startsIn: -4320,
    minutes: 4560,
    schedule: { emergency: 'Another disk would have cost data.' },
    steps: [
      { do: 'start', minutesAgo: 4310 },
      { do: 'complete', minutesAgo: 1500, outcome: 'All copies are there again.' },
    ],
  },
  {
    plan: plan('Restart of the object caches', 'Kofi', {
      kinds: ['restarts'],
      ...on('object-caches', ['databases']),
      impactMinutes: 2,
      tasks: ['T401155'],
      text: 'One after the other; pages are slower for a moment.',
    }),
    startsIn: -2,
    minutes: 8,
    recorded: { channel: 'ops', daysAgo: 9 },
    schedule: {},
    steps: [
      { do: 'start', minutesAgo: 2 },
      { do: 'complete', minutesAgo: 1, outcome: 'Done, nobody noticed.' },
    ],
  },
  {
    plan: plan('New kernels on the Kubernetes workers', 'Otso', {
      kinds: ['restarts', 'degraded'],
      ...on('kubernetes', ['application']),
      tasks: ['T401187'],
      text: 'Workers are emptied and restarted in groups of five.',
    }),
    startsIn: -1,
    minutes: 120,
    recorded: { channel: 'ops', daysAgo: 8 },
    schedule: {},
    steps: [
      { do: 'start', minutesAgo: 1 },
      { do: 'extend', endsIn: 180, reason: 'A worker needs a new disk first.' },
    ],
  },
  {
    plan: plan('Swap of the failed balancer', 'Kofi', {
      kinds: ['network'],
      ...on('edge-balancers', ['edge-caches']),
      impactMinutes: 3,
      tasks: ['T401200'],
      text: 'The spare takes over; connections that are open are cut once.',
    }),
    startsIn: 95,
    minutes: 45,
    schedule: {
      emergency: 'Without a second balancer the next fault takes the site down.',
      overlapReason: 'It mends the fault that it overlaps.',
    },
  },
  {
    plan: plan('Upgrade of the search cluster', 'Ada', {
      kinds: ['degraded'],
      ...on('search', ['application']),
      tasks: ['T401212'],
      text: 'Results may be incomplete while shards move.',
    }),
    day: 3,
    hour: 9,
    minutes: 180,
    schedule: {},
  },
  {
    plan: plan('New certificates for the notebooks', 'Ines', {
      kinds: ['restarts'],
      ...on('paws', ['toolforge']),
      impactMinutes: 1,
      tasks: ['T401230'],
      text: 'Notebooks that are open have to be loaded again.',
    }),
    day: 6,
    hour: 14,
    minutes: 30,
    schedule: {},
    steps: [{ do: 'hold', reason: 'The certificates are not signed yet.' }],
  },
  {
    plan: plan('Name servers get new addresses', 'Kofi', {
      kinds: ['network'],
      ...on('edge-dns', ['edge-caches', 'edge-balancers']),
      impactMinutes: 10,
      tasks: ['T401244'],
      text: 'Resolvers that cached the old addresses try again within minutes.',
    }),
    day: 12,
    hour: 2,
    minutes: 60,
    schedule: { overlapReason: 'The fibre of the vendor serves another site.' },
    steps: [{ do: 'announce', channel: 'ops' }],
  },
  {
    plan: plan('ToolsDB moves to new hardware', 'Ines', {
      kinds: ['read-only', 'database'],
      ...on('toolforge-databases', ['toolforge-kubernetes']),
      impactMinutes: 45,
      tasks: ['T401260'],
      text: 'Tools can read; what they write is refused until the move is done.',
    }),
    day: 16,
    hour: 13,
    minutes: 120,
    schedule: {},
    steps: [
      { do: 'announce', channel: 'cloud-announce' },
      { do: 'reschedule', to: { day: 23, hour: 13, minutes: 120 }, reason: 'The new disks come a week later.' },
    ],
  },
  {
    plan: plan('Other racks for the hypervisors', 'Otso', {
      kinds: ['all-services'],
      ...on('cloud-compute', ['cloud-storage', 'cloud-network']),
      tasks: ['T401271'],
      text: 'Virtual machines on these hypervisors are stopped for up to two hours.',
    }),
    day: 30,
    hour: 8,
    minutes: 240,
    schedule: {},
    steps: [
      { do: 'announce', channel: 'cloud-announce' },
      { do: 'cancel', reason: 'The machines fit where they are.' },
    ],
  },
  {
    plan: plan('Gateways of the cloud get new routers', 'Kofi', {
      kinds: ['network'],
      ...on('cloud-network', ['toolforge-databases']),
      impactMinutes: 20,
      tasks: ['T401283'],
      text: 'No virtual machine reaches the world while routes are learnt anew.',
    }),
    day: 45,
    hour: 7,
    minutes: 60,
    schedule: {},
    steps: [{ do: 'announce', channel: 'cloud-announce' }],
  },
  {
    plan: plan('Primary database changes in eqiad', 'Ada', {
      kinds: ['read-only'],
      ...on('databases-eqiad', ['databases-codfw']),
      impactMinutes: 2,
      tasks: ['T401299'],
      text: 'For about two minutes nothing can be saved.',
    }),
    day: 62,
    hour: 6,
    minutes: 30,
    schedule: {},
    steps: [{ do: 'announce', channel: 'ops' }],
  },
  {
    plan: plan('Object storage gets a new version', 'Ada', {
      kinds: ['degraded'],
      ...on('object-storage', ['databases']),
      impactMinutes: 0,
      tasks: ['T401310'],
      text: 'One zone after the other; nothing should be noticed.',
    }),
    day: 95,
    hour: 9,
    minutes: 360,
    schedule: {},
  },
  {
    plan: plan('Power of one row is renewed', 'Otso', {
      kinds: ['all-services'],
      ...on(['virtual-machines', 'analytics'], ['kubernetes']),
      tasks: ['T401322'],
      text: 'Everything in row C is off for the morning.',
    }),
    day: 150,
    hour: 7,
    minutes: 300,
    schedule: {},
    steps: [{ do: 'announce', channel: 'ops' }],
  },
  ...[200, 235, 270, 300, 330, 355].map((day, index) => ({
    plan: plan(`Security updates of the virtual machines, round ${index + 1}`, 'Otso', {
      kinds: ['restarts'],
      ...on('virtual-machines', ['kubernetes']),
      impactMinutes: 5,
      text: 'Each of them restarts once.',
    }),
    day,
    hour: 10,
    minutes: 120,
  })),
];

/** Windows that recur. */
export const SERIES = [
  {
    plan: {
      title: 'Weekly deployment to the beta cluster',
      kinds: ['restarts'],
      ...on('beta-cluster', ['paws']),
      impactMinutes: 1,
      responsible: 'Kofi',
      text: 'The new version of the week is tried.',
      rule: 'FREQ=WEEKLY',
    },
    day: 2,
    hour: 15,
    minutes: 30,
    skip: { next: 2, reason: 'Nobody is there that week.' },
  },
];
