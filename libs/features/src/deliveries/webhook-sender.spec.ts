import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { oddServer, throwAwayCertificate } from '../../../../test/support/mail-server.js';
import { itWith } from '../../../../test/support/tools.js';
import type { Sending } from './sending.js';
import { webhookRequest } from './webhook-request.js';
import { postWebhook, type PostOptions } from './webhook-sender.js';
import { targetProblem } from '../channels/webhook-target.js';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const NOW = '2026-11-24T08:00:00.000Z';

const opened: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((close) => close()));
});

describe('A receiver of webhooks', () => {
  it('gets what was signed, and accepts it', async () => {
    const got: unknown[] = [];
    const url = await receiver((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        got.push(new Webhook(SECRET).verify(Buffer.concat(parts), request.headers as Record<string, string>));
        response.writeHead(202).end('thanks\r\nfor it');
      });
    });
    expect(await post(url)).toEqual({ outcome: 'accepted', response: '202 thanks for it' });
    expect(got).toEqual([{ type: 'window.scheduled', timestamp: NOW, data: { title: 'Störung' } }]);
  });

  it.each<[number, boolean, string]>([
    [410, true, 'gone'],
    [400, true, 'http-400'],
    [401, true, 'http-401'],
    [404, true, 'http-404'],
    [408, false, 'http-408'],
    [425, false, 'http-425'],
    [429, false, 'http-429'],
    [500, false, 'http-500'],
    [503, false, 'http-503'],
  ])('that answers %i is not tried again: %s', async (status, permanent, code) => {
    const url = await receiver((_, response) => response.writeHead(status).end());
    expect(await post(url)).toMatchObject({ outcome: 'failed', permanent, code });
  });

  it.each([
    ['120', 120_000],
    ['Tue, 24 Nov 2026 08:05:00 GMT', 300_000],
    ['Tue, 24 Nov 2026 07:00:00 GMT', 0],
    ['later', undefined],
  ])('that asks to be left alone (%s) is left alone', async (wait, againAfterMs) => {
    const url = await receiver((_, response) => response.writeHead(503, { 'retry-after': wait }).end());
    expect(((await post(url)) as { againAfterMs?: number }).againAfterMs).toBe(againAfterMs);
  });

  it('that leads elsewhere is not followed', async () => {
    let asked = 0;
    const elsewhere = await receiver((_, response) => {
      asked += 1;
      response.end();
    });
    const url = await receiver((_, response) => response.writeHead(307, { location: elsewhere }).end());
    expect(await post(url)).toMatchObject({ outcome: 'failed', permanent: false, code: 'http-307' });
    expect(asked).toBe(0);
  });

  it('that talks without end is heard for 64 KiB and quoted with 200 characters', async () => {
    const url = await receiver((_, response) => {
      response.writeHead(500);
      const more = (): void => {
        while (!response.destroyed && response.write('talk'.repeat(4096)));
      };
      response.on('drain', more);
      more();
    });
    const sending = (await post(url, { timeoutMs: 5_000 })) as { code: string; why: string };
    expect(sending.code).toBe('http-500');
    expect(sending.why).toHaveLength(200);
  });

  it('that hangs is not waited for', async () => {
    const url = await receiver(() => undefined);
    expect(await post(url, { timeoutMs: 100 })).toMatchObject({ permanent: false, code: 'timeout' });
    expect(await post(url, { signal: AbortSignal.abort() })).toMatchObject({ permanent: false, code: 'stopped' });
  });

  it('that is no web server, breaks off or is not there may be there later', async () => {
    const nonsense = await oddServer((socket) => socket.write('220 mail here\r\n'));
    const broken = await oddServer((socket) => socket.resetAndDestroy());
    opened.push(() => nonsense.stop());
    expect(await post(`http://127.0.0.1:${nonsense.port}/`)).toMatchObject({ permanent: false, code: 'protocol' });
    expect(await post(`http://127.0.0.1:${broken.port}/`)).toMatchObject({ permanent: false, code: 'connection' });
    await broken.stop();
    expect(await post(`http://127.0.0.1:${broken.port}/`)).toMatchObject({ permanent: false, code: 'connection' });
    expect(await post('https://nowhere.invalid/')).toMatchObject({ permanent: false, code: 'dns' });
  });

  itWith('openssl', 'version')('is believed only with a certificate that is trusted', async () => {
    const certificate = throwAwayCertificate();
    const url = await listening(
      createHttpsServer(certificate, (_, response) => response.end('thanks')),
      'https',
    );
    expect(await post(url)).toMatchObject({ outcome: 'failed', permanent: false, code: 'tls' });
    expect(await post(url, { ca: certificate.cert })).toMatchObject({ outcome: 'accepted' });
  });

  it('in the own network is not asked at all', async () => {
    let asked = 0;
    const url = await receiver((_, response) => {
      asked += 1;
      response.end();
    });
    for (const address of [
      url,
      url.replace('127.0.0.1', 'localhost'),
      url.replace('http:', 'https:'),
      'file:///etc/passwd',
      'x',
    ]) {
      expect(await post(address, { allowPrivate: false })).toMatchObject({ permanent: true, code: 'target-refused' });
    }
    expect(asked).toBe(0);
  });
});

describe('Where a webhook may go', () => {
  it.each([
    '10.1.2.3',
    '127.0.0.1',
    '0.0.0.0',
    '169.254.169.254',
    '172.31.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::a00:1',
    'not an address',
  ])('is not into a private network: %s', (address) => {
    const problem = 'leads into a private network';
    expect(targetProblem('https://hooks.example.org/', [address], { allowPrivate: false })).toBe(problem);
    expect(targetProblem('https://hooks.example.org/', ['93.184.216.34', address], { allowPrivate: false })).toBe(
      problem,
    );
  });

  it.each([
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://[::ffff:127.0.0.1]/',
    'https://127.1/',
  ])('is not to the own machine in another spelling: %s', (url) => {
    expect(targetProblem(url, ['93.184.216.34'], { allowPrivate: false })).toBe('leads into a private network');
  });

  it('is anywhere else by https, and by http only to the own machine of a server that is for itself', () => {
    expect(
      targetProblem('https://hooks.example.org/', ['93.184.216.34', '2606:2800::1'], { allowPrivate: false }),
    ).toBeNull();
    expect(targetProblem('http://hooks.example.org/', ['93.184.216.34'], { allowPrivate: true })).toMatch(/https/);
    expect(targetProblem('http://hooks.example.org/', ['10.0.0.1'], { allowPrivate: true })).toMatch(/https/);
    expect(targetProblem('http://127.0.0.1/', [], { allowPrivate: true })).toBeNull();
    expect(targetProblem('https://ada:secret@hooks.example.org/', ['93.184.216.34'], { allowPrivate: false })).toMatch(
      /user/,
    );
  });
});

function post(url: string, options: Partial<PostOptions> = {}): Promise<Sending> {
  const notice = { id: 'a1', type: 'window.scheduled', timestamp: NOW, data: { title: 'Störung' } };
  const request = webhookRequest(notice, [SECRET], new Date().toISOString());
  return postWebhook(url, request, { allowPrivate: true, now: NOW, ...options });
}

function receiver(listener: RequestListener): Promise<string> {
  return listening(createHttpServer(listener), 'http');
}

async function listening(server: Server, scheme: string): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
