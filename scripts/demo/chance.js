/** Chance that a seed owns: the same words make the same of it on every machine. */
export class Chance {
  #state;

  /** What it is the chance of, such as a seed and a day. */
  constructor(...of) {
    this.#state = 0x811c9dc5;
    for (const letter of of.join(' ')) this.#state = Math.imul(this.#state ^ letter.codePointAt(0), 0x01000193);
  }

  /** From 0, below 1. */
  share() {
    this.#state = (this.#state + 0x9e3779b9) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  }

  from(least, most) {
    return least + Math.floor(this.share() * (most - least + 1));
  }

  happens(percent) {
    return this.share() * 100 < percent;
  }

  pick(choices) {
    return choices[Math.floor(this.share() * choices.length)];
  }

  /** One of several, each of which begins with its weight. */
  weighed(choices) {
    let rest = this.share() * choices.reduce((sum, [weight]) => sum + weight, 0);
    return choices.find(([weight]) => (rest -= weight) < 0) ?? choices.at(-1);
  }

  letters(count, alphabet) {
    return Array.from({ length: count }, () => this.pick(alphabet)).join('');
  }
}
