import type { ComponentChildren } from 'preact';

export interface Choice {
  /** As the API calls it. */
  readonly value: string;
  readonly words: string;
}

interface ChoicesProps {
  readonly label: string;
  /** What it means that none is chosen. */
  readonly hint: ComponentChildren;
  readonly of: readonly Choice[];
  readonly chosen: readonly string[];
  readonly choose: (chosen: readonly string[]) => void;
  /** In the words of the server. */
  readonly problem?: string | undefined;
}

/** Any number of a few. */
export function Choices({ label, hint, of, chosen, choose, problem }: ChoicesProps) {
  const put = (value: string, isChosen: boolean): void =>
    choose(of.map((one) => one.value).filter((one) => (one === value ? isChosen : chosen.includes(one))));
  return (
    <fieldset class="choices">
      <legend>{label}</legend>
      <p class="hint">{hint}</p>
      <div class="choices-box">
        {of.map(({ value, words }) => (
          <label>
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              aria-invalid={problem === undefined ? undefined : true}
              onChange={({ currentTarget }) => put(value, currentTarget.checked)}
            />
            <bdi>{words}</bdi>
          </label>
        ))}
      </div>
      {problem !== undefined && (
        <p class="field-problem" role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  );
}
