import type { Actor, Fact, FactOf, Reporter } from '@kernel/event.js';
import { isoInstant } from '@kernel/time.js';
import type { NoticePolicyEvent, NoticeRules } from './notice-policy.events.js';

/** What one event said of a policy. */
export interface PolicyStep {
  readonly position: number;
  readonly revision: number;
  readonly type: string;
  readonly recordedAt: string;
  readonly actor: Actor;
  readonly reporter: Reporter;
  /** Of the policy. */
  readonly version: number;
  /** What was proposed; null for all that follows. */
  readonly rules: NoticeRules | null;
  /** Id of who agreed. */
  readonly person: string | null;
  readonly reason: string | null;
  readonly redacted: boolean;
}

/** The life of one policy, oldest first, of facts about all of them. */
export function historyOf(policy: string, facts: readonly Fact[]): PolicyStep[] {
  return (facts as readonly FactOf<NoticePolicyEvent>[]).flatMap((fact) => {
    if (fact.erased || fact.data.policy !== policy) return [];
    const { position, revision, type, actor, reporter, data } = fact;
    return {
      position,
      revision,
      type,
      recordedAt: isoInstant(fact.recordedAt),
      actor,
      reporter,
      version: data.version,
      rules: 'rules' in data ? data.rules : null,
      person: 'person' in data ? data.person : null,
      reason: 'reason' in data ? data.reason : null,
      redacted: fact.scar?.what === 'content',
    };
  });
}
