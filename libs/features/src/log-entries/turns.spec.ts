import { Turns } from './turns.js';

describe('Work that takes turns', () => {
  it('is done one piece at a time, in order, and whatever comes after one that failed', async () => {
    const turns = new Turns();
    const said: string[] = [];
    const work = (name: string) =>
      turns.take(async () => {
        said.push(`${name} begins`);
        await Promise.resolve();
        if (name === 'b') throw new Error('no');
        said.push(`${name} ends`);
        return name;
      });
    const all = await Promise.allSettled(['a', 'b', 'c'].map(work));
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(said).toEqual(['a begins', 'a ends', 'b begins', 'c begins', 'c ends']);
  });
});
