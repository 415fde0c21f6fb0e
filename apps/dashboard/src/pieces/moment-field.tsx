import type { Problem } from '../api/problem.js';
import { Field } from './field.js';
import { duration, timeParts } from './times.js';

interface MomentFieldProps {
  readonly label: string;
  /** As the API calls it. */
  readonly name: string;
  readonly value: string;
  readonly problem: Problem | null;
  /** The instant that is understood; null: none. */
  readonly understood: string | null;
  /** How it may be typed. */
  readonly example: string;
  /** Until when it lasts from here on, to say how long that is. */
  readonly since?: string | null;
  readonly edit: (typed: string) => void;
}

const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' });

/** A moment that is typed in UTC; beside it stands what it is for who types. */
export function MomentField({ value, understood, example, since = null, edit, ...field }: MomentFieldProps) {
  return (
    <Field {...field} hint={<Understood at={understood} since={since} example={example} />}>
      {(control) => (
        <input
          {...control}
          type="text"
          value={value}
          autoComplete="off"
          autoCapitalize="none"
          spellcheck={false}
          onInput={({ currentTarget }) => edit(currentTarget.value)}
        />
      )}
    </Field>
  );
}

interface UnderstoodProps {
  readonly at: string | null;
  readonly since: string | null;
  readonly example: string;
}

function Understood({ at, since, example }: UnderstoodProps) {
  if (at === null) return <>In UTC, such as {example}</>;
  const [utc, local] = [timeParts(at, 'utc'), timeParts(at, 'local')];
  const lasts = since === null ? 0 : (Date.parse(at) - Date.parse(since)) / 1000;
  return (
    <>
      {weekday.format(Date.parse(at))}{' '}
      <time dateTime={at}>
        {utc.day} {utc.minute} UTC
      </time>
      {(local.day !== utc.day || local.minute !== utc.minute) && (
        <>
          ; here {local.day === utc.day ? '' : `${local.day} `}
          {local.minute} {local.zone}
        </>
      )}
      {lasts > 0 && `; lasts ${duration(lasts)}`}
    </>
  );
}
