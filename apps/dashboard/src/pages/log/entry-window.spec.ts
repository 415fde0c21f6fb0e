import type { Entry } from '../../api/api.js';
import {
  inStretches,
  type EntryPage,
  type EntryWindow,
  isContinued,
  newOnes,
  touchedBy,
  windowAround,
  withChanged,
  withNewer,
  withNewest,
  withOlder,
} from './entry-window.js';

let position = 0;
function entry(time: string, revision = 0, id = time): Entry {
  return { id, occurredAt: `2026-11-22T${time}:00.000Z`, revision, position: ++position } as Entry;
}
function page(entries: Entry[], next: string | null = 'further'): EntryPage {
  return { data: entries, page: { next } };
}
function ids({ entries }: EntryWindow): string[] {
  return entries.map(({ id }) => id);
}

const WINDOW: EntryWindow = { entries: [entry('12:00'), entry('11:00')], older: 'older', newer: null };

describe('The part of a list that a reader has', () => {
  it('begins in the middle, with what is before and after that place', () => {
    const window = windowAround(
      page([entry('11:00'), entry('10:00')], 'o'),
      page([entry('12:00'), entry('13:00')], 'n'),
    );
    expect(ids(window)).toEqual(['13:00', '12:00', '11:00', '10:00']);
    expect([window.older, window.newer]).toEqual(['o', 'n']);
  });

  it('grows at either end, until there is no more', () => {
    const grown = withNewer(withOlder(WINDOW, page([entry('10:00')], null)), page([entry('13:00')], null));
    expect([ids(grown), grown.older, grown.newer]).toEqual([['13:00', '12:00', '11:00', '10:00'], null, null]);
  });

  it('takes what is new above what it has, each entry once', () => {
    const grown = withNewest(WINDOW, page([entry('13:00'), entry('12:00')]));
    expect([ids(grown), grown.older]).toEqual([['13:00', '12:00', '11:00'], 'older']);
  });

  it('begins anew where more has come than a page holds, so that there is no hole in it', () => {
    const anew = withNewest(WINDOW, page([entry('15:00'), entry('14:00')], 'below'));
    expect([ids(anew), anew.older]).toEqual([['15:00', '14:00'], 'below']);
  });

  it('keeps the newest version of an entry, whichever comes last', () => {
    const amended = withChanged(WINDOW, [entry('12:00', 1)]);
    expect(withNewest(amended, page([entry('12:00', 0)])).entries[0]!.revision).toBe(1);
  });

  it('takes a late entry in at its time, and leaves one out that is older than what it has', () => {
    expect(ids(withChanged(WINDOW, [entry('11:30'), entry('09:00')]))).toEqual(['12:00', '11:30', '11:00']);
    expect(ids(withChanged({ ...WINDOW, older: null }, [entry('09:00')]))).toEqual(['12:00', '11:00', '09:00']);
  });

  it('moves an entry whose time was amended', () => {
    const all = { ...WINDOW, older: null };
    expect(ids(withChanged(all, [entry('10:59', 1, '12:00')]))).toEqual(['11:00', '12:00']);
  });

  it('lets an entry go whose time is not within it any more, so that there is no hole in it', () => {
    expect(ids(withChanged(WINDOW, [entry('10:59', 1, '12:00')]))).toEqual(['11:00']);
    const rest = withChanged(WINDOW, [entry('15:00', 1, '11:00')]);
    expect(ids(rest)).toEqual(['12:00']);
    const newest = page([entry('15:00', 1, '11:00'), entry('14:59')], 'below');
    expect(ids(withNewest(rest, newest))).toEqual(['11:00', '14:59']);
  });

  it('has what was changed last first within a millisecond', () => {
    const [first, second] = ['a', 'b'].map((id) => ({
      ...entry('12:00', 0, id),
      changedAt: '2026-11-22T12:00:00.000Z',
    }));
    const window = { ...WINDOW, entries: [second!, first!] };
    const changed = { ...first!, revision: 1, changedAt: '2026-11-22T12:30:00.000Z' };
    expect(ids(withChanged(window, [changed]))).toEqual(['a', 'b']);
  });

  it('tells growing at its end from everything that could move what is read', () => {
    expect(isContinued(WINDOW, withOlder(WINDOW, page([entry('10:00')])))).toBe(true);
    expect(isContinued(WINDOW, withNewest(WINDOW, page([entry('13:00'), entry('12:00')])))).toBe(false);
    expect(isContinued(WINDOW, withChanged(WINDOW, [entry('11:30')]))).toBe(false);
  });

  it('is the same object when nothing is new', () => {
    expect(withNewest(WINDOW, page([WINDOW.entries[0]!])).entries).toBe(WINDOW.entries);
    expect(newOnes(WINDOW, page([entry('13:00'), entry('12:00')]))).toBe(1);
  });

  it('stands in stretches of time; one that did not change is the same object', () => {
    const dayOf = (instant: string): string => (instant < '2026-11-22T12' ? 'morning' : 'noon');
    const days = inStretches(WINDOW.entries, dayOf);
    expect(days.map(({ name, entries }) => [name, entries.length])).toEqual([
      ['noon', 1],
      ['morning', 1],
    ]);
    const grown = inStretches(withOlder(WINDOW, page([entry('10:00')])).entries, dayOf, days);
    expect([grown[0] === days[0], grown[1] === days[1]]).toEqual([true, false]);
  });
});

describe('An event', () => {
  const logged = (time: string, position: number) => ({
    stream: `log-entry-${time}`,
    type: 'log-entry.logged',
    position,
    occurredAt: `2026-11-22T${time}:00.000Z`,
  });
  const touched = (event: object) => {
    const { changed, late } = touchedBy([{ ...logged('11:30', 7), ...event }], WINDOW, 5);
    return [[...changed], [...late]];
  };

  it('about an entry that the reader has says that it is not what it was', () => {
    expect(touched({ type: 'log-entry.amended', stream: 'log-entry-12:00' })).toEqual([['12:00'], []]);
    expect(touched({ type: 'log-entry.amended', stream: 'log-entry-other' })).toEqual([[], []]);
  });

  it('about an entry that came late says where it belongs, unless it is there already or further down', () => {
    expect(touched({})).toEqual([[], ['2026-11-22T11:30:00.000Z']]);
    expect(touched({ position: 5 })).toEqual([[], []]);
    expect(touched({ occurredAt: '2026-11-22T09:00:00.000Z' })).toEqual([[], []]);
    expect(touched({ occurredAt: '2026-11-22T12:30:00.000Z' })).toEqual([[], []]);
  });
});
