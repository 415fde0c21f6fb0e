import type { Entry } from '../api/api.js';
import { addressOf } from '../navigation.js';
import { markedParts, type Places } from './marked-text.js';
import { changeAddress, hostAddress, taskAddress } from './reference-addresses.js';

const places: Places = {
  task: taskAddress,
  change: changeAddress,
  host: (host) => hostAddress(host) ?? addressOf('logs', { host }),
  tag: (tag) => addressOf('logs', { tag }),
};

/** What an entry says, with what it refers to as links. Whatever somebody wrote is text, in its own direction. */
export function Message({ entry }: { readonly entry: Pick<Entry, 'message' | 'refs'> }) {
  const parts = markedParts(entry.message, entry.refs, places);
  return (
    <bdi class="message">
      {parts.map(({ text, href, kind }) =>
        href === null ? (
          text
        ) : (
          <a href={href} class={`ref ${kind}`} rel="noreferrer">
            {text}
          </a>
        ),
      )}
    </bdi>
  );
}
