import { changesOf, EMPTY_PLAN, requestOf } from './plan.js';

describe('A plan of a window', () => {
  it('sends what is no time as it was typed, so that the server says what is wrong', () => {
    const plan = { ...EMPTY_PLAN, title: ' Routers ', start: 'soon', end: '', affected: 'toolforge, k8s  db' };
    expect(requestOf(plan)).toMatchObject({
      title: 'Routers',
      startsAt: 'soon',
      endsAt: '',
      affected: ['toolforge', 'k8s', 'db'],
      impactUnknown: true,
    });
    expect(requestOf({ ...plan, impact: '0' })).toMatchObject({ impactMinutes: 0 });
    expect(requestOf({ ...plan, impact: 'short' })).toMatchObject({ impactMinutes: 'short' });
  });

  it('sends of a change only what is not as it was', () => {
    const before = { ...EMPTY_PLAN, title: 'Routers', start: '2026-12-08 14:00', end: '15:00', kinds: ['network'] };
    expect(changesOf({ ...before, end: '60 min' }, before)).toEqual({});
    expect(changesOf({ ...before, title: 'Switches' }, before)).toEqual({ title: 'Switches' });
    expect(changesOf({ ...before, kinds: ['other'], otherKind: 'slow' }, before)).toEqual({
      kinds: ['other'],
      otherKind: 'slow',
    });
  });
});
