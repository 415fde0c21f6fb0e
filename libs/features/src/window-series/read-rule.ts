import { Rejected } from '@kernel/decider.js';

const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
const PARTS = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'BYMONTHDAY', 'BYMONTH'];
const PART = /^([A-Z-]{1,20})=([A-Z0-9,+-]{1,100})$/;

/**
 * A recurrence rule as it is kept: what is read of RFC 5545, the frequency first. `WKST=MO` is left out, as weeks begin
 * on Mondays anyway. @throws Rejected, which says what is not read
 */
export function readRule(text: string): string {
  const given = text.trim().toUpperCase().split(';');
  const parts = given.map((part) => PART.exec(part)?.slice(1) as [name: string, value: string] | undefined);
  const known = parts.filter((part) => part !== undefined);
  const frequency = known.find(([name]) => name === 'FREQ')?.[1];
  if (frequency === undefined || known.length < parts.length) {
    throw refused('must be a recurrence rule such as FREQ=WEEKLY;BYDAY=TU');
  }
  if (!FREQUENCIES.includes(frequency)) {
    throw refused(`FREQ=${frequency} is not read, ${FREQUENCIES.join(', ')} are`);
  }
  const kept = known.filter(([name, value]) => name !== 'FREQ' && `${name}=${value}` !== 'WKST=MO');
  for (const [name, value] of kept) checkPart(name, value);
  const names = known.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw refused(`${twice} is given twice`);
  return [['FREQ', frequency], ...kept].map((part) => part.join('=')).join(';');
}

function checkPart(name: string, value: string): void {
  if (name === 'WKST') throw refused(`WKST=${value} is not read: weeks begin on Mondays`);
  if (!PARTS.includes(name)) throw refused(`${name} is not read, ${PARTS.join(', ')} are`);
  if ((name === 'INTERVAL' || name === 'COUNT') && !/^0*[1-9]\d*$/.test(value)) {
    throw refused(`${name}=${value} is no positive number`);
  }
}

function refused(sentence: string): Rejected {
  return new Rejected('invalid', 'rule', `rule: ${sentence}`, 'rule');
}
