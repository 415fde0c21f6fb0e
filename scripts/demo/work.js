/** One piece of work: what somebody says of it in one log, line after line. */
export class Work {
  lines = [];
  #seconds = 0;

  constructor(log, actor) {
    this.log = log;
    this.actor = actor;
  }

  /** Seconds from the first line to the last. */
  get seconds() {
    return this.lines.at(-1)?.after ?? 0;
  }

  wait(seconds) {
    this.#seconds += seconds;
    return this;
  }

  /** `more` is what is done about the line later, such as amending it. */
  say(message, more = {}) {
    this.lines.push({ after: this.#seconds, log: this.log, actor: this.actor, message, ...more });
    return this;
  }

  /** A cookbook, with what is said while it runs. */
  cookbook(chance, name, text, seconds, inside = () => {}) {
    const what = text === '' ? '' : ` ${text}`;
    this.say(`START - Cookbook ${name}${what}`).wait(chance.from(2, 20));
    inside();
    this.wait(Math.ceil(seconds * (0.6 + chance.share() * 0.8)));
    const [, end, code] = chance.weighed([
      [88, 'PASS', 0],
      [6, 'FAIL', 99],
      [2, 'FAIL', 93],
      [2, 'FAIL', 1],
      [2, 'ERROR', 97],
    ]);
    return this.say(`END (${end}) - Cookbook ${name} (exit_code=${code})${what}`);
  }
}
