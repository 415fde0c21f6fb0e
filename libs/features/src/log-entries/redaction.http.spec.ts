import { StoreUnavailable } from '@event-store/event-store.js';
import { Redactor } from '@platform/redactor.js';
import { catalogueOf, projectionsOf } from '@platform/read-model/read-model-files.js';
import { Projector } from '@platform/read-model/projector.js';
import { getMetadataStorage } from 'class-validator';
import { DatabaseSync } from 'node:sqlite';
import { House } from '../../../../test/support/house.js';
import { features } from '../features.js';
import { TEXTS } from '../people/without-names.js';

const SECRET = 'zq7-hunter2-zq7';
let house: House;
beforeEach(async () => (house = await House.open()));
afterEach(() => house.close());

const redact = (id: string, body: object, more = {}) =>
  house.ask('POST', `/api/v1/log-entries/${id}/redact`, { body, ...more });
const text = async (url: string, more = {}) => (await house.ask('GET', url, more)).body;

/** Everything that can be asked about an entry, also as it was before. */
async function everywhere(id: string, position: number): Promise<string> {
  const urls = [
    `/api/v1/log-entries/${id}`,
    `/api/v1/log-entries/${id}?asOf=${position}`,
    `/api/v1/log-entries/${id}/history`,
    '/api/v1/log-entries?limit=250',
    `/api/v1/log-entries?limit=250&asOf=${position}`,
    '/api/v1/operations',
    `/api/v1/operations?asOf=${position}`,
    '/api/v1/events?limit=250',
    '/api/v1/logs/production/sal.wiki',
    '/api/v1/logs/production/sal.ndjson',
    '/api/v1/logs/production/sal.atom',
  ];
  return (await Promise.all(urls.map((url) => text(url)))).join('\n');
}

/** The tables of the entries as they stand, and as a replay of the ledger makes them. */
async function standingAndReplayed(): Promise<[unknown, unknown]> {
  const fresh = new Projector(new DatabaseSync(':memory:'), projectionsOf(features), catalogueOf(features));
  fresh.apply(await house.foundation.store.readAll(0, 100_000));
  const query = {
    text: `SELECT CAST(sort_key AS TEXT) AS key, entry, from_position, CAST(until_position AS TEXT) AS until, log, part,
      operation_name, said_position, json FROM server_admin_log ORDER BY entry, from_position`,
    values: [],
  };
  const words = (query: string) => ({
    text: 'SELECT CAST(rowid AS TEXT) AS key FROM server_admin_log_words WHERE server_admin_log_words MATCH ? ORDER BY 1',
    values: [query],
  });
  const of = (rows: { all: Projector['all'] }) => [
    rows.all(query),
    rows.all(words('redacted')),
    rows.all(words('zq7')),
  ];
  return [of(house.foundation.readModel), of(fresh)];
}

describe('Redacting an entry', () => {
  it('erases what all its versions said, everywhere, and leaves a scar that says who, when, why and how much', async () => {
    const entry = await house.log(`START - Cookbook ${SECRET} on db1101`, { correlationId: SECRET });
    await house.ask('POST', `/api/v1/log-entries/${entry.id}/amend`, {
      body: { message: `oh ${SECRET}`, reason: SECRET },
    });
    expect(await everywhere(entry.id, entry.position)).toContain(SECRET);

    const answer = (await redact(entry.id, { reason: 'a password' })).json();
    expect(answer).toMatchObject({
      status: 'redacted',
      message: '[redacted]',
      revision: 2,
      redaction: { by: { name: 'admin' }, reason: 'a password', at: '2026-11-22T17:05:09.123Z' },
      erased: { erasure: 'complete', advice: expect.stringContaining('rotate it now') },
    });
    expect(answer.redaction.bytes).toBeGreaterThan(100);
    expect(await everywhere(entry.id, entry.position)).not.toContain('zq7');
    expect((await house.get('/api/v1/log-entries?q=hunter2')).data).toEqual([]);
    expect((await house.get('/api/v1/log-entries?status=redacted')).data).toHaveLength(1);
    expect((await house.get(`/api/v1/log-entries/${entry.id}/history`)).data.map((one: any) => one.status)).toEqual([
      'redacted',
      'redacted',
      'redacted',
    ]);
    const stored = await house.foundation.store.readStream(`log-entry-${entry.id}`);
    expect(stored.map(({ content }) => content === null)).toEqual([true, true, false]);
    const [standing, replayed] = await standingAndReplayed();
    expect(standing).toEqual(replayed);
  });

  it('can state the rest, and take that back later', async () => {
    const { id, position } = await house.log(`password of db1101 is ${SECRET} (T4242)`, { actor: 'bob' });
    const partly = (await redact(id, { reason: 'a password', message: 'password of db1101 set (T4242)' })).json();
    expect(partly).toMatchObject({
      status: 'redacted',
      message: 'password of db1101 set (T4242)',
      actor: { name: 'bob' },
      refs: { tasks: ['T4242'], hosts: ['db1101'] },
    });
    expect((await house.get('/api/v1/log-entries?task=T4242')).data).toHaveLength(1);
    expect(await everywhere(id, position)).not.toContain('zq7');
    expect(await standingAndReplayed().then(([standing]) => standing)).toEqual((await standingAndReplayed())[1]);

    const whole = (await redact(id, { reason: 'the host as well' })).json();
    expect(whole).toMatchObject({ message: '[redacted]', actor: { name: '[redacted]' } });
    expect(whole.redaction.reason).toBe('the host as well');
    expect(await everywhere(id, position)).not.toMatch(/zq7|db1101|T4242|bob/);
    const [standing, replayed] = await standingAndReplayed();
    expect(standing).toEqual(replayed);
  });

  it('keeps a retraction, and refuses to amend what nothing is left of', async () => {
    const { id } = await house.log(SECRET);
    await house.ask('POST', `/api/v1/log-entries/${id}/retract`, { body: { reason: 'wrong' } });
    expect((await redact(id, { reason: 'a password' })).json().status).toBe('redacted');
    const other = await house.log(SECRET);
    await redact(other.id, { reason: 'a password' });
    const amended = await house.ask('POST', `/api/v1/log-entries/${other.id}/amend`, {
      body: { message: 'x', reason: 'y' },
    });
    expect([amended.statusCode, amended.json().code]).toEqual([409, 'redacted']);
  });

  it('is refused twice, without the scope, for what is not there, and with a reason that repeats the secret', async () => {
    const { id } = await house.log(`it is ${SECRET} on db1101`);
    const repeating = await redact(id, { reason: `because of ${SECRET} on db1101` });
    expect([repeating.statusCode, repeating.json().code]).toEqual([400, 'repeats-what-is-erased']);
    expect(repeating.body).not.toContain('zq7');
    const token = await house.token(['log:write', 'log:amend', 'log:manage'], { tool: 'writer' });
    expect((await redact(id, { reason: 'x' }, { token })).statusCode).toBe(403);
    expect((await redact(id, {})).json().errors[0].field).toBe('reason');
    expect((await redact(id, { reason: 'of db1101' }, { headers: { 'if-match': '"7"' } })).statusCode).toBe(412);
    expect((await redact(id, { reason: 'of db1101' })).statusCode).toBe(200);
    const twice = await redact(id, { reason: 'of db1101' });
    expect([twice.statusCode, twice.json().code]).toEqual([409, 'already-redacted']);
    expect((await redact('00000000-0000-7000-8000-000000000000', { reason: 'x' })).statusCode).toBe(404);
  });

  it('is not undone by somebody who amends it at the same moment', async () => {
    for (let i = 0; i < 20; i++) {
      const { id } = await house.log(`${SECRET} ${i}`);
      const amend = (precision: string) =>
        house.ask('POST', `/api/v1/log-entries/${id}/amend`, { body: { precision, reason: 'roughly' } });
      await Promise.all([amend('minute'), redact(id, { reason: 'a password' }), amend('hour')]);
      await amend('day');
    }
    const events = await house.foundation.store.readAll(0, 100_000);
    const holding = events.filter(({ content }) => content !== null && Buffer.from(content).includes(SECRET));
    expect(holding).toEqual([]);
  });

  it('needs the consent of every log that the entry was in', async () => {
    await house.ask('POST', '/api/v1/logs', { body: { name: 'hidden', visibility: 'private' } });
    const { id, position } = await house.log('first here');
    await house.ask('POST', `/api/v1/log-entries/${id}/amend`, { body: { log: 'hidden', reason: 'not for all' } });
    const token = await house.token(['redact', 'read'], { tool: 'limited', logs: ['production'] });
    const body = { reason: 'x' };
    expect((await redact(id, body, { token })).statusCode).toBe(404);
    expect((await house.ask('POST', `/api/v1/events/${position}/redact`, { token, body })).statusCode).toBe(404);
    expect((await house.get(`/api/v1/log-entries/${id}`)).message).toBe('first here');
  });

  it('needs a token that is good for the log of the entry', async () => {
    const { id } = await house.log(SECRET);
    const token = await house.token(['redact'], { tool: 'redactor', logs: ['admin'] });
    expect((await redact(id, { reason: 'x' }, { token })).json().code).toBe('not-this-log');
  });

  it('with an idempotency key happens once, and the key of the entry itself tells nothing of what it said', async () => {
    const keyed = { headers: { 'idempotency-key': 'k1' } };
    const body = { log: 'production', message: SECRET };
    const entry = (await house.ask('POST', '/api/v1/log-entries', { body, ...keyed })).json();
    const first = await redact(entry.id, { reason: 'x' }, { headers: { 'idempotency-key': 'k2' } });
    const again = await redact(entry.id, { reason: 'x' }, { headers: { 'idempotency-key': 'k2' } });
    expect([again.statusCode, again.json().redaction]).toEqual([200, first.json().redaction]);
    const guess = { log: 'production', message: 'another guess' };
    const [right, wrong] = [body, guess].map((body) => house.ask('POST', '/api/v1/log-entries', { body, ...keyed }));
    expect([(await right!).statusCode, (await wrong!).statusCode]).toEqual([201, 201]);
    expect((await right!).json().message).toBe('[redacted]');
  });
});

describe('Redacting any event', () => {
  const redactAt = (position: number, more = {}) =>
    house.ask('POST', `/api/v1/events/${position}/redact`, { body: { reason: 'personal' }, ...more });
  const newest = async (type: string) => (await house.get(`/api/v1/events?types=${type}&limit=250`)).data.at(-1);

  it('of an entry redacts the entry', async () => {
    const { id, position } = await house.log(SECRET);
    const answer = await redactAt(position);
    expect(answer.json()).toMatchObject({ erasure: 'complete', advice: expect.any(String) });
    expect((await house.get(`/api/v1/log-entries/${id}`)).status).toBe('redacted');
  });

  it('of a revocation does not bring the token to life, and of a private log does not make it public', async () => {
    const secret = await house.token(['read'], { tool: 'spent', label: SECRET });
    const { id } = (await newest('token.issued')).data;
    await house.ask('POST', `/api/v1/tokens/${id}/revoke`, { body: { reason: SECRET } });
    await house.ask('POST', '/api/v1/logs', { body: { name: 'hidden', visibility: 'private', title: SECRET } });
    for (const type of ['token.issued', 'token.revoked', 'log.created']) {
      expect([type, (await redactAt((await newest(type)).position)).statusCode]).toEqual([type, 200]);
    }
    expect((await house.ask('GET', '/api/v1/me', { token: secret })).statusCode).toBe(401);
    expect((await house.ask('GET', '/api/v1/logs/hidden', { token: null })).statusCode).toBe(404);
    expect(await text('/api/v1/events?limit=250')).not.toContain('zq7');
    const fresh = new Projector(new DatabaseSync(':memory:'), projectionsOf(features), catalogueOf(features));
    fresh.apply(await house.foundation.store.readAll(0, 100_000));
    const [row] = fresh.all({ text: "SELECT json, visibility FROM logs WHERE name = 'hidden'", values: [] });
    expect(row).toMatchObject({ visibility: 'private', json: expect.stringContaining('"title":"[redacted]"') });
  });

  it('is made up for when the disk failed between its order and the erasure', async () => {
    const { position } = await house.log(`it is ${SECRET}`);
    const { store } = house.foundation;
    const erase = store.erase.bind(store);
    store.erase = () => Promise.reject(new StoreUnavailable('the ledger could not be written: disk I/O error'));
    expect((await redactAt(position)).statusCode).toBe(503);
    const redactor = house.app.get(Redactor);
    await expect(redactor.catchUp()).rejects.toThrow(StoreUnavailable);
    store.erase = erase;
    expect(await text('/api/v1/events?limit=250')).toContain(SECRET);
    await redactor.catchUp();
    expect(await text('/api/v1/events?limit=250')).not.toContain(SECRET);
  });

  it('refuses a reason that repeats what is erased, or looks like a credential', async () => {
    const { position } = await house.log(`it is ${SECRET}`);
    for (const reason of [`it was ${SECRET.toUpperCase()}`, `leak:${SECRET}`, 'password=abcdefgh123']) {
      const response = await house.ask('POST', `/api/v1/events/${position}/redact`, { body: { reason } });
      expect([reason, response.statusCode]).toEqual([reason, 400]);
    }
  });

  it('leaves no text that was typed in any kind of event, except in the redaction itself', () => {
    const typed = 'zq7 typed by somebody zq7';
    const texts = new Set([...TEXTS, 'displayName', 'workingHours']);
    for (const definition of catalogueOf(features).definitions) {
      const { type, shape, erasable } = definition;
      const members = getMetadataStorage().getTargetValidationMetadatas(shape, '', false, false);
      const chosen = new Set(members.filter(({ name }) => name === 'isIn').map(({ propertyName }) => propertyName));
      const names = [...new Set(members.map(({ propertyName }) => propertyName))].filter((name) => !chosen.has(name));
      const lists = new Set(members.filter(({ name }) => name === 'isArray').map(({ propertyName }) => propertyName));
      const valueOf = (name: string): unknown => {
        if (lists.has(name)) return [];
        return name === 'actor' ? { name: typed } : texts.has(name) ? typed : name;
      };
      const data = names.map((name) => [name, valueOf(name)]);
      const kept = erasable ? JSON.stringify(definition.whenRedacted(Object.fromEntries(data))) : '';
      expect([type, kept.includes('zq7')]).toEqual([type, false]);
    }
  });

  it('is refused for a redaction, for what the ledger says of itself, and for what is not there', async () => {
    const { position } = await house.log(SECRET);
    const { redaction } = (await redactAt(position)).json();
    expect((await redactAt(redaction)).json().code).toBe('cannot-be-redacted');
    expect((await redactAt(1)).json().code).toBe('cannot-be-redacted');
    for (const nowhere of [0, 9999, 'x' as never]) expect((await redactAt(nowhere)).statusCode).toBe(404);
    const token = await house.token(['redact'], { tool: 'redactor' });
    const issued = await newest('token.issued');
    expect((await redactAt(issued.position, { token })).statusCode).toBe(404);
  });
});
