/** A line, or the length of one that was too long to keep. */
export type Line = string | { readonly tooLong: number };

/**
 * Cuts a byte stream into lines: `\n`, `\r\n` or the end of the stream ends one, empty ones are left out, bad bytes
 * become U+FFFD. Of a line that is too long only its length is kept.
 */
export class LineSplitter {
  private parts: Buffer[] = [];
  private length = 0;

  constructor(private readonly maxBytes: number) {}

  push(chunk: Buffer): Line[] {
    const lines: Line[] = [];
    let rest = chunk;
    for (let at = rest.indexOf(0x0a); at >= 0; at = rest.indexOf(0x0a)) {
      this.keep(rest.subarray(0, at));
      lines.push(...this.end());
      rest = rest.subarray(at + 1);
    }
    this.keep(rest);
    return lines;
  }

  /** What is there without a line end. */
  end(): Line[] {
    const { length, parts } = this;
    this.parts = [];
    this.length = 0;
    if (length > this.maxBytes) return [{ tooLong: length }];
    const line = Buffer.concat(parts).toString().replace(/\r$/, '');
    return line.trim() === '' ? [] : [line];
  }

  private keep(bytes: Buffer): void {
    this.length += bytes.length;
    if (this.length > this.maxBytes) this.parts = [];
    else if (bytes.length > 0) this.parts.push(bytes);
  }
}
