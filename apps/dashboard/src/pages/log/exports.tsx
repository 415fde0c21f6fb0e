import { useState } from 'preact/hooks';
import { headersOfReader } from '../../api/reader.js';
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
  { extension: 'atom', name: 'Atom' },
];

/** The same entries in the forms that other programs read, however many they are. */
export function Exports({ query }: { readonly query: LogQuery }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = (event: MouseEvent, extension: string): void => {
    // A link says nothing of who follows it, so what only some may see has to be asked for and saved.
    if (signedIn.value === null) return;
    event.preventDefault();
    const { href } = event.currentTarget as HTMLAnchorElement;
    saveAs(href, `entries.${extension}`).then(
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
              onClick={(event) => save(event, extension)}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
      {problem !== null && <ProblemNote problem={problem} />}
    </details>
  );
}

async function saveAs(address: string, name: string): Promise<void> {
  const response = await fetch(address, { headers: headersOfReader() });
  if (!response.ok) throw refusalOf(response.status, await response.json().catch(() => null));
  const url = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
