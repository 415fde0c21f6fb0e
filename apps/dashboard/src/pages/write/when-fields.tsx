import type { Problem } from '../../api/problem.js';
import { useNow } from '../../pieces/clock.js';
import { Time } from '../../pieces/time.js';
import { duration } from '../../pieces/times.js';
import { timeZone } from '../../preferences.js';
import { Field } from '../../pieces/field.js';
import { type Precision, whenOf } from './when.js';

interface WhenFieldsProps {
  readonly when: string;
  readonly precision: Precision | '';
  /** Whether nothing typed means now. */
  readonly isNowOffered: boolean;
  readonly problem: Problem | null;
  readonly isLocked: boolean;
  readonly edit: (changes: { readonly when?: string; readonly precision?: Precision }) => void;
}

const PRECISIONS: Readonly<Record<Precision, string>> = {
  millisecond: 'to the millisecond',
  second: 'to the second',
  minute: 'to the minute',
  hour: 'to the hour',
  day: 'to the day',
  approximate: 'about',
};

/** When it was done, and how exactly that is known. */
export function WhenFields({ when, precision, isNowOffered, problem, isLocked, edit }: WhenFieldsProps) {
  return (
    <div class="when">
      <Field
        label="When it was done"
        name="occurredAt"
        problem={problem}
        hint={<Understood when={when} isNowOffered={isNowOffered} />}
      >
        {(control) => (
          <input
            {...control}
            type="text"
            value={when}
            readOnly={isLocked}
            placeholder={isNowOffered ? 'now' : undefined}
            autoComplete="off"
            autoCapitalize="none"
            spellcheck={false}
            onInput={({ currentTarget }) => edit({ when: currentTarget.value })}
          />
        )}
      </Field>
      <Field label="How exactly" name="precision" problem={problem}>
        {(control) => (
          <select
            {...control}
            value={precision}
            disabled={isLocked}
            onChange={({ currentTarget }) => edit({ precision: currentTarget.value as Precision })}
          >
            {isNowOffered && <option value="">as written</option>}
            {Object.entries(PRECISIONS).map(([precision, words]) => (
              <option value={precision}>{words}</option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
}

/** How the time is understood, while it is typed. */
function Understood({ when, isNowOffered }: { readonly when: string; readonly isNowOffered: boolean }) {
  const now = useNow();
  const read = whenOf(when, now, timeZone.value);
  if (read === null) {
    const zone = timeZone.value === 'utc' ? 'UTC' : 'local time';
    return (
      <>
        {isNowOffered && 'Empty for now. '}10 min ago · 14:05 · yesterday 14:05 · 2026-11-22 17:05, in {zone}
      </>
    );
  }
  const age = (now - Date.parse(read.occurredAt)) / 1000;
  return (
    <>
      <Time at={read.occurredAt} day seconds={read.precision.endsWith('second')} />,{' '}
      {age >= 0 ? `${duration(age)} ago` : `in ${duration(-age)}`}, {PRECISIONS[read.precision]}
    </>
  );
}
