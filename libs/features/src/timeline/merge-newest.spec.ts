import { type List, mergeNewest, type Moment } from './merge-newest.js';

const list = (...ats: number[]): List<Moment> => ({ items: ats.map((at) => ({ at, place: String(at) })) });

describe('Lists of one timeline', () => {
  it('are one list, the newest first, and of one instant in their own order', () => {
    const { kept, places, isMore } = mergeNewest([list(9, 5), list(7, 5), list()], ['-', '-', '-'], 10);
    expect(kept.map(({ at }) => at)).toEqual([9, 7, 5, 5]);
    expect([places, isMore]).toEqual([['5', '5', '-'], false]);
  });

  it('go on each from its own place, and lose and repeat nothing, also where one was cut', () => {
    const all = [
      [9, 8, 3, 2, 1],
      [7, 6, 5],
      [8, 4],
    ];
    const after = (place: string, of: number): List<Moment> => {
      const left = place === '-' ? all[of]! : all[of]!.filter((at) => at < Number(place));
      const most = of === 0 ? 1 : 3;
      return { ...list(...left.slice(0, most)), isCut: of === 0 && left.length > most };
    };
    const seen: number[] = [];
    let places: readonly string[] = ['-', '-', '-'];
    for (let isMore = true; isMore;) {
      const page = mergeNewest(places.map(after), places, 2);
      seen.push(...page.kept.map(({ at }) => at));
      ({ places, isMore } = page);
    }
    expect(seen).toEqual([9, 8, 8, 7, 6, 5, 4, 3, 2, 1]);
  });
});
