import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commitmentOf, EventHasher, leafOf, type LeafFields } from './event-format.js';

const path = join(__dirname, '../../../test/fixtures/event-format.json');
const { ledger, events } = JSON.parse(readFileSync(path, 'utf8')) as { ledger: string; events: any[] };

describe('The verifier, which shares no code with the writer,', () => {
  it.each(events)('gives $envelope.type its golden commitment and leaf', ({ contentBytes, commitment, ...vector }) => {
    expect(commitmentOf(Buffer.from(contentBytes)).toString('hex')).toBe(commitment);
    expect(new EventHasher().commitment(contentBytes)).toBe(commitment);
    expect(leafOf(ledger, fieldsOf(vector.envelope, commitment)).toString('hex')).toBe(vector.leaf);
  });

  it('gives another leaf when any field is another', () => {
    const [{ envelope, commitment, leaf }] = events;
    const fields = fieldsOf(envelope, commitment);
    const changed = Object.keys(fields).map((name) => {
      const value = fields[name as keyof typeof fields];
      const other = name === 'commitment' ? value.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) : `${value}1`;
      return leafOf(ledger, { ...fields, [name]: other }).toString('hex');
    });
    expect(new Set([leaf, leafOf('other', fields).toString('hex'), ...changed]).size).toBe(changed.length + 2);
  });

  it('hashes a content that is larger than its memory, and one with letters of three bytes', () => {
    for (const text of ['x'.repeat(1_000_000), '–½漢'.repeat(100_000), '']) {
      expect(new EventHasher().commitment(text)).toBe(commitmentOf(Buffer.from(text)).toString('hex'));
    }
  });
});

function fieldsOf(envelope: any, commitment: string): LeafFields {
  const { id, stream, type } = envelope;
  const revision = String(envelope.revision);
  const version = String(envelope.version);
  const recordedAt = String(envelope.recordedAt);
  return { id, stream, revision, type, version, recordedAt, causationId: envelope.causationId ?? '', commitment };
}
