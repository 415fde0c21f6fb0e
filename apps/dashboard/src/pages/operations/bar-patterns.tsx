import { type State, STATES } from './operation-state.js';

/** What is seen without colours. */
const PATTERNS: Readonly<Record<State, string>> = {
  'in-flight': '',
  abandoned: '',
  pass: '',
  fail: 'M-2 10L10 -2M4 10L10 4M-2 4L4 -2',
  error: 'M0 0L8 8M8 0L0 8',
  aborted: 'M2 0V8M6 0V8',
  ended: 'M1 4h2',
};
const SHOWN: readonly State[] = ['in-flight', 'abandoned', 'pass', 'fail', 'error', 'aborted', 'ended'];

/** How bars are filled. */
export function BarPatterns() {
  return (
    <svg class="bar-patterns" width="0" height="0" aria-hidden="true">
      <defs>
        {SHOWN.filter((state) => state !== 'abandoned').map((state) => (
          <pattern id={`bar-${state}`} class={state} width="8" height="8" patternUnits="userSpaceOnUse">
            <rect width="8" height="8" />
            <path d={PATTERNS[state]} />
          </pattern>
        ))}
        <Fading id="bar-abandoned" />
        <Fading id="fading-line" />
      </defs>
    </svg>
  );
}

/** Nobody knows until when it ran. */
function Fading({ id }: { readonly id: string }) {
  return (
    <linearGradient id={id}>
      <stop offset="0" />
      <stop offset="1" class="faded" />
    </linearGradient>
  );
}

export function Legend() {
  return (
    <ul class="legend" aria-label="What bars look like">
      {SHOWN.map((state) => (
        <li>
          <svg width="34" height="16" class={`bar ${state}`} aria-hidden="true">
            <path
              d={state === 'in-flight' || state === 'abandoned' ? 'M32 1H1V15H32' : 'M1 1H33V15H1z'}
              fill={`url(#bar-${state})`}
              stroke={state === 'abandoned' ? 'url(#fading-line)' : undefined}
            />
          </svg>
          {STATES[state].sign} {STATES[state].words}
        </li>
      ))}
      <li>
        <svg width="34" height="16" class="bar pass by-hand" aria-hidden="true">
          <path d="M1 1H33V15H1z" fill="url(#bar-pass)" />
        </svg>
        dashed: closed by hand
      </li>
    </ul>
  );
}
