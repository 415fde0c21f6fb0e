import { RedactionMade } from '@kernel/redaction.js';
import { Projected } from '../../../../test/support/projected.js';
import { RiskCancelled, RiskChanged, RiskEnded, RiskRecorded, redundancyRiskEvents } from './redundancy-risk.events.js';
import { readRisk, readRisks, readRisksBetween, risks } from './risks.js';

const [FAULT, WORK] = [1, 2].map((n) => `00000000-0000-7000-8000-00000000000${n}`) as [string, string];
const STREAM = 'redundancy-risks';

const said = (id: string, more: object = {}) => ({
  id,
  kind: 'fault',
  title: 'One of two uplinks is down',
  vendor: 'Carrier',
  text: 'Ticket 17',
  groups: ['uplinks'],
  components: [],
  startsAt: '2026-11-22T09:00:00.000Z',
  endsAt: null,
  uid: null,
  ...more,
});
const work = (more: object = {}) =>
  said(WORK, {
    kind: 'vendor-work',
    startsAt: '2026-11-25T01:00:00.000Z',
    endsAt: '2026-11-25T05:00:00.000Z',
    uid: 'work-17@carrier.example',
    ...more,
  });

let projected: Projected;
beforeEach(() => (projected = new Projected([...redundancyRiskEvents, RedactionMade], [risks])));

const between = (from: string | number, to: string | number, at: number): string[] =>
  readRisksBetween(projected.projector, from, to, at).map(({ id }) => id);

describe('Which redundancy is away when', () => {
  it('is asked of a span of which the end is not a part; an open fault lasts', () => {
    projected.tell(RiskRecorded, STREAM, said(FAULT));
    const at = projected.tell(RiskRecorded, STREAM, work());
    expect(between('2026-11-25T00:00:00Z', '2026-11-25T01:00:00Z', at)).toEqual([FAULT]);
    expect(between('2026-11-25T00:00:00Z', '2026-11-25T01:00:00.001Z', at)).toEqual([FAULT, WORK]);
    expect(between('2026-11-25T05:00:00Z', '2026-11-25T06:00:00Z', at)).toEqual([FAULT]);
    expect(between(Date.parse('2026-11-25T04:59:59.999Z'), Date.parse('2098-01-01T00:00:00Z'), at)).toEqual([
      FAULT,
      WORK,
    ]);
    expect(between('2026-11-21T00:00:00Z', '2026-11-22T09:00:00Z', at)).toEqual([]);
  });

  it('is what was known then: work that was moved, a fault that was mended, work that was called off', () => {
    const first = projected.tell(RiskRecorded, STREAM, said(FAULT));
    const second = projected.tell(RiskRecorded, STREAM, work());
    const moved = { startsAt: '2026-11-26T01:00:00.000Z', endsAt: '2026-11-26T05:00:00.000Z' };
    const third = projected.tell(RiskChanged, STREAM, work(moved));
    const mended = { id: FAULT, endsAt: '2026-11-24T12:00:00.000Z', reason: 'mended' };
    const fourth = projected.tell(RiskEnded, STREAM, mended);
    const fifth = projected.tell(RiskCancelled, STREAM, { id: WORK, reason: 'called off' });
    const on = (day: string, at: number) => between(`2026-11-${day}T00:00:00Z`, `2026-11-${day}T23:00:00Z`, at);
    expect([first, second, third, fourth, fifth].map((at) => on('25', at))).toEqual([
      [FAULT],
      [FAULT, WORK],
      [FAULT],
      [],
      [],
    ]);
    expect([second, third, fourth, fifth].map((at) => on('26', at))).toEqual([[FAULT], [FAULT, WORK], [WORK], []]);
    expect(on('24', fifth)).toEqual([FAULT]);
    expect(readRisk(projected.projector, WORK, fourth)).toMatchObject({ revision: 2, row: { ...moved, over: null } });
    expect(readRisk(projected.projector, WORK, first)).toBeUndefined();
    const all = readRisks(projected.projector, fifth).map(({ row }) => [row.endsAt, row.over?.as, row.over?.reason]);
    expect(all).toEqual([
      [mended.endsAt, 'ended', 'mended'],
      [moved.endsAt, 'cancelled', 'called off'],
    ]);
  });

  it('loses its words in every version once they are erased, and keeps when and what', () => {
    const recorded = projected.tell(RiskRecorded, STREAM, said(FAULT));
    const ended = projected.tell(RiskEnded, STREAM, {
      id: FAULT,
      endsAt: '2026-11-24T12:00:00.000Z',
      reason: 'secret',
    });
    const erased = (position: number, type: string, data: object) => ({
      position,
      type,
      version: 1,
      bytes: 1,
      kept: { data, actor: { name: 'x' }, reporter: {}, via: {}, occurredAt: '', precision: 'second' },
    });
    const events = [
      erased(recorded, RiskRecorded.type, RiskRecorded.whenRedacted(said(FAULT) as never) as object),
      erased(ended, RiskEnded.type, { id: FAULT, endsAt: '2026-11-24T12:00:00.000Z', reason: '[redacted]' }),
    ];
    const at = projected.tell(RedactionMade, STREAM, { events, what: 'content', reason: 'r', restates: false });
    const [before, after] = [recorded, at].map((position) => readRisk(projected.projector, FAULT, position)!.row);
    expect(before).toMatchObject({ title: '[redacted]', vendor: '', text: '', groups: ['uplinks'], endsAt: null });
    expect(after).toMatchObject({ title: '[redacted]', endsAt: '2026-11-24T12:00:00.000Z' });
    expect(after!.over).toMatchObject({ as: 'ended', reason: '[redacted]' });
    expect(JSON.stringify(readRisks(projected.projector, recorded))).not.toContain('Ticket 17');
  });
});
