import { filterOf, isFiltered, keyOf, placeOfQuery, readQuery } from './log-query.js';

const asked = (log: string, text: string) => readQuery(log, new URLSearchParams(text));

describe('What the page of a log is asked for', () => {
  it('stands in the address, and comes back from it', () => {
    const query = asked('', 'log=admin&log=tools&q=reboot+db1101&from=2026-11-22&at=2026-11-22T17:05:09.000Z');
    const { path, query: parameters } = placeOfQuery(query);
    const text = new URLSearchParams(
      Object.entries(parameters).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
    );
    expect(readQuery(path.slice(5), text)).toEqual(query);
  });

  it('names one log in the path and several behind it', () => {
    expect(placeOfQuery(asked('', 'log=tools.wiki-bot')).path).toBe('logs/tools.wiki-bot');
    expect(placeOfQuery(asked('production', 'log=admin')).path).toBe('logs/production');
    expect(placeOfQuery(asked('', 'log=a&log=b')).path).toBe('logs');
  });

  it('asks the API only for what is given', () => {
    expect(filterOf(asked('production', 'q=&host=db1101&at=2026-11-22T17:05:09.000Z'))).toEqual({
      log: ['production'],
      host: 'db1101',
    });
    expect(filterOf(asked('', ''))).toEqual({});
  });

  it('is the same question wherever in the answer the reader is', () => {
    expect(keyOf(asked('', 'q=x&at=2026-11-22T17:05:09.000Z'))).toBe(keyOf(asked('', 'q=x')));
    expect([isFiltered(asked('production', '')), isFiltered(asked('', 'task=T1'))]).toEqual([false, true]);
  });
});
