import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** `lose`: the request is answered, and the answer never arrives. `shut`: it goes nowhere. A number: that status. */
export type Treatment = 'pass' | 'lose' | 'shut' | number;

/** Stands before a server and treats each request as it is told. */
export class HttpGate {
  treat: (message: string) => Treatment = () => 'pass';

  private constructor(
    private readonly server: Server,
    private readonly target: string,
  ) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.pass(request, response));
  }

  static async before(target: string): Promise<HttpGate> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new HttpGate(server, target);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const treatment = this.treat(body === '' ? '' : (JSON.parse(body) as { message: string }).message);
    if (treatment === 'shut') return void request.socket.destroy();
    if (typeof treatment === 'number') {
      const problem = JSON.stringify({ status: treatment, code: 'of-the-gate', detail: 'not now' });
      return void response.writeHead(treatment, { 'retry-after': '0' }).end(problem);
    }
    const { authorization = '', 'idempotency-key': key = '' } = request.headers;
    const answer = await fetch(this.target + request.url, {
      method: request.method!,
      headers: { authorization, 'idempotency-key': key as string, 'content-type': 'application/json' },
      body,
    });
    const text = await answer.text();
    if (treatment === 'lose') return void request.socket.destroy();
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
  }
}
