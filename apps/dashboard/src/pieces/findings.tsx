import type { components } from '@api/openapi.js';
import './findings.css';

type Finding = components['schemas']['FindingView'];

interface FindingsProps {
  readonly of: readonly Finding[];
  /** Goes to the place in the text. */
  readonly show?: (start: number, end: number) => void;
}

/** What the linter of texts found, each with its place and what to do. */
export function Findings({ of, show }: FindingsProps) {
  return (
    <ul class="findings">
      {once(of).map(({ rule, severity, message, mend, place }) => (
        <li key={`${rule} ${JSON.stringify(place)}`} class={severity}>
          <span class={`mark ${severity === 'error' ? 'error' : 'late'}`}>
            <span aria-hidden="true">{severity === 'error' ? '✕' : '!'}</span>{' '}
            {severity === 'error' ? 'wrong' : 'warning'}
          </span>{' '}
          <bdi>{message}</bdi>. <span class="mend">{mend}</span>{' '}
          <span class="by">
            {'line' in place ? (
              show === undefined ? (
                `line ${place.line}`
              ) : (
                <button type="button" class="place" onClick={() => show(place.start, place.end)}>
                  line {place.line}
                </button>
              )
            ) : (
              place.field
            )}
            , <code>{rule}</code>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What is said of the text and of the plan behind it is one thing to mend. */
function once(findings: readonly Finding[]): Finding[] {
  const isAgain = ({ rule, message, place }: Finding, index: number): boolean =>
    !('line' in place) && findings.slice(0, index).some((one) => one.rule === rule && one.message === message);
  return findings.filter((finding, index) => !isAgain(finding, index));
}
