import type { Fact, FactOf } from '@kernel/event.js';
import { isoInstant } from '@kernel/time.js';
import type { ComponentTree } from '../components/component-tree.js';
import type { RedundancyRiskEvent } from './redundancy-risk.events.js';
import type { RiskVersionView, RiskView } from './redundancy-risks.dto.js';
import type { RiskRow } from './risks.js';

type NamesOfComponents = Pick<ComponentTree, 'withId'>;

/** Whether it is under way or still to come. */
export function isOpen({ over, endsAt }: RiskRow, now: number): boolean {
  return over === null && (endsAt === null || Date.parse(endsAt) > now);
}

/** A risk as people read it, at a moment. */
export function riskAnswer(row: RiskRow, tree: NamesOfComponents, now: number): RiskView {
  const { id, kind, title, vendor, text, groups, components, startsAt, endsAt, over, uid, recordedAt } = row;
  return {
    id,
    kind,
    title,
    vendor,
    text,
    groups,
    components: components.map((component) => nameOf(component, tree)),
    startsAt,
    endsAt,
    status: isOpen(row, now) ? 'open' : (over?.as ?? 'ended'),
    over: over === null ? null : { as: over.as, at: over.at, reason: over.reason },
    uid,
    recordedAt,
  };
}

/** The life of one risk, oldest first, of facts about all of them. */
export function riskHistory(id: string, facts: readonly Fact[], tree: NamesOfComponents): RiskVersionView[] {
  return (facts as readonly FactOf<RedundancyRiskEvent>[]).flatMap((fact) => {
    if (fact.erased || fact.data.id !== id) return [];
    const { position, revision, type, recordedAt, actor, reporter } = fact;
    const { id: _id, ...said } = fact.data;
    const details =
      'components' in said ? { ...said, components: said.components.map((one) => nameOf(one, tree)) } : said;
    const redacted = fact.scar?.what === 'content';
    return [{ position, revision, type, recordedAt: isoInstant(recordedAt), actor, reporter, details, redacted }];
  });
}

function nameOf(component: string, tree: NamesOfComponents): string {
  return tree.withId(component)?.name ?? component;
}
