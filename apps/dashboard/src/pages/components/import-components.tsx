import type { components } from '@api/openapi.js';
import { useId, useState } from 'preact/hooks';
import { api, bodyOf } from '../../api/api.js';
import { may } from '../../api/sign-in.js';
import { Dialog } from '../../pieces/dialog.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { useSending } from '../../sending.js';

type Row = components['schemas']['ImportedRow'];

/** Takes components from a file, for who may. */
export function ImportComponents() {
  const [isOpen, setOpen] = useState(false);
  if (!may('log:manage')) return null;
  return (
    <>
      <button type="button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Import CSV…
      </button>
      {isOpen && (
        <Dialog title="Import components" close={() => setOpen(false)}>
          <ImportForm />
        </Dialog>
      )}
    </>
  );
}

interface Answer {
  readonly rows: readonly Row[];
  readonly isTrial: boolean;
}

/** What a file would change is told first; what was told is what is imported. */
function ImportForm() {
  const id = useId();
  const [csv, setCsv] = useState('');
  const [answer, setAnswer] = useState<Answer | null>(null);
  const { isSending, problem, send } = useSending();
  const edit = (text: string): void => {
    setAnswer(null);
    setCsv(text);
  };
  const read = async (file: File | undefined): Promise<void> => {
    if (file !== undefined) edit(await file.text());
  };
  const take = (isTrial: boolean): void =>
    send(
      () => importOf(csv, isTrial),
      ({ data }) => setAnswer({ rows: data, isTrial }),
    );
  const wasTried = answer?.isTrial === true;
  return (
    <form
      class="fields action"
      onSubmit={(event) => {
        event.preventDefault();
        take(!wasTried);
      }}
    >
      <p>
        The first row names the columns, such as <code>name,title,parent,owner,scope,logs,hosts</code>. What is there by
        its name is changed; a column that is missing changes nothing.
      </p>
      <label>
        File
        <input
          type="file"
          accept=".csv,text/csv"
          onChange={({ currentTarget }) => void read(currentTarget.files?.[0])}
        />
      </label>
      <div class="field">
        <label for={id}>Rows</label>
        <textarea id={id} value={csv} rows={6} dir="auto" onInput={({ currentTarget }) => edit(currentTarget.value)} />
      </div>
      {problem !== null && <ProblemNote problem={problem} />}
      <div role="status">{answer !== null && <Outcome of={answer} />}</div>
      <div>
        <button type="submit" class="primary" disabled={isSending || csv.trim() === ''}>
          {wasTried ? 'Import it' : 'See what it would do'}
        </button>
      </div>
    </form>
  );
}

function importOf(csv: string, isTrial: boolean): Promise<{ readonly data: readonly Row[] }> {
  return bodyOf(
    api.POST('/api/v1/components/import', {
      params: { query: { dryRun: isTrial ? 'true' : 'false' } },
      body: csv,
      bodySerializer: (body: string) => body,
      headers: { 'content-type': 'text/csv' },
    }),
  );
}

/** How many rows did what, and which were refused. */
function Outcome({ of: { rows, isTrial } }: { readonly of: Answer }) {
  const refused = rows.filter(({ problem }) => problem !== undefined);
  const counts = (['registered', 'changed', 'unchanged'] as const).map(
    (outcome) => `${rows.filter((row) => row.outcome === outcome).length} ${outcome}`,
  );
  return (
    <div class={refused.length > 0 ? 'note problem' : 'note'}>
      <p>
        {isTrial ? 'Nothing is changed yet. It would be: ' : 'Done: '}
        {[...counts, `${refused.length} refused`].join(', ')}.
      </p>
      {refused.length > 0 && (
        <ul>
          {refused.map(({ row, problem }) => (
            <li key={row}>
              Row {row}: <bdi>{problem!.detail}</bdi>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
