import { checkpointOf, checkpointText, sha256, Signer, SIGNER, story } from '../../../test/verifier/made-up-ledger.js';
import { BadNote, openNote, parseCheckpoint, parseVerifierKey, SignedByNobodyKnown } from './signed-note.js';

/** The example of the specification, c2sp.org/signed-note. */
const KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const TEXT = 'This is an example message.\n';
const LINE =
  '— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';
const NOTE = `${TEXT}\n${LINE}`;
const key = parseVerifierKey(KEY);

describe('A signed note', () => {
  it('of the specification is opened with its key', () => {
    const { text, signedBy } = openNote(NOTE, [key]);
    expect(text).toBe(TEXT);
    expect(signedBy).toEqual([key]);
  });

  it('is refused after any bit of it was flipped', () => {
    const bytes = Buffer.from(NOTE);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => openNote(changed.toString(), [key])).toThrow(BadNote);
    }
  });

  it('is opened when one of several signers is known, whatever the others are', () => {
    const other = new Signer('another', 'example.com/other');
    const pair = `${TEXT}\n${other.line(TEXT)}${LINE}`;
    expect(openNote(pair, [key]).signedBy).toEqual([key]);
    expect(openNote(pair, [key, parseVerifierKey(other.verifierKey)]).signedBy).toHaveLength(2);
  });

  it('is refused as a whole when a known key did not sign it, though another did', () => {
    const other = new Signer('another', 'example.com/other');
    const pair = `${TEXT}\n${LINE}${other.line('something else\n')}`;
    expect(() => openNote(pair, [key, parseVerifierKey(other.verifierKey)])).toThrow('the note was changed');
  });

  it('says so when none of the keys signed it', () => {
    expect(() => openNote(NOTE, [parseVerifierKey(SIGNER.verifierKey)])).toThrow(SignedByNobodyKnown);
    expect(() => openNote(NOTE, [])).toThrow('it is signed by example.com/foo+530d903a');
  });

  it('ignores a key that shares only the name, or only the id', () => {
    const sameName = parseVerifierKey(new Signer('x', 'example.com/foo').verifierKey);
    expect(() => openNote(NOTE, [sameName])).toThrow(SignedByNobodyKnown);
    expect(() => openNote(NOTE, [{ ...key, name: 'example.com/bar' }])).toThrow(SignedByNobodyKnown);
  });

  it.each([
    ['no signatures', TEXT, 'no blank line'],
    ['no end', NOTE.slice(0, -1), 'cut off'],
    ['carriage returns', NOTE.replaceAll('\n', '\r\n'), 'carriage returns'],
    ['nothing in it', '', 'no blank line'],
    ['a hyphen for the dash', NOTE.replace('—', '-'), 'not a signature line'],
    ['half a letter', `\ud800${NOTE}`, 'characters'],
    ['no end at all', `${TEXT.repeat(50_000)}\n${LINE}`, 'too long'],
  ])('with %s is refused', (_, note, sentence) => {
    expect(() => openNote(note, [key])).toThrow(sentence);
  });
});

describe('A verifier key', () => {
  it.each([
    ['another name', KEY.replace('foo', 'fop'), 'give the id'],
    ['another id', KEY.replace('530d', '530e'), 'give the id'],
    ['another algorithm', KEY.replace('+Ae', '+Be'), 'not an Ed25519 key'],
    ['a byte too few', KEY.replace('3U2k', ''), 'not an Ed25519 key'],
    ['nothing in it', '', 'not a verifier key'],
    ['sloppy base64', KEY.replace(/k$/, 'k='), 'not a verifier key'],
  ])('with %s is refused', (_, text, sentence) => {
    expect(() => parseVerifierKey(text)).toThrow(sentence);
  });
});

describe('The text of a checkpoint', () => {
  const root = sha256();
  it('has an origin, a size and a root', () => {
    expect(parseCheckpoint(checkpointText(7, root, 'x'))).toEqual({ origin: 'x', size: 7, root });
    expect(parseCheckpoint(`${checkpointText(0, root, 'x')}an extension\n`)).toEqual({ origin: 'x', size: 0, root });
    expect(parseCheckpoint(openNote(checkpointOf(story()), [parseVerifierKey(SIGNER.verifierKey)]).text).size).toBe(12);
  });

  it.each([
    ['07', 'not a whole number'],
    ['-1', 'not a whole number'],
    ['1e3', 'not a whole number'],
    ['9007199254740993', 'not a whole number'],
    ['', 'has an origin'],
  ])('with the size "%s" is refused', (size, sentence) => {
    expect(() => parseCheckpoint(`x\n${size}\n${root.toString('base64')}\n`)).toThrow(sentence);
  });

  it.each([
    ['a short root', `x\n1\n${root.toString('base64', 0, 31)}\n`],
    ['sloppy base64', `x\n1\n${root.toString('base64').replace('=', '')}\n`],
    ['two lines', 'x\n1\n'],
    ['no end', `x\n1\n${root.toString('base64')}`],
    ['no origin', `\n1\n${root.toString('base64')}\n`],
  ])('with %s is refused', (_, text) => {
    expect(() => parseCheckpoint(text)).toThrow(BadNote);
  });
});
