import { changedFields } from './changed-fields.js';

describe('What a step changed of a plan', () => {
  const plan = { title: 'Routers', startsAt: '2026-12-08T14:00:00.000Z', unaffected: ['a'] };
  const steps = [
    { position: 1, data: { plan } },
    { position: 3, data: { replaces: { startsAt: plan.startsAt, endsAt: '2026-12-08T15:00:00.000Z' } } },
    {
      position: 5,
      data: { plan: { ...plan, title: 'Switches', startsAt: '2026-12-09T14:00:00.000Z', unaffected: [] } },
    },
  ];

  it('is what it says otherwise than before, but for the times that a move had changed', () => {
    expect(steps.map((step) => changedFields(step, steps))).toEqual([[], [], ['title', 'not affected']]);
  });

  it('is its times too where no move lies between', () => {
    expect(changedFields(steps[2]!, [steps[0]!, steps[2]!])).toEqual(['title', 'start', 'not affected']);
  });
});
