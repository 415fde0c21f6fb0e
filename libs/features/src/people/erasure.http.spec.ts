import { catalogueOf, projectionsOf } from '@platform/read-model/read-model-files.js';
import { Projector } from '@platform/read-model/projector.js';
import { DatabaseSync } from 'node:sqlite';
import { House } from '../../../../test/support/house.js';
import { features } from '../features.js';

let house: House;
beforeEach(async () => (house = await House.open()));
afterEach(() => house.close());

const NAMES = /adaex|zofia|lovelorn/i;

async function person(): Promise<{ id: string; token: string }> {
  const body = {
    displayName: 'Zofia Lovelorn',
    aliases: [
      { kind: 'nick', name: 'adaex' },
      { kind: 'mail', name: 'zofia@example.org' },
    ],
    workingHours: 'when adaex is awake',
  };
  const { id } = (await house.ask('POST', '/api/v1/people', { body })).json();
  return { id, token: await house.token(['log:write', 'log:amend', 'log:manage', 'redact', 'admin'], { person: id }) };
}

/** Every content that the ledger still holds. */
async function stored(): Promise<string> {
  const events = await house.foundation.store.readAll(0, 100_000);
  return events.map(({ content }) => (content === null ? '' : Buffer.from(content).toString())).join('\n');
}

describe('Erasing a person', () => {
  it('takes the names out of everything that was recorded, and leaves what was done', async () => {
    const { id, token } = await person();
    const own = await house.log('rebooted db1101', {});
    const mine = (
      await house.ask('POST', '/api/v1/log-entries', {
        token,
        body: { log: 'production', message: 'START - Cookbook x on db1101' },
      })
    ).json();
    await house.ask('POST', `/api/v1/log-entries/${mine.id}/amend`, {
      token,
      body: { message: 'START - Cookbook y on db1101', reason: 'typo, says Zofia Lovelorn' },
    });
    const named = await house.log('ask AdaEx about adaex1001', { actor: 'adaex@cumin1001', correlationId: 'c1' });
    const secret = await house.log('a password of zofia', { actor: 'adaex' });
    await house.ask('POST', `/api/v1/log-entries/${secret.id}/redact`, {
      token,
      body: { reason: 'a password', message: 'adaex knows' },
    });
    await house.ask('POST', '/api/v1/logs', { token, body: { name: 'paws', description: 'the log of adaex' } });
    await house.ask('PATCH', `/api/v1/people/${id}`, { body: { displayName: 'Zofia' } });
    await house.ask('POST', '/api/v1/checkpoint-keys', { token });
    expect(await stored()).toMatch(NAMES);

    const erased = await house.ask('POST', `/api/v1/people/${id}/erase`, {
      body: { reason: 'left, and asked for it' },
    });
    expect([erased.statusCode, erased.json()]).toEqual([200, { id, erasure: 'complete' }]);

    expect((await stored()).replaceAll('adaex1001', '')).not.toMatch(NAMES);
    const fresh = new Projector(new DatabaseSync(':memory:'), projectionsOf(features), catalogueOf(features));
    fresh.apply(await house.foundation.store.readAll(0, 100_000));
    const entry = (of: string) =>
      JSON.parse(
        fresh.get({
          text: 'SELECT json FROM server_admin_log WHERE entry = ? ORDER BY from_position DESC',
          values: [of],
        })!['json'],
      );
    expect(entry(mine.id)).toMatchObject({
      message: 'START - Cookbook y on db1101',
      status: 'amended',
      actor: { name: '[erased person]', person: id },
      reporter: { name: '[erased person]' },
      redaction: null,
    });
    expect(entry(named.id)).toMatchObject({
      message: 'ask [erased person] about adaex1001',
      correlationId: 'c1',
      status: 'logged',
    });
    expect(entry(secret.id)).toMatchObject({
      message: '[erased person] knows',
      status: 'redacted',
      redaction: { by: { name: '[erased person]' } },
    });
    expect(entry(own.id)).toMatchObject({ message: 'rebooted db1101', actor: { name: 'admin' } });
    for (const url of [
      '/api/v1/log-entries',
      '/api/v1/events?limit=250',
      '/api/v1/people',
      `/api/v1/log-entries/${mine.id}/history`,
    ]) {
      expect([url, (await house.ask('GET', url)).body.replaceAll('adaex1001', '')]).toEqual([
        url,
        expect.not.stringMatching(NAMES),
      ]);
    }
  });

  it.each([
    [['Person']],
    [['erased', 'Erased Person']],
    [['CORPX\\jdoezz']],
    [['Jo "Jay" Quotename']],
    [['Annabel', 'Annabel Kowalskazz']],
    [['.*+?^${}()|[]']],
    [['opsledger']],
    [['é́ 👩‍🚒 zofia']],
  ])('finds %j in every form, touches nothing else, and ends', async (names) => {
    const [displayName, ...others] = names;
    const aliases = others.map((name) => ({ kind: 'nick', name }));
    const { id } = (await house.ask('POST', '/api/v1/people', { body: { displayName, aliases } })).json();
    const longest = names.toSorted((a, b) => b.length - a.length)[0]!;
    const entry = await house.log(`thanks to ${longest}, all is well`, { actor: longest });
    const done = await house.ask('POST', `/api/v1/people/${id}/erase`, { body: { reason: 'asked for it' } });
    expect(done.json()).toEqual({ id, erasure: 'complete' });
    expect(await house.get(`/api/v1/log-entries/${entry.id}`)).toMatchObject({
      message: 'thanks to [erased person], all is well',
      actor: { name: '[erased person]' },
    });
    const [opened] = await house.foundation.store.readAll(0, 1);
    expect(opened!.content).not.toBeNull();
  });

  it('takes many redactions where one would be too large, and leaves a name to whom it belongs now', async () => {
    const { id } = await person();
    const { id: entry } = await house.log('adaex '.repeat(10_000));
    for (let i = 0; i < 70; i++) {
      const body = { message: `${i} ${'adaex '.repeat(10_000)}`, reason: 'more' };
      await house.ask('POST', `/api/v1/log-entries/${entry}/amend`, { body });
    }
    await house.ask('PATCH', `/api/v1/people/${id}`, { body: { aliases: [] } });
    const heir = { displayName: 'Heir', aliases: [{ kind: 'nick', name: 'adaex' }] };
    await house.ask('POST', '/api/v1/people', { body: heir });
    const theirs = await house.log('by the heir', { actor: 'adaex' });
    await house.ask('POST', `/api/v1/people/${id}/erase`, { body: { reason: 'asked for it' } });
    expect((await house.get(`/api/v1/log-entries/${theirs.id}`)).actor.name).toBe('adaex');
    const redactions = await house.get(`/api/v1/events?types=redaction.made&subjects=log-entry-${entry}&limit=250`);
    expect(redactions.data.length).toBeGreaterThan(1);
    const events = await house.foundation.store.readStream(`log-entry-${entry}`);
    expect(events.filter(({ content }) => content !== null && /adaex/.test(Buffer.from(content).toString()))).toEqual(
      [],
    );
  });

  it('is not for a token that is good for some logs only', async () => {
    const { id } = await person();
    const token = await house.token(['redact'], { tool: 'limited', logs: ['production'] });
    const response = await house.ask('POST', `/api/v1/people/${id}/erase`, { token, body: { reason: 'x' } });
    expect([response.statusCode, response.json().code]).toEqual([403, 'not-these-logs']);
  });

  it('ends their tokens, frees their names, and can be asked for again', async () => {
    const { id, token } = await person();
    expect((await house.ask('GET', '/api/v1/me', { token })).statusCode).toBe(200);
    const erase = () => house.ask('POST', `/api/v1/people/${id}/erase`, { body: { reason: 'asked for it' } });
    expect((await erase()).statusCode).toBe(200);
    expect((await house.ask('GET', '/api/v1/me', { token })).statusCode).toBe(401);
    expect((await house.ask('GET', `/api/v1/people/${id}`)).statusCode).toBe(404);
    expect((await erase()).json()).toEqual({ id, erasure: 'complete' });
    const next = { displayName: 'Eve', aliases: [{ kind: 'nick', name: 'adaex' }] };
    expect((await house.ask('POST', '/api/v1/people', { body: next })).statusCode).toBe(201);
  });

  it('can leave texts as they are, is done by the person too, and refuses a reason that holds the name', async () => {
    const { id, token } = await person();
    const { id: entry } = (
      await house.ask('POST', '/api/v1/log-entries', { token, body: { log: 'production', message: 'adaex was here' } })
    ).json();
    const erase = (body: object) => house.ask('POST', `/api/v1/people/${id}/erase`, { token, body });
    expect((await erase({ reason: 'Zofia Lovelorn wishes it' })).json().code).toBe('repeats-what-is-erased');
    expect((await erase({ reason: 'I wish it', mentions: false })).json().erasure).toBe('complete');
    expect(await house.get(`/api/v1/log-entries/${entry}`)).toMatchObject({
      message: 'adaex was here',
      actor: { name: '[erased person]' },
    });
    expect((await stored()).replaceAll('adaex was here', '')).not.toMatch(NAMES);
    expect(
      (await house.ask('POST', '/api/v1/people/00000000-0000-7000-8000-000000000000/erase', { body: { reason: 'x' } }))
        .statusCode,
    ).toBe(404);
  });
});
