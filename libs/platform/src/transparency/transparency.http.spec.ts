import { isConsistent } from '@verifier/merkle-tree.js';
import { checkReceipt } from '@verifier/receipt.js';
import { openNote, parseCheckpoint, parseVerifierKey } from '@verifier/signed-note.js';
import { House } from '../../../../test/support/house.js';

let house: House;
beforeEach(async () => (house = await House.open()));
afterEach(() => house.close());

const text = async (url: string) => (await house.ask('GET', url, { token: null })).body;
const keys = async (): Promise<any[]> => (await house.get('/api/v1/checkpoint-keys', { token: null })).data;
const saved = async (query = '') => {
  const note = await text(`/api/v1/checkpoint${query}`);
  const trusted = (await keys()).map(({ verifierKey }) => parseVerifierKey(verifierKey));
  return { note, ...parseCheckpoint(openNote(note, trusted).text), signedBy: openNote(note, trusted).signedBy };
};
const hashes = (proof: string[]) => proof.map((hash) => Buffer.from(hash, 'base64'));

describe('A checkpoint', () => {
  it('is a signed note that a stranger verifies, of the newest event or as of any earlier one', async () => {
    await house.log('one');
    const { size, origin, note } = await saved();
    expect(size).toBe(house.foundation.store.heads.value);
    expect(origin).toBe(`opsledger/${house.foundation.identity.id}`);
    const asJson = await house.get('/api/v1/checkpoint', { headers: { accept: 'application/json' } });
    expect(asJson).toMatchObject({ origin, size, note });
    expect((await saved('?asOf=2')).size).toBe(2);
  });

  it('is shown to be the beginning of every later one', async () => {
    const sizes = [];
    for (let i = 0; i < 9; i++) {
      await house.log(`entry ${i}`);
      sizes.push(house.foundation.store.heads.value);
    }
    for (const from of sizes) {
      for (const to of sizes.filter((size) => size >= from)) {
        const { proof } = await house.get(`/api/v1/consistency?from=${from}&to=${to}`, { token: null });
        const [older, newer] = [await saved(`?asOf=${from}`), await saved(`?asOf=${to}`)];
        expect(isConsistent(older, newer, hashes(proof))).toBe(true);
        if (from < to) expect(isConsistent({ ...older, root: Buffer.alloc(32) }, newer, hashes(proof))).toBe(false);
      }
    }
  });

  it.each(['from=0', 'from=5&to=3', 'from=1&to=99999', 'to=3', 'from=x', 'from=1.5', 'from=1&from=2'])(
    'consistency?%s is refused with the field that is wrong',
    async (query) => {
      const response = await house.ask('GET', `/api/v1/consistency?${query}`);
      expect([response.statusCode, response.json().errors[0].field]).toEqual([400, expect.stringMatching(/from|to/)]);
    },
  );
});

describe('A receipt', () => {
  const receipt = (id: string, more = {}) => house.ask('GET', `/api/v1/log-entries/${id}/receipt`, more);
  const trusted = async () => (await keys()).map(({ verifierKey }) => verifierKey as string);

  it('proves every version of an entry offline, and what was said to its reporter and to administrators', async () => {
    const { id, position } = await house.log('one');
    await house.ask('POST', `/api/v1/log-entries/${id}/amend`, { body: { message: 'two', reason: 'typo' } });
    const { problems, events, size } = checkReceipt((await receipt(id)).body, { keys: await trusted() });
    expect([problems, size]).toEqual([[], house.foundation.store.heads.value]);
    expect(events.map(({ content }) => JSON.parse(Buffer.from(content!).toString()).data.message)).toEqual([
      'one',
      'two',
    ]);

    const forAll = (await receipt(id, { token: null })).body;
    expect(checkReceipt(forAll).problems).toEqual([]);
    expect(JSON.parse(forAll).events[0]).toMatchObject({ position, content: null, why: 'withheld' });
    expect(
      checkReceipt((await receipt(id, { token: null })).body.replace(/"revision":0/, '"revision":1')).problems,
    ).not.toEqual([]);
  });

  it('of before a redaction still verifies, and so does one of after it, which says that it was erased', async () => {
    const { id } = await house.log('a password');
    const other = await house.log('something else');
    const before = [(await receipt(id)).body, (await receipt(other.id)).body];
    const { note, size } = await saved();
    await house.ask('POST', `/api/v1/log-entries/${id}/redact`, { body: { reason: 'a password' } });
    const proof = (await house.get(`/api/v1/consistency?from=${size}`)).proof;
    for (const body of [...before, (await receipt(id)).body, (await receipt(other.id)).body]) {
      expect(checkReceipt(body, { keys: await trusted() }).problems).toEqual([]);
    }
    const after = (await receipt(id)).body;
    expect(checkReceipt(after, { keys: await trusted(), saved: { checkpoint: note, proof } }).problems).toEqual([]);
    expect(JSON.parse(after).events[0]).toMatchObject({ content: null, why: 'erased' });
  });

  it('is there for any event that the caller may see, and for no other', async () => {
    await house.token(['read'], { tool: 'x' });
    const { data } = await house.get('/api/v1/events?limit=250');
    for (const { position } of data) {
      const body = (await house.ask('GET', `/api/v1/events/${position}/receipt`)).body;
      expect([position, checkReceipt(body).problems]).toEqual([position, []]);
    }
    const issued = data.find((event: any) => event.type === 'token.issued').position;
    expect((await house.ask('GET', `/api/v1/events/${issued}/receipt`, { token: null })).statusCode).toBe(404);
    for (const nowhere of [0, 99999, 'x']) {
      expect((await house.ask('GET', `/api/v1/events/${nowhere}/receipt`)).statusCode).toBe(404);
    }
  });
});

describe('The keys of checkpoints', () => {
  it('are exchanged with an overlap in which both sign, and the last one cannot be retired', async () => {
    const [first] = await keys();
    const retire = (id: string) =>
      house.ask('POST', `/api/v1/checkpoint-keys/${id}/retire`, { body: { reason: 'yearly' } });
    expect([(await retire(first.id)).statusCode, (await retire(first.id)).json().code]).toEqual([409, 'last-key']);
    const added = await house.ask('POST', '/api/v1/checkpoint-keys');
    expect([added.statusCode, added.json().retiredAt]).toEqual([201, null]);
    expect((await saved()).signedBy).toHaveLength(2);
    expect((await retire(first.id)).json().retiredAt).not.toBeNull();
    expect((await saved()).signedBy.map(({ id }) => id)).toEqual([added.json().id]);
    expect((await retire('00000000')).statusCode).toBe(404);
    const reader = await house.token(['read'], { tool: 'reader' });
    expect((await house.ask('POST', '/api/v1/checkpoint-keys', { token: reader })).statusCode).toBe(403);
  });

  it('made twice with one idempotency key are one', async () => {
    const ask = { headers: { 'idempotency-key': 'k' } };
    const [one, two] = [
      await house.ask('POST', '/api/v1/checkpoint-keys', ask),
      await house.ask('POST', '/api/v1/checkpoint-keys', ask),
    ];
    expect([two.json().id, (await keys()).length]).toEqual([one.json().id, 2]);
    expect((await saved()).signedBy).toHaveLength(2);
  });
});
