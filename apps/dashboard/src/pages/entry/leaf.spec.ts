import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { base64Of, bytesOfBase64, hexOf, leafOf, rootFrom, sizeAndRoot } from './leaf.js';

interface Golden {
  readonly ledger: string;
  readonly events: readonly {
    readonly commitment: string;
    readonly leaf: string;
    readonly envelope: {
      readonly id: string;
      readonly stream: string;
      readonly revision: number;
      readonly type: string;
      readonly version: number;
      readonly recordedAt: number;
      readonly causationId: string | null;
    };
  }[];
}

const FIXTURE = join(__dirname, '../../../../../test/fixtures/event-format.json');
const golden = JSON.parse(readFileSync(FIXTURE, 'utf8')) as Golden;

describe('The leaf of an event', () => {
  it.each(golden.events)('is the one of the golden vectors: $envelope.type', async ({ envelope, commitment, leaf }) => {
    const { recordedAt: recordedAtMs, ...rest } = envelope;
    expect(hexOf(await leafOf(golden.ledger, { ...rest, recordedAtMs, commitment }))).toBe(leaf);
  });

  it('leads to the root of a tree only from its own place', async () => {
    const leaves = golden.events.slice(0, 2).map(({ leaf }) => Uint8Array.from(Buffer.from(leaf, 'hex')));
    const [left, right] = leaves as [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>];
    const root = await rootFrom(left, 0, 2, [right]);
    expect(await rootFrom(right, 1, 2, [left])).toEqual(root);
    expect(await rootFrom(right, 0, 2, [left])).not.toEqual(root);
    expect(await rootFrom(left, 0, 2, [])).toBeNull();
    expect(await rootFrom(left, 0, 1, [])).toEqual(left);
    expect(bytesOfBase64(base64Of(left))).toEqual(left);
  });

  it('is looked for under the root that a checkpoint signs', () => {
    expect(sizeAndRoot('opsledger/x\n15\nSN+C=\n\n— opsledger/x sig\n')).toEqual({ size: 15, root: 'SN+C=' });
  });
});
