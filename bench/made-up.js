import { encodeContent } from '../dist/libs/kernel/src/event-format.js';
import { RandomIds } from '../dist/libs/kernel/src/ids.js';

const ids = new RandomIds();
const WORDS =
  'kernel upgrade pooling depooling switch primary replica cache purge certificate rotate network maintenance alert noise'.split(
    ' ',
  );

/** A message in one of the shapes that tools emit, made up from a number. */
export function message(n) {
  // An operation is a START and, two entries later, its END; each third message is something else.
  const host = `db${1000 + (Math.floor(n / 6) % 900)}`;
  const task = `T${100_000 + (n % 5000)}`;
  const word = WORDS[n % WORDS.length];
  const shapes = [
    `START - Cookbook sre.hosts.reboot for ${host}.eqiad.wmnet`,
    `END (PASS) - Cookbook sre.hosts.reboot (exit_code=0) for ${host}.eqiad.wmnet`,
    `conftool action : set/pooled=yes; selector: name=${host}.eqiad.wmnet`,
    `dbctl commit (dc=all): '${word} ${host} (${task})', diff saved to https://phabricator.wikimedia.org/P${n}`,
    `Synchronized wmf-config/InitialiseSettings.php: ${word} for ${task} (duration: 08m 47s)`,
    `${word} on ${host} after ${WORDS[(n * 7) % WORDS.length]}, see ${task} #${word}`,
  ];
  return shapes[n % shapes.length];
}

/** What the writer is given for a made-up entry. */
export function append(n, start, everySeconds = 30) {
  const at = start + n * everySeconds * 1000;
  const content = encodeContent(ids.salt(), {
    data: { log: Math.floor(n / 6) % 5 === 0 ? 'admin' : 'production', message: message(n) },
    actor: { name: `user${Math.floor(n / 6) % 40}@cumin1002` },
    reporter: { kind: 'tool', id: 'tool:bench', name: 'bench' },
    via: { kind: 'api', verified: true },
    occurredAt: new Date(at).toISOString(),
    precision: 'millisecond',
  });
  const id = ids.next(at);
  const event = { id, type: 'log-entry.logged', version: 1, recordedAt: at, causationId: null, content };
  return { stream: `log-entry-${id}`, expected: -1, events: [event] };
}
