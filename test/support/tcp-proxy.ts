import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Stands between two processes and breaks what goes through it. */
export class TcpProxy {
  /** `hang`: connections stay open and nothing goes through. `refuse`: nobody is let in. */
  mode: 'pass' | 'hang' | 'refuse' = 'pass';
  delayMs = 0;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    /** The port that new connections go to. */
    public target: number,
  ) {
    server.on('connection', (inner) => this.join(inner));
  }

  static async listen(target: number): Promise<TcpProxy> {
    const server = createServer({ allowHalfOpen: true });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new TcpProxy(server, target);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Ends all connections at once, without a word. */
  drop(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  /** Swallows everything for a while; then the connections that were open are of no use. */
  hangFor(ms: number): void {
    this.mode = 'hang';
    setTimeout(() => {
      this.mode = 'pass';
      this.drop();
    }, ms);
  }

  /** Says to one side that nothing more comes, and still takes what it sends. */
  halfClose(): void {
    for (const socket of this.sockets) socket.end();
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private join(near: Socket): void {
    if (this.mode === 'refuse') return void near.resetAndDestroy();
    const far = connect({ port: this.target, host: '127.0.0.1', allowHalfOpen: true });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
      from.on('end', () => to.end());
      from.on('data', (bytes) => {
        if (this.mode === 'hang') return;
        if (this.delayMs === 0) to.write(bytes);
        else setTimeout(() => to.writable && to.write(bytes), this.delayMs);
      });
    }
  }
}
