/** Hosts that one name with ranges may stand for; the rest is cut. */
export const MAX_HOSTS = 1000;

const PARTS = /\[([^\]]*)\]|\{([^}]*)\}|([^[\]{}]+)/g;

/** The names that `db[1101-1103]` and `cp{3066,3067}` stand for: at most `MAX_HOSTS`; what is beyond is never made. */
export function expandHosts(pattern: string): string[] {
  if (!/[[{]/.test(pattern)) return [pattern];
  let names = [''];
  for (const [, range, list, literal] of pattern.matchAll(PARTS)) {
    const choices = literal === undefined ? choicesOf(list ?? range!) : [literal];
    const longer: string[] = [];
    for (const name of names) {
      for (const choice of choices.slice(0, MAX_HOSTS - longer.length)) longer.push(name + choice);
    }
    names = longer;
  }
  return names;
}

/** `db1101.eqiad.wmnet` → `db1101` */
export function shortName(host: string): string {
  return host.split('.')[0]!;
}

function choicesOf(group: string): string[] {
  const choices: string[] = [];
  for (const item of group.split(',')) {
    if (choices.length < MAX_HOSTS) choices.push(...numbers(item.trim()));
  }
  return choices;
}

/** `1101-1103` → three numbers of the same width; anything else is itself. */
function numbers(item: string): string[] {
  const range = /^(\d{1,9})-(\d{1,9})$/.exec(item);
  if (range === null) return item === '' ? [] : [item];
  const from = range[1]!;
  const count = Math.min(Number(range[2]) - Number(from) + 1, MAX_HOSTS);
  return Array.from({ length: Math.max(count, 0) }, (_, n) => String(Number(from) + n).padStart(from.length, '0'));
}
