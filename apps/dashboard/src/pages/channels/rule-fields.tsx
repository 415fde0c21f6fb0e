import { type Choice, Choices } from '../../pieces/choices.js';
import { DOWNTIME_KINDS, IMPACT_LENGTHS, NOTICE_SCOPES } from '../../pieces/notice-words.js';
import { EVERYTHING, type Rule } from './channel-draft.js';

const SCOPES = choicesOf({ ...NOTICE_SCOPES, any: 'Without a scope of its own' });
const KINDS = choicesOf(DOWNTIME_KINDS);
const ANNOUNCEMENTS = choicesOf({
  advance: 'Ahead',
  starting: 'Just before the start',
  ended: 'Just after the end',
  delayed: 'It is late',
  rescheduled: 'It is moved',
  cancelled: 'It is off',
  update: 'News',
  outage: 'An outage',
});
const MOST_RULES = 20;

function choicesOf(words: Readonly<Record<string, string>>): readonly Choice[] {
  return Object.entries(words).map(([value, name]) => ({ value, words: name }));
}

interface RuleFieldsProps {
  readonly rules: readonly Rule[];
  readonly change: (rules: readonly Rule[]) => void;
}

/** The rules of a channel: one that matches is enough. */
export function RuleFields({ rules, change }: RuleFieldsProps) {
  return (
    <div class="rules" role="group" aria-label="Rules">
      {rules.length === 0 && <p class="explanation">Without rules nothing goes there by itself.</p>}
      {rules.map((rule, index) => (
        <OneRule
          number={index + 1}
          rule={rule}
          change={(next) => change(rules.with(index, next))}
          drop={() => change(rules.toSpliced(index, 1))}
        />
      ))}
      {rules.length < MOST_RULES && (
        <button type="button" onClick={() => change([...rules, EVERYTHING])}>
          Add a rule
        </button>
      )}
    </div>
  );
}

interface OneRuleProps {
  readonly number: number;
  readonly rule: Rule;
  readonly change: (rule: Rule) => void;
  readonly drop: () => void;
}

function OneRule({ number, rule, change, drop }: OneRuleProps) {
  const part = (name: 'scopes' | 'kinds' | 'announcements', label: string, of: readonly Choice[]) => (
    <Choices
      label={`Rule ${number}: ${label}`}
      hint="None chosen: any."
      of={of}
      chosen={rule[name]}
      choose={(chosen) => change({ ...rule, [name]: chosen })}
    />
  );
  return (
    <details class="rule" open={number === 1}>
      <summary>Rule {number}</summary>
      <div class="fields">
        {part('scopes', 'notice scopes', SCOPES)}
        {part('kinds', 'kinds of downtime', KINDS)}
        {part('announcements', 'announcements', ANNOUNCEMENTS)}
        <label>
          Rule {number}: impact of this length, or longer
          <select
            value={rule.impact}
            onChange={({ currentTarget }) => change({ ...rule, impact: currentTarget.value as Rule['impact'] })}
          >
            {Object.entries(IMPACT_LENGTHS).map(([impact, words]) => (
              <option value={impact}>{impact === 'none' ? 'any' : words}</option>
            ))}
          </select>
        </label>
        <div class="actions">
          <button type="button" onClick={drop}>
            Drop rule {number}
          </button>
        </div>
      </div>
    </details>
  );
}
