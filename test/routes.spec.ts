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
    const writes = routes().filter(({ method }) => method !== 'GET');
    expect(writes.length).toBeGreaterThan(8);
    for (const { method, path, open } of writes) {
      expect([path, open]).toEqual([path, false]);
      expect([path, (await house.ask(method, path, { token: null, body: {} })).statusCode]).toEqual([path, 401]);
    }
  });

  it('that writes needs a scope that a reader has not', async () => {
    const token = await house.token(['read'], { tool: 'reader' });
    for (const { method, path } of routes().filter(({ method }) => method !== 'GET')) {
      expect([path, (await house.ask(method, path, { token, body: {} })).statusCode]).toEqual([path, 403]);
    }
  });

  it('that reads names the position it answers for, and shows nothing of a private log to others', async () => {
    const sign = 'zq7secretzq7';
    await house.ask('POST', '/api/v1/logs', {
      body: { name: sign, visibility: 'private', channels: [`#${sign}`], title: sign },
    });
    const { id } = await house.log(`START - Cookbook ${sign} on db1101 T4242 #${sign}`, { log: sign });
    const outsider = await house.token(['log:write', 'log:amend'], { tool: 'outsider' });
    const reads = routes().filter(({ method, path }) => method === 'GET' && !path.endsWith('/stream'));
    for (const { path } of reads) {
      for (const token of [null, outsider]) {
        for (const last of ['x', id, sign]) {
          const url = path.replace(/\/x(?=\/|$)/, `/${last}`);
          const response = await house.ask('GET', url, { token });
          expect([
            url,
            response.body.replaceAll(JSON.stringify(url).slice(1, -1), '').includes(sign) && last !== sign,
          ]).toEqual([url, false]);
          if (last === sign && path.includes('/x')) expect([url, response.statusCode >= 400]).toEqual([url, true]);
          if (response.statusCode === 200 && path.startsWith('/api/')) {
            expect([url, response.headers['ledger-position']]).toEqual([url, expect.any(String)]);
          }
        }
      }
    }
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
