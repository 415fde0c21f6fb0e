import { Field } from '../../../pieces/field.js';
import { startOf } from '../../../pieces/moments.js';
import type { Planning } from '../use-plan.js';
import { REPEATS, ruleOf } from './repeats.js';

const RULE_HINT = 'By RFC 5545, in UTC, such as FREQ=WEEKLY;BYDAY=TU,TH.';

/** How often it takes place; if more than once, how long ahead each is scheduled. */
export function RepeatFields({ planning: { draft, edit, problem } }: { readonly planning: Planning }) {
  const { repeat, rule, daysAhead, start } = draft;
  // A rule of its own begins with the one that was chosen before.
  const choose = (next: string): void =>
    edit({
      repeat: next,
      rule: next === 'rule' && repeat !== '' ? (ruleOf(repeat, rule, startOf(start)) ?? '') : rule,
    });
  const isOwn = repeat === 'rule';
  return (
    <>
      <div class="pair">
        <Field label="How often" name={isOwn ? 'repeat' : 'rule'} problem={problem}>
          {(control) => (
            <select {...control} value={repeat} onChange={({ currentTarget }) => choose(currentTarget.value)}>
              {Object.entries(REPEATS).map(([one, words]) => (
                <option value={one}>{words}</option>
              ))}
            </select>
          )}
        </Field>
        {repeat !== '' && (
          <Field
            label="Scheduled so many days ahead"
            name="daysAhead"
            problem={problem}
            hint="By the ledger, which then tells people. At most 90; 35, unless told."
          >
            {(control) => (
              <input
                {...control}
                type="text"
                inputMode="numeric"
                value={daysAhead}
                autoComplete="off"
                onInput={({ currentTarget }) => edit({ daysAhead: currentTarget.value })}
              />
            )}
          </Field>
        )}
      </div>
      {isOwn && (
        <Field label="Rule" name="rule" problem={problem} hint={RULE_HINT}>
          {(control) => (
            <input
              {...control}
              type="text"
              value={rule}
              autoComplete="off"
              autoCapitalize="characters"
              spellcheck={false}
              onInput={({ currentTarget }) => edit({ rule: currentTarget.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}
