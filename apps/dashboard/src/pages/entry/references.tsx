import type { Entry } from '../../api/api.js';
import { addressOf } from '../../navigation.js';
import { Fact } from '../../pieces/fact.js';
import { changeAddress, hostAddress, taskAddress } from '../../pieces/reference-addresses.js';

interface Reference {
  readonly text: string;
  /** What is there of it in the ledger. */
  readonly here: string | null;
  /** Where it lives itself. */
  readonly there?: string | null;
}

/** What the message refers to: where each is, and what else is in the ledger about it. */
export function References({ entry }: { readonly entry: Entry }) {
  return (
    <>
      {referencesOf(entry).map(([name, references]) =>
        references.length === 0 ? null : (
          <Fact name={name}>
            <ul class="references">
              {references.map(({ text, here, there }) => (
                <li>
                  {here === null ? <Address text={text} href={there} /> : <ReferenceLink href={here} text={text} />}
                  {here !== null && there != null && (
                    <a class="there" href={there} rel="noreferrer" aria-label={`Open ${text}`}>
                      open
                    </a>
                  )}
                </li>
              ))}
            </ul>
          </Fact>
        ),
      )}
    </>
  );
}

function Address({ text, href }: { readonly text: string; readonly href: Reference['there'] }) {
  if (href == null) return <bdi>{text}</bdi>;
  return (
    <a href={href} rel="noreferrer">
      <bdi>{text}</bdi>
    </a>
  );
}

function ReferenceLink({ href, text }: { readonly href: string; readonly text: string }) {
  return (
    <a href={href} title={`Entries that name ${text}`}>
      <bdi>{text}</bdi>
    </a>
  );
}

function referencesOf({ refs }: Entry): [name: string, references: Reference[]][] {
  const filter = (by: string) => (text: string) => ({ text, here: addressOf('logs', { [by]: text }) });
  const words = (text: string) => ({ text, here: addressOf('logs', { q: `"${text}"` }) });
  return [
    ['Tasks', refs.tasks.map((task) => ({ ...filter('task')(task), there: taskAddress(task) }))],
    ['Hosts', refs.hosts.map((host) => ({ ...filter('host')(host), there: hostAddress(host) }))],
    ['Changes', refs.changes.map((change) => ({ ...filter('change')(change), there: changeAddress(change) }))],
    ['Commits', refs.commits.map(words)],
    ['Addresses', refs.urls.map((url) => ({ text: url, here: null, there: /^https?:\/\//i.test(url) ? url : null }))],
    ['Tags', refs.tags.map(filter('tag'))],
    ['Datacenters', refs.datacenters.map(words)],
  ];
}
