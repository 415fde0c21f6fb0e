import type { ReadModel } from '@platform/read-model/read-model.js';
import { ComponentTree } from '../components/component-tree.js';
import { judge } from '../notice-policies/judge.js';
import { readPoliciesInForce } from '../notice-policies/notices-in-force.js';
import { readRisksBetween } from '../redundancy-risks/risks.js';
import type { Judgement, WindowPlan } from './maintenance-window.events.js';
import { type Concurrent, type Overlap, overlapsOf } from './window-overlaps.js';
import { readWindows } from './window-queries.js';

/** How a plan stands to the notice policies and to everything else that takes place. */
export interface Assessed {
  readonly judgement: Judgement;
  readonly overlaps: readonly Overlap[];
}

/** More than takes place at one time anywhere. */
const MAX_AT_ONE_TIME = 5000;

/** Asks the rows of all that a window has to agree with. */
export class WindowAssessor {
  constructor(private readonly readModel: ReadModel) {}

  /** `self`: id of the window, which does not overlap itself. @throws Rejected */
  assess(plan: WindowPlan, self: string | null, now: number): Assessed {
    const at = this.readModel.position();
    const tree = ComponentTree.at(this.readModel, at);
    const judgement = judge(readPoliciesInForce(this.readModel, at), tree, plan, now);
    return { judgement, overlaps: overlapsOf(plan.affected, this.concurrent(plan, self, at), tree) };
  }

  overlaps(plan: WindowPlan, self: string | null, at: number): readonly Overlap[] {
    return overlapsOf(plan.affected, this.concurrent(plan, self, at), ComponentTree.at(this.readModel, at));
  }

  /** What a window meets only when it ends later. */
  metByLonger(plan: WindowPlan, endsAt: string, self: string): readonly Overlap[] {
    const at = this.readModel.position();
    const keyOf = ({ id, startsAt }: Overlap): string => `${id} ${startsAt}`;
    const known = new Set(this.overlaps(plan, self, at).map(keyOf));
    return this.overlaps({ ...plan, endsAt }, self, at).filter((one) => !known.has(keyOf(one)));
  }

  private concurrent({ startsAt, endsAt }: WindowPlan, self: string | null, at: number): readonly Concurrent[] {
    const [from, to] = [Date.parse(startsAt), Date.parse(endsAt)];
    const filter = { statuses: ['scheduled', 'in-progress'], from, to };
    const windows = readWindows(this.readModel, filter, at, { after: null, order: 'oldest', limit: MAX_AT_ONE_TIME });
    return [
      ...windows
        .filter(({ row }) => row.id !== self)
        .map(({ row }): Concurrent => ({
          kind: 'window',
          id: row.id,
          title: row.title,
          startsAt: row.startsAt,
          endsAt: row.endsAt,
          components: row.affected,
          groups: [],
        })),
      ...readRisksBetween(this.readModel, from, to, at).map((risk): Concurrent => ({
        kind: risk.kind,
        id: risk.id,
        title: risk.title,
        startsAt: risk.startsAt,
        endsAt: risk.endsAt,
        components: risk.components,
        groups: risk.groups,
      })),
    ];
  }
}
