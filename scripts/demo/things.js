/** Families of hosts: how many there are of each, and how they are numbered in a datacentre. */
const FAMILIES = {
  db: [1101, 60],
  es: [1020, 14],
  cp: [1100, 16],
  mc: [1037, 18],
  lvs: [1017, 4],
  dns: [1004, 3],
  ganeti: [1023, 20],
  restbase: [1028, 12],
  cirrussearch: [1068, 30],
  'an-worker': [1078, 60],
  'ms-be': [1051, 30],
  'ms-fe': [1009, 6],
  'wikikube-worker': [1001, 90],
  cloudvirt: [1031, 36],
  cloudcephosd: [1006, 28],
  cloudnet: [1005, 2],
};
const CENTRES = { eqiad: 0, codfw: 1000, esams: 2000, ulsfo: 3000, eqsin: 4000, drmrs: 5000 };
const HEX = [...'0123456789abcdef'];

/** A host by family and datacentre, such as cp3066. */
export function host(chance, family, centre = 'eqiad') {
  const [first, count] = FAMILIES[family];
  return `${family}${first + CENTRES[centre] + chance.from(0, count - 1)}`;
}

export function full(name, centre = 'eqiad') {
  return `${name}.${centre}.wmnet`;
}

/** Neighbours in one row, such as db[1101-1104]. */
export function range(chance, family, centre, most = 6) {
  const [first, count] = FAMILIES[family];
  const from = first + CENTRES[centre] + chance.from(0, Math.max(0, count - most));
  return `${family}[${from}-${from + chance.from(1, most - 1)}]`;
}

export function centreOf(chance) {
  return chance.pick(['eqiad', 'codfw']);
}

export function edgeOf(chance) {
  return chance.pick(['esams', 'ulsfo', 'eqsin', 'drmrs']);
}

/** Few of them, so that a task has a history. */
export function task(chance) {
  return `T${chance.pick(TASKS) + (chance.happens(30) ? chance.from(1, 4000) : 0)}`;
}
const TASKS = Array.from({ length: 60 }, (_, n) => 391_007 + n * 167);

export function change(chance) {
  return String(chance.from(1_104_000, 1_199_999));
}

/** With a letter: digits alone are no hash. */
export function commit(chance) {
  return `${chance.letters(6, HEX)}${chance.pick(['a', 'c', 'e', 'f'])}`;
}

export function paste(chance) {
  return `https://phabricator.wikimedia.org/P${chance.from(70_000, 86_000)}`;
}

export function minutes(seconds) {
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}m ${String(seconds % 60).padStart(2, '0')}s`;
}
