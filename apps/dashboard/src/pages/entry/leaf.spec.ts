import golden from '../../../../../test/fixtures/event-format.json';
import { base64Of, type Bytes, bytesOfBase64, bytesOfHex, hexOf, leafOf, rootFrom, sizeAndRoot } from './leaf.js';

describe('The leaf of an event', () => {
  it.each(golden.events)('is the one of the golden vectors: $envelope.type', async ({ envelope, commitment, leaf }) => {
    const { recordedAt: recordedAtMs, ...rest } = envelope;
    expect(hexOf(await leafOf(golden.ledger, { ...rest, recordedAtMs, commitment }))).toBe(leaf);
  });

  it('leads to the root of a tree only from its own place', async () => {
    const leaves = golden.events.slice(0, 2).map(({ leaf }) => bytesOfHex(leaf));
    const [left, right] = leaves as [Bytes, Bytes];
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
