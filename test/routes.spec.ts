import { Controller, Get, Module } from '@nestjs/common';
import { features } from '@features/features.js';
import { defineFeature } from '@kernel/feature.js';
import { apiDocument } from '@platform/http/openapi.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { House } from './support/house.js';

@Controller('careless')
class CarelessController {
  @Get()
  everything(): string {
    return 'everything';
  }
}
@Module({ controllers: [CarelessController] })
class CarelessModule {}

/** The linter writes nothing, and a subscriber has no token: a link from a mail is the proof. */
const FOR_ANYBODY = new Set([
  '/api/v1/announcements/lint',
  '/api/v1/subscriptions',
  '/api/v1/subscriptions/x',
  '/api/v1/subscriptions/x/confirm',
  '/api/v1/subscriptions/x/unsubscribe',
]);

let house: House;
beforeAll(async () => (house = await House.open()));
afterAll(() => house.close());

/** The routes as the OpenAPI document lists them; a new one is tested without being named here. */
function routes(): { method: 'GET' | 'POST' | 'PATCH'; path: string; open: boolean }[] {
  const { paths } = apiDocument(house.app);
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods as object).map(([method, operation]) => ({
      method: method.toUpperCase() as 'GET',
      path: path.replace(/\{\w+\}/g, 'x'),
      open: (operation.security ?? []).some((one: object) => Object.keys(one).length === 0),
    })),
  );
}

/** Of every method that can change something. */
function writes(): ReturnType<typeof routes> {
  return routes().filter(({ method, path }) => method !== 'GET' && !FOR_ANYBODY.has(path));
}

describe('Every route', () => {
  it('says who may use it; one that does not is not served, not even to an administrator', async () => {
    const careless = defineFeature({
      name: 'careless',
      events: [],
      projections: [],
      module: async () => CarelessModule,
    });
    const open = await House.open({ features: [...features, careless] });
    expect((await open.ask('GET', '/careless')).statusCode).toBe(403);
    await open.close();
  });

  it('that writes needs a token', async () => {
    expect(writes().length).toBeGreaterThan(8);
    for (const { method, path, open } of writes()) {
      expect([path, open]).toEqual([path, false]);
      expect([path, (await house.ask(method, path, { token: null, body: {} })).statusCode]).toEqual([path, 401]);
    }
  });

  it('that writes needs a scope that a reader has not', async () => {
    const token = await house.token(['read'], { tool: 'reader' });
    for (const { method, path } of writes()) {
      expect([path, (await house.ask(method, path, { token, body: {} })).statusCode]).toEqual([path, 403]);
    }
  });

  it('that reads names the position it answers for', async () => {
    for (const { path } of routes().filter(({ method }) => method === 'GET')) {
      if (path.endsWith('/stream') || !path.startsWith('/api/') || path.includes('/x')) continue;
      const response = await house.ask('GET', path.replace('consistency', 'consistency?from=1'));
      expect([path, response.headers['ledger-position']]).toEqual([path, expect.any(String)]);
    }
  });
});

describe('What is private', () => {
  const sign = 'zq7secretzq7';
  let ids: string[];
  let outsiders: (string | null)[];
  beforeAll(async () => {
    const log = { name: sign, visibility: 'private', channels: [`#${sign}`], title: sign, aliases: [`${sign}-too`] };
    await house.ask('POST', '/api/v1/logs', { body: log });
    const { id, position } = await house.log(`START - Cookbook ${sign} on ${sign}.example T4242 #${sign}`, {
      log: sign,
    });
    await house.ask('POST', `/api/v1/log-entries/${id}/amend`, { body: { message: `so ${sign}`, reason: sign } });
    const redacted = await house.log(sign, { log: sign });
    await house.ask('POST', `/api/v1/log-entries/${redacted.id}/redact`, { body: { reason: 'zq7sec of production' } });
    ids = [id, redacted.id, String(position), String(redacted.position)];
    const limited = { tool: 'limited', logs: ['production'] };
    outsiders = [
      null,
      await house.token(['log:write', 'log:amend'], { tool: 'outsider' }),
      await house.token(['read', 'log:manage', 'log:amend', 'redact'], limited),
    ];
  });

  /** The routes with each of these in the place of their parameters. */
  function urls(method: 'GET' | 'other', ...parameters: string[]): { method: 'GET' | 'POST'; url: string }[] {
    const wanted = routes().filter((route) => (route.method === 'GET') === (method === 'GET'));
    return wanted
      .filter(({ path }) => !path.endsWith('/stream'))
      .flatMap(({ method, path }) =>
        (path.includes('/x') ? parameters : ['']).map((parameter) => ({
          method: method as 'GET',
          url: path.replace(/\/x(?=\/|$)/g, `/${parameter}`),
        })),
      );
  }

  it('shows in no answer to others, whatever is asked, as of whenever', async () => {
    const queries = [
      '',
      `?asOf=${ids[2]}`,
      '?q=zq7secre*',
      '?status=redacted',
      '?host=zq7secretzq7.example',
      '?task=T4242',
    ];
    for (const { url } of urls('GET', 'x', ...ids)) {
      for (const query of queries) {
        for (const token of outsiders) {
          const response = await house.ask('GET', url + query, { token });
          const echo = JSON.stringify(url + query).slice(1, -1);
          expect([url + query, response.body.replaceAll(echo, '').includes(sign)]).toEqual([url + query, false]);
          if (query.includes('=zq7') && response.statusCode === 200 && url.endsWith('log-entries')) {
            expect(response.json()).toEqual({ data: [], page: { next: null } });
          }
        }
      }
    }
  });

  it('is as if it were not there for who names it, and for who would change it', async () => {
    for (const token of outsiders) {
      for (const { url } of urls('GET', sign, `${sign}-too`)) {
        if (url.includes(sign))
          expect([url, (await house.ask('GET', url, { token })).statusCode >= 400]).toEqual([url, true]);
      }
      for (const { method, url } of urls('other', ...ids)) {
        const body = { reason: 'x', message: 'y', log: 'production', outcome: 'pass', scopes: ['read'] };
        const response = await house.ask(method, url, { token, body });
        expect([url, response.body.includes(sign)]).toEqual([url, false]);
      }
    }
    for (const id of ids.slice(0, 2)) expect((await house.get(`/api/v1/log-entries/${id}`)).log).toBe(sign);
  });

  it('is itself recorded when it is read: who, which log, once an hour', async () => {
    const token = await house.token(['read'], { tool: 'auditor' });
    const reads = async () => {
      const { data } = await house.get('/api/v1/events?types=private-log.read&limit=250');
      return data.filter((event: any) => event.actor.name === 'auditor').map((event: any) => event.data);
    };
    await house.ask('GET', '/api/v1/log-entries?log=production', { token });
    await house.ask('GET', '/api/v1/me', { token });
    expect(await reads()).toEqual([]);
    await house.ask('GET', `/api/v1/log-entries/${ids[0]}`, { token });
    await house.ask('GET', '/api/v1/log-entries', { token });
    expect(await reads()).toEqual([{ log: sign, route: '/api/v1/log-entries/:id' }]);
    house.clock.advance(3_600_000);
    await house.ask('GET', '/api/v1/events', { token });
    expect(await reads()).toEqual([
      { log: sign, route: '/api/v1/log-entries/:id' },
      { log: sign, route: '/api/v1/events' },
    ]);
    expect((await house.ask('GET', '/api/v1/events?types=private-log.read', { token })).json().data).toEqual([]);
    house.clock.advance(3_600_000);
    const amender = await house.token(['read', 'log:amend'], { tool: 'auditor' });
    const nothing = { body: { log: sign, reason: 'so that it is answered' }, token: amender };
    expect((await house.ask('POST', `/api/v1/log-entries/${ids[0]}/amend`, nothing)).statusCode).toBe(200);
    expect(await reads()).toHaveLength(3);
  });
});

describe('The OpenAPI document', () => {
  it('that is committed is the one that is served', async () => {
    const committed = JSON.parse(readFileSync(join(__dirname, '../docs/api/openapi.json'), 'utf8'));
    expect(await house.get('/api/openapi.json')).toEqual(committed);
  });

  it('is there to read in a browser', async () => {
    expect((await house.ask('GET', '/api/docs')).statusCode).toBe(200);
    expect((await house.ask('GET', '/')).headers['content-type']).toContain('text/html');
  });
});
