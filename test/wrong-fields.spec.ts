import { House } from './support/house.js';

let house: House;
let window: string;
beforeAll(async () => {
  house = await House.open();
  for (const name of ['web', 'mail']) await house.ask('POST', '/api/v1/components', { body: { name } });
  window = (await house.ask('POST', '/api/v1/maintenance-windows', { body: PLAN })).json().id;
});
afterAll(() => house.close());

const TIMES = { startsAt: '2026-12-08T14:00:00Z', endsAt: '2026-12-08T15:00:00Z' };
const PLAN = {
  title: 'Upgrade of the routers',
  kinds: ['network'],
  otherKind: '',
  affected: ['web'],
  unaffected: ['mail'],
  impactMinutes: 5,
  impactUnknown: false,
  tasks: ['T399210'],
  changes: ['1234'],
  responsible: 'ada',
  text: 'New firmware.',
  ...TIMES,
};
const RULES = {
  title: 'Notice',
  cells: [{ scope: 'any', impact: 'from-5-min', noticeMinutes: 60 }],
  starting: true,
  ended: 'owed',
  components: ['web'],
  approvers: [],
  quorum: 0,
  reason: 'more notice',
};
const RISK = {
  kind: 'fault',
  title: 'One of two uplinks is down',
  vendor: 'carrier',
  text: 'more',
  groups: ['uplinks'],
  components: ['web'],
  ...TIMES,
};
const CHANNEL = {
  title: 'For everybody',
  type: 'mailing-list',
  target: 'all@lists.example.org',
  listId: 'all.lists.example.org',
  rules: [{ scopes: ['toolforge'], kinds: ['network'], announcements: ['advance'], impact: 'none' }],
};
const COMPONENT = {
  title: 'Search',
  description: 'for everybody',
  parent: 'web',
  ownerTeam: 'search',
  noticeScope: 'toolforge',
  logs: ['production'],
  hosts: ['search1*'],
  groups: ['search'],
  aliases: [],
  contact: '#search',
};
let made = 0;
const named = (body: object) => () => ({ name: `made-${++made}`, ...body });

/** Each with a body that is accepted. */
const GOOD: Readonly<Record<string, () => object>> = {
  'POST /maintenance-windows': () => PLAN,
  'POST /maintenance-windows/check': () => PLAN,
  'PATCH /maintenance-windows/:window': () => PLAN,
  'POST /window-series': () => ({ ...PLAN, rule: 'FREQ=WEEKLY;BYDAY=TU', daysAhead: 20 }),
  'POST /window-series/preview': () => ({ ...TIMES, rule: 'FREQ=WEEKLY;BYDAY=TU' }),
  'POST /notice-policies': named(RULES),
  'POST /redundancy-risks': () => RISK,
  'POST /channels': named(CHANNEL),
  'POST /components': named(COMPONENT),
  'POST /announcements': () => ({
    kind: 'update',
    subject: 'The web is slow',
    text: 'It will be better soon.',
    components: ['web'],
    kinds: ['network'],
    impact: 'none',
    reason: 'x',
  }),
  'POST /subscriptions': () => ({ address: `ada${++made}@example.org`, components: ['web'], kinds: ['network'] }),
};
const LONG = 'x'.repeat(70_000);
const WRONG = [
  null,
  '',
  ' ',
  'x',
  'X Y',
  LONG,
  '\u0000',
  'a\nb',
  '\ud800',
  '2026-02-30T00:00:00Z',
  '1970-01-01T00:00:00Z',
  '0199a1b2-0000-7000-8000-000000000000',
  0,
  -1,
  1.5,
  1e15,
  true,
  {},
  { a: 1 },
  [],
  [''],
  ['x'],
  ['X Y'],
  ['web'],
  ['web', 'web'],
  ['other'],
  ['a\nb'],
  [LONG],
  [null],
  [[]],
  [{}],
  Array.from({ length: 300 }, (_, n) => `x${n}`),
];

const ask = (route: string, body: object) => {
  const [method, path] = route.split(' ') as ['POST' | 'PATCH', string];
  return house.ask(method, `/api/v1${path.replace(':window', window)}`, { body });
};

/** The body with each field wrong in turn, and each field of the objects in its lists. */
function* spoilt(good: object): Generator<[field: string, body: object]> {
  for (const [field, value] of Object.entries(good)) {
    for (const wrong of [...WRONG, undefined]) yield [field, { ...good, [field]: wrong }];
    const [first] = Array.isArray(value) ? value : [];
    if (typeof first !== 'object') continue;
    for (const [, inner] of spoilt(first)) yield [field, { ...good, [field]: [inner] }];
  }
}

describe('One field that is wrong', () => {
  it.each(Object.keys(GOOD))('is refused by its name and a rule of its own, or does no harm: %s', async (route) => {
    const good = GOOD[route]!;
    const accepted = await ask(route, good());
    expect([accepted.statusCode < 300, accepted.body]).toEqual([true, expect.anything()]);
    const unclear: string[] = [];
    for (const [field, body] of spoilt(good())) {
      const answer = await ask(route, 'name' in body && field !== 'name' ? { ...body, name: `made-${++made}` } : body);
      if (answer.statusCode < 300) continue;
      const { code, errors } = answer.json();
      const culprit = String(errors?.[0]?.field).split(/[.[]/)[0]!;
      if ([400, 409].includes(answer.statusCode) && code !== 'invalid-event' && culprit in good()) continue;
      unclear.push(`${field}: ${answer.statusCode} ${code} ${culprit} for ${JSON.stringify(body).slice(0, 200)}`);
    }
    expect(unclear).toEqual([]);
  });
});
