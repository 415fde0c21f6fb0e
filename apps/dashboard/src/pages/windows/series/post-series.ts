import { api, bodyOf } from '../../../api/api.js';
import { startOf } from '../../../pieces/moments.js';
import { type PlanDraft, requestOf } from '../plan.js';
import { ruleOf } from './repeats.js';
import type { Series } from './series-rows.js';

/** Plans windows that recur. @throws Problem */
export function postSeries(draft: PlanDraft, headers: Readonly<Record<string, string>>): Promise<Series> {
  const { repeat, rule, start, daysAhead } = draft;
  const ahead = daysAhead.trim();
  const body = {
    ...requestOf(draft),
    rule: ruleOf(repeat, rule, startOf(start)) ?? '',
    // What is no number stays what it is, so that the server says so.
    ...(ahead === '' ? {} : { daysAhead: /^\d+$/.test(ahead) ? Number(ahead) : (ahead as unknown as number) }),
  };
  return bodyOf(api.POST('/api/v1/window-series', { body, headers }));
}
