import { useState } from 'preact/hooks';
import { api, bodyOf, type Entry, type Version } from '../../api/api.js';
import { useLoaded } from '../../loaded.js';
import { Command } from '../../pieces/empty-state.js';
import { Fact } from '../../pieces/fact.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { basePath } from '../../settings.js';
import { base64Of, bytesOfBase64, hexOf, leafOf, type ReceiptEvent, rootFrom, sizeAndRoot } from './leaf.js';

interface ProofProps {
  readonly entry: Entry;
  readonly versions: readonly Version[];
}

interface Proved {
  readonly event: ReceiptEvent;
  /** Hex; null where this browser does not hash. */
  readonly leaf: string | null;
  readonly isInTree: boolean;
}

/** The events behind the entry, and what proves that they are where they are. */
export function Proof({ entry, versions }: ProofProps) {
  const key = `${entry.id} ${versions.map(({ position }) => position).join()}`;
  const { value, problem, reload } = useLoaded(key, async (signal) => {
    const receipt = await bodyOf(
      api.GET('/api/v1/log-entries/{id}/receipt', { params: { path: { id: entry.id } }, signal }),
    );
    const { size, root } = sizeAndRoot(receipt.checkpoint);
    return {
      size,
      root,
      events: await Promise.all(receipt.events.map((event) => proved(receipt.ledger, event, size, root))),
    };
  });
  return (
    <section class="panel proof" aria-labelledby="proof">
      <h2 id="proof">Events and proof</h2>
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      {value?.events.map(({ event, leaf, isInTree }) => (
        <div class="event" key={event.position}>
          <h3>
            {event.envelope.type} <span class="explanation">position {event.position}</span>
          </h3>
          <dl class="facts">
            <Fact name="Commitment">
              <code>{event.envelope.commitment}</code>
            </Fact>
            <Fact name="Leaf">
              {leaf === null ? (
                'Not computed: over plain http a browser does not hash. The command below does.'
              ) : (
                <>
                  <code>{leaf}</code>{' '}
                  <span class={`mark ${isInTree ? 'pass' : 'fail'}`}>
                    {isInTree ? 'leads to the root' : 'does not lead to the root'}
                  </span>
                </>
              )}
            </Fact>
          </dl>
          <RawEvent position={event.position} />
        </div>
      ))}
      {value !== null && (
        <>
          <p class="explanation">
            The checkpoint of {value.size.toLocaleString('en')} events signs the root <code>{value.root}</code>. The
            leaves were computed by this page; whether the signature is good, and the whole history what it says, tells:
          </p>
          <Command
            text={`npx opsledger receipt ${entry.id} > receipt.json && npx opsledger check-receipt receipt.json`}
          />
          <Command text="npx opsledger verify --against checkpoint" />
          <p>
            <a href={`${basePath}api/v1/log-entries/${entry.id}/receipt`}>Receipt</a> ·{' '}
            <a href={`${basePath}api/v1/checkpoint`}>Checkpoint</a>
          </p>
        </>
      )}
    </section>
  );
}

async function proved(ledger: string, event: ReceiptEvent, size: number, root: string): Promise<Proved> {
  if (!isSecureContext) return { event, leaf: null, isInTree: false };
  const leaf = await leafOf(ledger, event.envelope);
  const reached = await rootFrom(leaf, event.position - 1, size, event.proof.map(bytesOfBase64));
  return { event, leaf: hexOf(leaf), isInTree: reached !== null && base64Of(reached) === root };
}

/** The event as the feed tells it; asked for when somebody wants to see it. */
function RawEvent({ position }: { readonly position: number }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Raw event {position}</summary>
      {isOpen && <RawJson position={position} />}
    </details>
  );
}

function RawJson({ position }: { readonly position: number }) {
  const { value, problem, reload } = useLoaded(String(position), async (signal) => {
    const query = { after: String(position - 1), limit: 1 };
    const { data } = await bodyOf(api.GET('/api/v1/events', { params: { query }, signal }));
    return data.find((event) => event.position === position) ?? null;
  });
  if (problem !== null) return <ProblemNote problem={problem} again={reload} />;
  if (value === null) return null;
  return (
    <pre class="raw" tabIndex={0} aria-label={`Event ${position} as JSON`}>
      {JSON.stringify(value, null, 2)}
    </pre>
  );
}
