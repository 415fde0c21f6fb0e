import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { receiptOf, Signer, SIGNER, story } from '../../../test/verifier/made-up-ledger.js';

const SCRIPT = join(__dirname, '../../../docs/check-receipt.py');

describe('The Python page that checks a receipt', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'opsledger-'));
    if (spawnSync('python3', ['--version']).status !== 0) {
      throw new Error('python3 is not there: install it, this spec shows that a receipt needs nothing of ours');
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (receipt: string | Uint8Array, ...keys: string[]) => {
    const path = join(folder, 'receipt.json');
    writeFileSync(path, receipt);
    const { status, stdout, stderr } = spawnSync('python3', [SCRIPT, path, ...keys], { encoding: 'utf8' });
    return { status, stdout, stderr };
  };
  const good = JSON.stringify(receiptOf(story(), [1, 5, 9, 12]));

  it('says of each event what is proved', () => {
    expect(run(good)).toEqual({
      status: 0,
      stdout:
        'event 1, ledger.opened: place proved, content proved\n' +
        'event 5, log-entry.logged: place proved, content erased or withheld\n' +
        'event 9, log.created: place proved, content proved\n' +
        'event 12, log-entry.logged: place proved, content proved\n',
      stderr: '',
    });
    expect(run(good, SIGNER.verifierKey).status).toBe(0);
  });

  it('follows the proof of every event in trees of every shape', () => {
    for (let size = 1; size <= 12; size++) {
      const positions = Array.from({ length: size }, (_, index) => index + 1);
      expect(run(JSON.stringify(receiptOf(story().slice(0, size), positions))).stderr).toBe('');
    }
  });

  it('does not accept a key that the caller did not name', () => {
    const { status, stderr } = run(good, new Signer('somebody else').verifierKey);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'The receipt does not hold: no known key signed the checkpoint\n',
    });
  });

  it('finds one flipped bit, wherever it is', () => {
    const bytes = Buffer.from(good);
    const step = 131;
    for (let bit = 7; bit < bytes.length * 8; bit += step * 8 + 3) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      const { status, stderr } = run(changed);
      expect({ bit, status, stderr }).toEqual({ bit, status: 1, stderr: expect.stringContaining('does not hold: ') });
    }
  });

  it.each([
    ['"recordedAtMs":1790000009000', '"recordedAtMs":1790000009001', 'event 9 is not in the history'],
    ['"position":9', '"position":8', 'event 8 is not in the history'],
    ['"position":12', '"position":13', 'event 13 is not in the history'],
    ['"content":"eyJ', '"content":"fyJ', 'content of event 1 is not what was committed to'],
    ['\\n12\\n', '\\n13\\n', 'did not sign this'],
  ])('says what is wrong when %s becomes %s', (from, to, sentence) => {
    expect(good).toContain(from);
    expect(run(good.replace(from, to))).toMatchObject({ status: 1, stderr: expect.stringContaining(sentence) });
  });

  it('says so when there is no receipt', () => {
    expect(run('')).toMatchObject({ status: 1, stderr: expect.stringContaining('does not hold') });
  });
});
