/** Asks a running product over HTTP, as anybody would. */
export class Caller {
  #url;
  #token;

  constructor(url, token) {
    this.#url = url;
    this.#token = token;
  }

  as(token) {
    return new Caller(this.#url, token);
  }

  get(path) {
    return this.#ask('GET', path);
  }

  /** @returns null where it is there already */
  add(path, body) {
    return this.#ask('POST', path, body, [409]);
  }

  post(path, body) {
    return this.#ask('POST', path, body);
  }

  postCsv(path, text) {
    return this.#ask('POST', path, text, [], 'text/csv');
  }

  async #ask(method, path, body, expected = [], type = 'application/json') {
    const answer = await fetch(this.#url + path, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': type },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const said = await answer.json();
    if (answer.ok) return said;
    if (expected.includes(answer.status)) return null;
    throw new Error(`${method} ${path}: ${answer.status} ${said.detail}`);
  }
}
