import { api, bodyOf } from '../../api/api.js';
import { useLoaded } from '../../loaded.js';
import { Findings } from '../../pieces/findings.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { usePaused } from '../../pieces/use-paused.js';

/**
 * What is wrong in the text of a plan. What it lacks is not told: the ledger writes times, components and the rest
 * around it.
 */
export function TextFindings({ text }: { readonly text: string }) {
  const rested = usePaused(text);
  const { value, problem } = useLoaded(rested, async (signal) =>
    rested.trim() === ''
      ? []
      : (await bodyOf(api.POST('/api/v1/announcements/lint', { body: { text: rested }, signal }))).findings,
  );
  const findings = (value ?? []).filter(({ place }) => 'line' in place);
  if (text.trim() === '') return null;
  return (
    <section class="panel" aria-labelledby="text-findings">
      <h2 id="text-findings">Its text</h2>
      {problem !== null && <ProblemNote problem={problem} />}
      <div aria-live="polite">
        {findings.length === 0 ? <p class="explanation">Nothing is wrong in it.</p> : <Findings of={findings} />}
      </div>
    </section>
  );
}
