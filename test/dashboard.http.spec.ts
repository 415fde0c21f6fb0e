import { House } from './support/house.js';

let house: House;
beforeAll(async () => (house = await House.open()));
afterAll(() => house.close());

const page = async (path: string, accept = 'text/html,*/*') =>
  house.ask('GET', path, { token: null, headers: { accept } });

describe('The pages', () => {
  it.each(['/', '/logs', '/logs/production', '/operations', '/write', '/entries/x'])(
    'are one document, which is asked for anew each time, at %s',
    async (path) => {
      const { statusCode, headers, body } = await page(path);
      expect([statusCode, headers['content-type'], headers['cache-control']]).toEqual([
        200,
        'text/html; charset=utf-8',
        'no-cache',
      ]);
      expect(body).toContain('<base href="/" />');
    },
  );

  it('run no script that the page itself holds, and ask nobody else', async () => {
    const { headers, body } = await page('/');
    expect(headers['content-security-policy']).toMatch(/default-src 'none'; script-src 'self'; style-src 'self';/);
    expect(headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/);
    expect(body).not.toMatch(/<script(?![^>]* src=)|<style|\son\w+=/);
  });

  it('know where they are served, and nothing of what they are told is markup', async () => {
    const publicUrl = 'https://ops.example/"><script>';
    const { addresses } = house.foundation;
    Object.assign(addresses, { ...addresses, publicUrl: 'https://ops.example/ledger', taskUrl: publicUrl });
    const { body } = await page('/logs');
    expect(body).toContain('<base href="/ledger/" />');
    expect(body).not.toContain('"><script>');
  });

  it('have assets whose names change with what they hold, in the encoding that is asked for', async () => {
    const name = /assets\/[\w.-]+\.js/.exec((await page('/')).body)![0];
    const asset = await house.ask('GET', `/${name}`, { token: null, headers: { 'accept-encoding': 'br' } });
    expect([asset.statusCode, asset.headers['content-encoding'], asset.headers['cache-control']]).toEqual([
      200,
      'br',
      'public, max-age=31536000, immutable',
    ]);
    expect((await house.ask('GET', '/assets/none.js', { token: null })).statusCode).toBe(404);
  });
});

describe('The address of an entry', () => {
  it('is a page for who browses, and leads a program to the record', async () => {
    const { id } = await house.log('x');
    expect((await page(`/entries/${id}`)).statusCode).toBe(200);
    const { statusCode, headers } = await page(`/entries/${id}`, 'application/json');
    expect([statusCode, headers['location'], headers['vary']]).toEqual([
      302,
      expect.stringMatching(new RegExp(`/api/v1/log-entries/${id}$`)),
      'accept',
    ]);
  });
});
