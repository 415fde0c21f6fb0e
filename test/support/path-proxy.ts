import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';

/** Serves what another server has below a path, as a web server in front of it does: the path is taken away, or not. */
export class PathProxy {
  /** Where the server is, once it is. */
  port = 0;

  private constructor(
    private readonly server: Server,
    private readonly path: string,
    private readonly isTakenAway: boolean,
  ) {
    server.on('request', (asked: IncomingMessage, answer: ServerResponse) => {
      if (asked.url!.startsWith(`${path}/`)) this.pass(asked, answer);
      else answer.writeHead(404).end('not below the path');
    });
  }

  static async listen(path: string, { isTakenAway }: { isTakenAway: boolean }): Promise<PathProxy> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new PathProxy(server, path, isTakenAway);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${this.path}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private pass(asked: IncomingMessage, answer: ServerResponse): void {
    const { method, headers, url = '' } = asked;
    const path = this.isTakenAway ? url.slice(this.path.length) : url;
    const passedOn = request({ host: '127.0.0.1', port: this.port, path, method, headers }, (answered) => {
      answer.writeHead(answered.statusCode!, answered.headers);
      pipeline(answered, answer, () => {});
    });
    pipeline(asked, passedOn, () => {});
    answer.on('close', () => passedOn.destroy());
  }
}
