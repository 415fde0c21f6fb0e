import { askedOf, given, KINDS, kindsShown, leftOut } from './timeline-query.js';

const asked = (query: string) => askedOf(new URLSearchParams(query));

describe('What is asked of the timeline', () => {
  it('is what the address has, without what is blank or unknown', () => {
    expect(given(asked('component=+edge&kinds=log-entry&kinds=announcement&log=&task=&colour=red'))).toEqual({
      component: 'edge',
      kinds: ['log-entry', 'announcement'],
    });
    expect(given(asked(''))).toEqual({});
  });

  it('leaves out the kinds that cannot have it, and says because of what', () => {
    expect(leftOut(asked('component=edge&from=2026-11-01'))).toBeNull();
    expect(leftOut(asked('task=T1'))).toEqual({ by: 'task', kinds: ['announcement'] });
    const entriesAlone = { by: 'host', kinds: ['maintenance-window', 'announcement'] };
    expect(leftOut(asked('actor=ada&task=T1&host=db1101'))).toEqual(entriesAlone);
  });

  it('is of all kinds unless it says of which', () => {
    expect(kindsShown(asked(''))).toEqual(KINDS);
    expect(kindsShown(asked('kinds=incident&kinds=announcement'))).toEqual(['announcement']);
  });
});
