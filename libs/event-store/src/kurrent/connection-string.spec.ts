import { BadConnectionString, isConnectionString, parseConnectionString } from './connection-string.js';

describe('A connection string', () => {
  it.each([
    ['kurrentdb://127.0.0.1:2113?tls=false', 'kurrentdb://127.0.0.1:2113?tls=false', false],
    ['esdb://node1,node2:2114,node3', 'kurrentdb://node1,node2:2114,node3', true],
    [
      'esdb+discover://cluster.example/?nodePreference=follower',
      'kurrentdb+discover://cluster.example?nodePreference=follower',
      true,
    ],
  ])('%s names a server', (text, forTheClient, isSecure) => {
    expect(parseConnectionString(text)).toMatchObject({ connectionString: forTheClient, isSecure, credentials: null });
  });

  it('is shown without its password', () => {
    const address = parseConnectionString('kurrentdb://ada:s%40cret@node1:2113,node2?tls=true');
    expect(address.credentials).toEqual({ username: 'ada', password: 's@cret' });
    expect(address.shown).toBe('kurrentdb://node1:2113,node2');
  });

  it.each([
    ['kurentdb://x', /^must begin with kurrentdb:\/\//],
    ['https://x', /^must begin with/],
    ['kurrentdb://', /^has something else than host or host:port as its host 1;/],
    ['kurrentdb://node1:99999', /as its host 1;/],
    ['kurrentdb://node1,,node2', /as its host 2;/],
    ['kurrentdb+discover://a,b', /takes one DNS name/],
    ['kurrentdb://x?tsl=false', /^has the option "tsl", which there is not; there are tls, /],
    ['kurrentdb://x?tls=no', /^has a value for tls that is none$/],
    ['kurrentdb://x?keepAliveInterval=-5', /^has a value for keepAliveInterval/],
    ['kurrentdb://ada@x', /^must name user and password as user:password@/],
    ['kurrentdb://ada:pa@ss@x', /^must name user and password/],
    ['kurrentdb://ada:pa%ss@x', /^must name user and password/],
  ])('%s is refused with a sentence that names what is wrong', (text, sentence) => {
    expect(() => parseConnectionString(text)).toThrow(BadConnectionString);
    expect(() => parseConnectionString(text)).toThrow(sentence);
  });

  it('never repeats a password in a refusal', () => {
    const texts = [
      'ada:hunter2@x?tsl=1',
      'ada:hunter2@x:y',
      'ada:hunter2',
      'ada:1?hunter2@x',
      'ada:hunter2?x@y',
      'ada:hunter2@',
    ];
    for (const text of [...texts.map((rest) => `kurrentdb://${rest}`), 'kurentdb://ada:hunter2@x']) {
      expect(() => parseConnectionString(text)).toThrow(
        expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
      );
    }
  });

  it('is told from a word and from a path', () => {
    expect(['esdb://x', 'sqlite', './data/ledger.db', 'C:/x'].map(isConnectionString)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
