/** How a server begins to say that it takes requests. */
export const READY = 'opsledger ready';

/** What a client, or a person at a terminal, had been told by a moment, and relies on from then on. */
export class Told {
  /** The newest position that any answer has shown. */
  position = 0;
  isReady = false;
  /** Positions of redactions that were answered: what they name is erased. */
  readonly redactions = new Set<number>();
  /** Files that a program said it had made. */
  readonly files = new Set<string>();

  /** An answer of the server as it went out, or what a program wrote to its standard output. */
  hear(text: string): void {
    if (text.startsWith('HTTP/1.1 2')) {
      for (const [, position] of text.matchAll(/(?:"position":|\nledger-position: )(\d+)/g)) {
        this.position = Math.max(this.position, Number(position));
      }
      for (const [, position] of text.matchAll(/"erased":\{"redaction":(\d+)/g)) this.redactions.add(Number(position));
    } else if (text.startsWith(READY)) this.isReady = true;
    else for (const [, file] of text.matchAll(/"file": ?"([^"]+)"/g)) this.files.add(file!);
  }
}
