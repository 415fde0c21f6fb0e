import { readWikitextPage } from './wikitext-page.js';

const read = (line: string) => {
  const [found] = readWikitextPage(`== 2024-03-05 ==\n${line}`, { log: 'production', page: 'p' });
  return found?.kind === 'entry'
    ? [found.occurredAt.slice(11, 16), found.actor, found.message]
    : found?.kind === 'line'
      ? found.why
      : found;
};

describe('A line that a person wrote', () => {
  it.each([
    ['* 2:15pm ada: x', '14:15', 'ada', 'x'],
    ['* 12:05 AM ada: x', '00:05', 'ada', 'x'],
    ['* 11:00 GMT ada: x', '11:00', 'ada', 'x'],
    ['* 08:40 - ada: x', '08:40', 'ada', 'x'],
    ['* 09:01 <ada> pages: HTTP is slow', '09:01', 'ada', 'pages: HTTP is slow'],
    ['* 09:01 &lt;ada&gt; x', '09:01', 'ada', 'x'],
    ['* 09:01 <ada>: x', '09:01', 'ada', 'x'],
    ['* 18:00 ada:no blank', '18:00', 'ada', 'no blank'],
    ['* 10:00 UTCfan: x', '10:00', 'UTCfan', 'x'],
  ])('%s is of %s, by %s: %s', (line, ...entry) => expect(read(line)).toEqual(entry));

  it.each([
    ['* 11:00 CET ada: x', 'bad-time'],
    ['* 11:00 (PDT) ada: x', 'bad-time'],
    ['* 13:00pm ada: x', 'bad-time'],
    ['* 0:30 am ada: x', 'bad-time'],
    ['* 10:000 ada: x', 'no-time'],
    ['* 10:00 http://x.example/y', 'no-nick'],
    ['* 10:00 - all is slow', 'no-nick'],
  ])('%s is set aside: %s', (line, why) => expect(read(line)).toBe(why));
});

describe('What is made to be slow', () => {
  it.each([
    ['headings with comments', `= a = ${'<!-- -->'.repeat(20_000)}x`],
    ['a heading of blanks', `=${' '.repeat(200_000)}x`],
    ['links that are not closed', `= ${'[['.repeat(50_000)} =`],
    ['nowiki that is not closed', `* 10:00 ada: ${'<nowiki>'.repeat(50_000)}`],
    ['nowiki in a nick', `* 10:00 ${'<nowiki>'.repeat(50_000)}: x`],
    ['colons', `* 10:00 ${':'.repeat(200_000)}`],
    ['comments', `* 10:00 ada: ${'<!--'.repeat(50_000)}\n-->`],
    ['stars', '*'.repeat(500_000)],
    ['blanks', `* 10:00${' '.repeat(500_000)}x`],
    ['quotes', `* 10:00 ${"'".repeat(300_000)}: x`],
  ])('%s, is read at once', (_what, line) => {
    const started = performance.now();
    read(line);
    expect(performance.now() - started).toBeLessThan(1500);
  });
});
