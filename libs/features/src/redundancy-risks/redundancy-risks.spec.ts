import { HOUR, isoInstant } from '@kernel/time.js';
import { fact, given, NOW } from '../../../../test/support/given.js';
import { RiskCancelled, RiskChanged, type RiskDetails, RiskEnded, RiskRecorded } from './redundancy-risk.events.js';
import { redundancyRisks } from './redundancy-risks.js';

const ID = '00000000-0000-7000-8000-000000000001';
const details: RiskDetails = {
  kind: 'fault',
  title: 'One power supply is dead',
  vendor: '',
  text: '',
  groups: ['row-c'],
  components: [],
  startsAt: isoInstant(NOW),
  endsAt: null,
  uid: null,
};
const record = (more: Partial<RiskDetails>) =>
  given(redundancyRisks, []).when({ do: 'record', id: ID, details: { ...details, ...more } });
const recorded = [fact(RiskRecorded, { id: ID, ...details })];
const later = isoInstant(NOW + HOUR);

describe('A redundancy risk', () => {
  it('is the work of a vendor with an end, or a fault that may be open, on something', () => {
    record({}).then(RiskRecorded.of({ id: ID, ...details }));
    record({ kind: 'vendor-work' }).thenRefused('end-missing');
    record({ kind: 'vendor-work', endsAt: later }).thenAccepted();
    record({ endsAt: details.startsAt }).thenRefused('end-before-start');
    record({ groups: [] }).thenRefused('touches-nothing');
    given(redundancyRisks, recorded).when({ do: 'record', id: ID, details }).then();
  });

  it('is changed, ended or cancelled as long as it stands', () => {
    const title = 'Both are dead';
    given(redundancyRisks, recorded)
      .when({ do: 'change', id: ID, details: { title } })
      .then(RiskChanged.of({ id: ID, ...details, title }));
    given(redundancyRisks, recorded).when({ do: 'change', id: ID, details: {} }).then();
    const ended = [...recorded, fact(RiskEnded, { id: ID, endsAt: later, reason: 'replaced' })];
    given(redundancyRisks, recorded)
      .when({ do: 'end', id: ID, endsAt: later, reason: 'replaced' })
      .then(RiskEnded.of({ id: ID, endsAt: later, reason: 'replaced' }));
    given(redundancyRisks, recorded)
      .when({ do: 'end', id: ID, endsAt: isoInstant(NOW - 1), reason: 'replaced' })
      .thenRefused('end-before-start');
    given(redundancyRisks, ended).when({ do: 'end', id: ID, endsAt: later, reason: 'again' }).then();
    given(redundancyRisks, ended)
      .when({ do: 'cancel', id: ID, reason: 'x' })
      .thenRefused('wrong-state', 'ended since 2026-11-22T17:05:09.123Z');
    given(redundancyRisks, ended).when({ do: 'change', id: ID, details: { title } }).thenRefused('wrong-state');
    given(redundancyRisks, recorded)
      .when({ do: 'cancel', id: ID, reason: 'x' })
      .then(RiskCancelled.of({ id: ID, reason: 'x' }));
    given(redundancyRisks, []).when({ do: 'cancel', id: ID, reason: 'x' }).thenRefused('unknown-risk');
  });
});
