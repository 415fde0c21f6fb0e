import {
  checkpointOf,
  consistencyOf,
  leavesOf,
  receiptOf,
  Signer,
  SIGNER,
  story,
} from '../../../test/verifier/made-up-ledger.js';
import { checkReceipt } from './receipt.js';

/** Every how many bits one is flipped: 1 is every bit (`npm run test:flips`), this one is of each byte another. */
const FLIP_EVERY = Number(process.env['FLIP_EVERY'] ?? 9);
const events = story();
const good = JSON.stringify(receiptOf(events, [1, 5, 7, 12]));
const keys = [SIGNER.verifierKey];
const proofFrom = (size: number): string[] =>
  consistencyOf(size, leavesOf(events)).map((hash) => hash.toString('base64'));

describe('A receipt', () => {
  it('shows what was recorded, and that it was', () => {
    const checked = checkReceipt(good);
    expect(checked).toMatchObject({ problems: [], size: 12, keysFrom: 'receipt' });
    expect(checked.signedBy).toEqual([`${SIGNER.name}+${SIGNER.id}`]);
    expect(checked.events.map(({ position, content }) => [position, content !== null])).toEqual([
      [1, true],
      [5, false],
      [7, true],
      [12, true],
    ]);
    expect(Buffer.from(checked.events[0]!.content!).toString()).toBe(events[0]!.content);
    expect(checkReceipt(good, { keys })).toMatchObject({ problems: [], keysFrom: 'caller' });
  });

  it('is refused with a sentence after a bit of any byte of it was flipped', () => {
    const bytes = Buffer.from(good);
    for (let bit = 0; bit < bytes.length * 8; bit += FLIP_EVERY) {
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      const { problems } = checkReceipt(bytes.toString());
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      if (problems.length === 0)
        throw new Error(`bit ${bit}, in ${bytes.toString('utf8', bit / 8 - 20, bit / 8 + 20)}`);
      expect(problems[0]).toMatch(/\.$/);
    }
    expect(checkReceipt(bytes.toString()).problems).toEqual([]);
  });

  it('does not hold for who trusts another key', () => {
    const { problems, signedBy } = checkReceipt(good, { keys: [new Signer('somebody else').verifierKey] });
    expect(problems).toEqual([expect.stringContaining('None of the keys at hand signed the note')]);
    expect(signedBy).toEqual([]);
  });

  it('does not hold for another ledger, though the same key signed it', () => {
    const other = JSON.stringify({ ...JSON.parse(good), ledger: '01a2078b-6057-7a8c-8901-6c4dce9d06fb' });
    expect(checkReceipt(other).problems).toEqual([expect.stringContaining('The checkpoint is of opsledger/')]);
  });

  it.each([12, 11, 8, 1])('is of one history with a checkpoint of size %i that was kept', (size) => {
    const saved = { checkpoint: checkpointOf(events.slice(0, size)), proof: proofFrom(size) };
    expect(checkReceipt(good, { keys, saved }).problems).toEqual([]);
  });

  it('is of one history with a checkpoint that came later', () => {
    const early = JSON.stringify(receiptOf(events.slice(0, 6), [4]));
    const saved = { checkpoint: checkpointOf(events), proof: proofFrom(6) };
    expect(checkReceipt(early, { keys, saved }).problems).toEqual([]);
  });

  it('is not of one history with a kept checkpoint of a past that was another', () => {
    const another = events.with(3, { ...events[3]!, recordedAt: 5 });
    const saved = { checkpoint: checkpointOf(another.slice(0, 8)), proof: proofFrom(8) };
    expect(checkReceipt(good, { keys, saved }).problems).toEqual([expect.stringContaining('of one history')]);
    const cut = { checkpoint: checkpointOf(events.slice(0, 8)), proof: ['nonsense', ...proofFrom(8)] };
    expect(checkReceipt(good, { keys, saved: cut }).problems).toEqual([expect.stringContaining('of one history')]);
  });

  it.each([
    ['nothing', '', 'not JSON'],
    ['a list', '[]', 'not an object'],
    ['another format', '{"format":"x"}', 'not a receipt of the format'],
    ['no events', good.replace(/"events":\[.*\],"checkpoint"/, '"events":[],"checkpoint"'), 'no events'],
    ['an event beyond the checkpoint', good.replace('"position":12', '"position":13'), 'later than the checkpoint'],
    ['half a letter', good.replace('"stream":"ledger"', '"stream":"\\ud800"'), '"stream"'],
  ])('with %s is refused with a sentence', (_, json, sentence) => {
    expect(checkReceipt(json).problems).toEqual([expect.stringContaining(sentence)]);
  });
});
