import { useState } from 'preact/hooks';
import { headersOfReader, newestSeen } from '../../api/reader.js';
import { type Problem, problemOf, refusalOf } from '../../api/problem.js';
import { signedIn } from '../../api/sign-in.js';
import { addressOf } from '../../navigation.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { filterOf, type LogQuery } from './log-query.js';

const FORMS = [
  { extension: 'csv', name: 'CSV' },
  { extension: 'ndjson', name: 'NDJSON' },
  { extension: 'wiki', name: 'Wikitext' },
  { extension: 'md', name: 'Markdown' },
];

/** The same entries in the forms that other programs read, however many they are. */
export function Exports({ query }: { readonly query: LogQuery }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = (event: MouseEvent, extension: string): void => {
    // A link says nothing of who follows it, so what only some may see has to be asked for and saved.
    if (signedIn.value === null) return;
    event.preventDefault();
    const { href } = event.currentTarget as HTMLAnchorElement;
    saveAs(href, `${fileNameOf(query)}.${extension}`).then(
      () => setProblem(null),
      (thrown: unknown) => setProblem(problemOf(thrown)),
    );
  };
  return (
    <details class="exports">
      <summary>Export</summary>
      <ul>
        {FORMS.map(({ extension, name }) => (
          <li>
            <a
              href={addressOf(`api/v1/log-entries/sal.${extension}`, filterOf(query))}
              download={`${fileNameOf(query)}.${extension}`}
              onClick={(event) => save(event, extension)}
            >
              {name}
            </a>
          </li>
        ))}
        <li>
          <a href={addressOf('api/v1/log-entries/sal.atom', filterOf(query))}>Atom feed</a> (in pages, the newest first)
        </li>
      </ul>
      {problem !== null && <ProblemNote problem={problem} />}
    </details>
  );
}

/** `production 2026-11-01 2026-11-22 host=db1101`: two exports of two views have two names. */
function fileNameOf({ logs, from, to, at: _at, ...rest }: LogQuery): string {
  const filters = Object.entries(rest).flatMap(([name, value]) => (value === '' ? [] : [`${name}=${value}`]));
  const parts = [logs.join('+') || 'all logs', from, to, ...filters].filter((part) => part !== '');
  return parts
    .join(' ')
    .replace(/[^\w.+= -]/g, '_')
    .slice(0, 150);
}

async function saveAs(address: string, name: string): Promise<void> {
  const headers = { ...headersOfReader(), 'ledger-min-position': String(newestSeen()) };
  const response = await fetch(address, { headers });
  if (!response.ok) throw refusalOf(response.status, await response.json().catch(() => null));
  const url = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
