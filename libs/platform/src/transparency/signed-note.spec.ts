import { createPrivateKey } from 'node:crypto';
import { noteKey, signedNote } from './signed-note.js';

/** PKCS #8 of an Ed25519 seed, RFC 8410. */
const privateKey = (seed: string) =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(seed, 'hex')]),
    format: 'der',
    type: 'pkcs8',
  });

describe('A signed note', () => {
  it('has the key id, the verifier key and the signature of RFC 8032 over exactly the text', () => {
    // RFC 8032, 7.1, test 1: this seed, this public key.
    const key = noteKey('opsledger/x', privateKey('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'));
    const publicKey = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
    const material = Buffer.from(`01${publicKey}`, 'hex').toString('base64');
    expect(key.verifierKey).toBe(`opsledger/x+${key.id}+${material}`);
    expect(signedNote('a\n', [key])).toMatch(/^a\n\n— opsledger\/x [A-Za-z0-9+/]{91}=\n$/);
  });

  it('is signed by every key, one line each', () => {
    const [one, two] = ['11', '22'].map((byte) => noteKey('opsledger/x', privateKey(byte.repeat(32))));
    expect(signedNote('a\n', [one!, two!]).split('\n')).toHaveLength(5);
    expect(one!.id).not.toBe(two!.id);
  });
});
