import { IMPACT_LENGTHS } from '../../pieces/notice-words.js';
import { IMPACTS, matrixOf, type Rules } from './matrix.js';

interface MatrixProps {
  readonly rules: Rules;
  /** Rules that they would replace: what differs is marked. */
  readonly replaced: Rules | null;
  readonly label: string;
}

/** How long ahead people have to be told: a row for each scope, a column for each length of the impact. */
export function Matrix({ rules, replaced, label }: MatrixProps) {
  return (
    <div class="table-box" tabIndex={0} role="region" aria-label={label}>
      <table class="notice-table matrix">
        <caption class="visually-hidden">Notice by scope and length of the impact</caption>
        <thead>
          <tr>
            <th scope="col">Scope</th>
            {IMPACTS.map((impact) => (
              <th scope="col">{IMPACT_LENGTHS[impact]}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrixOf(rules, replaced).map(({ scope, name, demands }) => (
            <tr key={scope}>
              <th scope="row">{name}</th>
              {demands.map(({ words, before }) => (
                <td class={before === null ? undefined : 'changed'}>
                  <span class={words === 'the log is enough' ? 'explanation' : 'demand'}>{words}</span>
                  {before !== null && <span class="before"> now: {before}</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
