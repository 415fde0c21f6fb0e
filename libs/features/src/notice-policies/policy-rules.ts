import { Rejected } from '@kernel/decider.js';
import type { Standing } from './agreement.js';
import type { NoticeRules } from './notice-policy.events.js';

/** @throws Rejected where rules say something twice, or ask more people than they name */
export function checkRules({ cells, approvers, quorum, components }: NoticeRules): void {
  const seen = new Set<string>();
  for (const { scope, impact } of cells) {
    const key = `${scope}, ${impact}`;
    if (seen.has(key)) throw invalid('cells', 'named-twice', `says twice what ${key} needs`);
    seen.add(key);
  }
  if (new Set(approvers).size < approvers.length) throw invalid('approvers', 'named-twice', 'names somebody twice');
  if (new Set(components).size < components.length) throw invalid('components', 'named-twice', 'names one twice');
  if (quorum > approvers.length) {
    throw invalid('quorum', 'more-than-approvers', `is ${quorum}, and there are ${approvers.length} approvers`);
  }
  if (approvers.length > 0 && quorum === 0)
    throw invalid('quorum', 'none', 'must be 1 at least where approvers are named');
}

/** Of two policies for everything nobody could say which one judges. @throws Rejected */
export function onlyOneForEverything(id: string, { components }: NoticeRules, inForce: readonly Standing[]): void {
  for (const { name, rules: rival } of inForce.filter(({ policy }) => policy !== id)) {
    if (components.length === 0 && rival.components.length === 0) {
      const sentence = `components: ${name} is for everything already; name components, or propose another version of ${name}`;
      throw new Rejected('conflict', 'two-for-everything', sentence, 'components');
    }
    if (components.some((one) => rival.components.includes(one))) {
      const sentence = `components: ${name} is for one of these components already`;
      throw new Rejected('conflict', 'component-taken', sentence, 'components');
    }
  }
  const own = inForce.find(({ policy }) => policy === id);
  const isLast = own !== undefined && own.rules.components.length === 0 && components.length > 0;
  if (isLast) {
    const sentence = 'components: this policy is the one for everything, and some policy has to be';
    throw new Rejected('conflict', 'none-for-everything', sentence, 'components');
  }
}

export function invalid(field: string, code: string, sentence: string): Rejected {
  return new Rejected('invalid', code, `${field}: ${sentence}`, field);
}
