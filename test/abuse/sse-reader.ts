import { createConnection, type Socket } from 'node:net';

/** Reads a stream of server-sent events over a socket of its own, which can be left unread. */
export class SseReader {
  /** Positions in the order in which they came. */
  readonly seen: number[] = [];
  private rest = '';
  private socket: Socket;
  private wake = (): void => {};

  private constructor(
    private readonly port: number,
    private readonly target: string,
    private readonly headers: string,
  ) {
    this.socket = this.connect('');
  }

  /** Resolves when the stream is open. */
  static async open(port: number, target: string, token: string): Promise<SseReader> {
    const reader = new SseReader(port, target, `authorization: Bearer ${token}\r\n`);
    await new Promise((resolve) => reader.socket.once('data', resolve));
    return reader;
  }

  /** Resolves when it has seen a position; goes on after a break where it was. */
  async until(position: number): Promise<void> {
    while ((this.seen.at(-1) ?? 0) < position) {
      await new Promise<void>((resolve) => (this.wake = resolve));
      if (this.socket.destroyed) this.socket = this.connect(`last-event-id: ${this.seen.at(-1) ?? 0}\r\n`);
    }
  }

  stop(): void {
    this.socket.pause();
  }

  goOn(): void {
    this.socket.resume();
  }

  close(): void {
    this.socket.destroy();
  }

  private connect(more: string): Socket {
    this.rest = '';
    const socket = createConnection(this.port, '127.0.0.1').setEncoding('utf8');
    socket.on('data', (text: string) => this.read(text)).on('error', () => {});
    socket.on('close', () => this.wake());
    socket.write(`GET ${this.target} HTTP/1.1\r\nhost: x\r\n${this.headers}${more}\r\n`);
    return socket;
  }

  /** Only what is whole: an event that broke off comes again. */
  private read(text: string): void {
    this.rest += text;
    const end = this.rest.lastIndexOf('\n\n');
    if (end < 0) return;
    for (const [, position] of this.rest.slice(0, end).matchAll(/^id: (\d+)$/gm)) this.seen.push(Number(position));
    this.rest = this.rest.slice(end);
    this.wake();
  }
}
