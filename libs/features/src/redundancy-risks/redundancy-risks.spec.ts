import { StaleRevision } from '@kernel/decider.js';
import { fact, given, NOW } from '../../../../test/support/given.js';
import { RiskCancelled, RiskChanged, type RiskDetails, RiskEnded, RiskRecorded } from './redundancy-risk.events.js';
import { redundancyRisks } from './redundancy-risks.js';

const [ONE, OTHER, SWITCH] = [1, 2, 3].map((n) => `00000000-0000-7000-8000-00000000000${n}`) as [
  string,
  string,
  string,
];

const FAULT: RiskDetails = {
  kind: 'fault',
  title: 'One of two uplinks is down',
  vendor: '',
  text: '',
  groups: ['uplinks'],
  components: [],
  startsAt: '2026-11-22T09:00:00.000Z',
  endsAt: null,
  uid: null,
};
const WORK: RiskDetails = {
  ...FAULT,
  kind: 'vendor-work',
  title: 'Splicing of the fibre',
  startsAt: '2026-11-25T01:00:00.000Z',
  endsAt: '2026-11-25T05:00:00.000Z',
  uid: 'work-17@carrier.example',
};
const fault = fact(RiskRecorded, { id: ONE, ...FAULT });
const work = fact(RiskRecorded, { id: ONE, ...WORK });
const ended = fact(RiskEnded, { id: ONE, endsAt: '2026-11-22T12:00:00.000Z', reason: 'mended' }, { revision: 1 });
const cancelled = fact(RiskCancelled, { id: ONE, reason: 'moved to next year' }, { revision: 1 });

const record = (details: Partial<RiskDetails>, before = [fault]) =>
  given(redundancyRisks, before).when({ do: 'record', id: OTHER, details: { ...FAULT, ...details } });

describe('The redundancy risks', () => {
  it('are recorded whole: a fault may be open, the work of a vendor ends', () => {
    record({}).then(RiskRecorded.of({ id: OTHER, ...FAULT }));
    record(WORK).then(RiskRecorded.of({ id: OTHER, ...WORK }));
    record({ ...WORK, endsAt: null }).thenRefused('no-end');
  });

  it('end behind their start, and the work of a vendor within a year', () => {
    record({ endsAt: FAULT.startsAt }).thenRefused('end-before-start');
    record({ ...WORK, endsAt: '2026-11-24T05:00:00.000Z' }).thenRefused('end-before-start');
    record({ ...WORK, endsAt: '2027-11-27T05:00:00.000Z' }).thenRefused('too-long');
    record({ endsAt: '2028-11-27T05:00:00.000Z' }).then(
      RiskRecorded.of({ id: OTHER, ...FAULT, endsAt: '2028-11-27T05:00:00.000Z' }),
    );
  });

  it('touch something, each thing once, by names that groups may have', () => {
    record({ groups: [] }).thenRefused('touches-nothing');
    record({ groups: [], components: [SWITCH] }).then(
      RiskRecorded.of({ id: OTHER, ...FAULT, groups: [], components: [SWITCH] }),
    );
    record({ groups: ['uplinks', 'uplinks'] }).thenRefused('named-twice');
    record({ components: [SWITCH, SWITCH] }).thenRefused('named-twice');
    record({ groups: ['Up Links'] }).thenRefused('form');
  });

  it('are imported once: a UID belongs to one of them', () => {
    record(WORK, [work]).thenRefused('uid-taken');
    given(redundancyRisks, [work])
      .when({ do: 'change', id: ONE, details: { title: 'other' } })
      .then(RiskChanged.of({ id: ONE, ...WORK, title: 'other' }));
  });

  it('change in what is given and keep the rest, for who has seen the newest', () => {
    const change = (details: Partial<RiskDetails>, expected?: number) =>
      given(redundancyRisks, [fault]).when({ do: 'change', id: ONE, details, expected });
    change({ groups: ['uplinks', 'core'] }, 0).then(RiskChanged.of({ id: ONE, ...FAULT, groups: ['uplinks', 'core'] }));
    change({ title: FAULT.title, endsAt: null }).then();
    change({ kind: 'vendor-work' }).thenRefused('no-end');
    const stale = () =>
      redundancyRisks.decide(
        { do: 'change', id: ONE, details: {}, expected: 7 },
        redundancyRisks.evolve(redundancyRisks.initial, fault as never),
        {} as never,
      );
    expect(stale).toThrow(StaleRevision);
    given(redundancyRisks, []).when({ do: 'change', id: ONE, details: {} }).thenRefused('unknown-risk');
  });

  it('are ended at a time between their start and now, which is now unless told', () => {
    const end = (endsAt?: string, before = [fault]) =>
      given(redundancyRisks, before).when({
        do: 'end',
        id: ONE,
        reason: 'mended',
        endsAt: endsAt === undefined ? undefined : Date.parse(endsAt),
      });
    end().then(RiskEnded.of({ id: ONE, endsAt: new Date(NOW).toISOString(), reason: 'mended' }));
    end(FAULT.startsAt).then(RiskEnded.of({ id: ONE, endsAt: FAULT.startsAt, reason: 'mended' }));
    end('2026-11-22T08:59:59Z').thenRefused('end-before-start');
    end('2026-11-22T18:00:00Z').thenRefused('in-the-future');
    end(undefined, [work]).thenRefused('not-begun');
  });

  it('say in which state they are, and since when, where a step is not for it', () => {
    for (const [over, code] of [
      [ended, 'risk-ended'],
      [cancelled, 'risk-cancelled'],
    ] as const) {
      const when = (command: object) => given(redundancyRisks, [fault, over]).when(command as never);
      when({ do: 'end', id: ONE, reason: 'again' }).thenRefused(code);
      when({ do: 'cancel', id: ONE, reason: 'again' }).thenRefused(code);
      when({ do: 'change', id: ONE, details: { title: 'other' } }).thenRefused(code);
      when({ do: 'change', id: ONE, details: { title: FAULT.title } }).then();
    }
    const state = [fault, cancelled].reduce(redundancyRisks.evolve as never, redundancyRisks.initial);
    const again = () => redundancyRisks.decide({ do: 'cancel', id: ONE, reason: 'x' }, state, {} as never);
    expect(again).toThrow('this redundancy risk is cancelled since 2026-11-22T17:05:09.123Z');
  });

  it('are still what they were when their words are erased', () => {
    given(redundancyRisks, [work, fact(RiskCancelled, null)])
      .when({ do: 'cancel', id: ONE, reason: 'x' })
      .then(RiskCancelled.of({ id: ONE, reason: 'x' }));
  });
});
