import type { Actor, Fact, FactOf, Reporter } from '@kernel/event.js';
import { isoInstant } from '@kernel/time.js';
import type { ComponentDetails, ComponentEvent } from './component.events.js';
import { NO_DETAILS } from './components.js';

/** What one event said of a component. */
export interface ComponentVersion {
  readonly position: number;
  readonly revision: number;
  readonly type: string;
  readonly recordedAt: string;
  readonly actor: Actor | null;
  readonly reporter: Reporter | null;
  /** The fields that it said otherwise than the version before. */
  readonly changed: readonly string[];
  readonly details: object | null;
  readonly log: string | null;
  readonly reason: string | null;
  readonly redacted: boolean;
}

/** The life of one component, oldest first, of facts about all of them; of a parent the name as `nameOf` has it. */
export function historyOf(
  id: string,
  facts: readonly Fact[],
  nameOf: (id: string) => string | null,
): ComponentVersion[] {
  const versions: ComponentVersion[] = [];
  let before: ComponentDetails = NO_DETAILS;
  for (const fact of facts as readonly FactOf<ComponentEvent>[]) {
    if (fact.erased || fact.data.id !== id) continue;
    const { position, revision, type, actor, reporter } = fact;
    const isWhole = 'name' in fact.data;
    const { id: _id, ...said } = fact.data;
    const details = isWhole ? (said as ComponentDetails) : null;
    versions.push({
      position,
      revision,
      type,
      recordedAt: isoInstant(fact.recordedAt),
      actor,
      reporter,
      changed: details === null ? [] : differences(before, details),
      details:
        details === null ? null : { ...details, parent: details.parent === null ? null : nameOf(details.parent) },
      log: 'log' in fact.data ? fact.data.log : null,
      reason: 'reason' in fact.data ? fact.data.reason : null,
      redacted: fact.scar?.what === 'content',
    });
    before = details ?? before;
  }
  return versions;
}

function differences(before: ComponentDetails, after: ComponentDetails): string[] {
  const fields = Object.keys(NO_DETAILS) as (keyof ComponentDetails)[];
  return fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}
