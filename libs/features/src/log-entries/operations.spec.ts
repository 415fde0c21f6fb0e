import { HOUR, isoInstant } from '@kernel/time.js';
import { sql, STILL_SO } from '@kernel/projection.js';
import fc from 'fast-check';
import { NOW } from '../../../../test/support/given.js';
import { Projected } from '../../../../test/support/projected.js';
import { LogEntryAmended, LogEntryLogged, LogEntryRetracted } from './log-entry.events.js';
import { logEntriesFeature } from './log-entries.feature.js';
import { findOperation, operationAnswer } from './operation-queries.js';
import { OperationClosed } from './operation.events.js';
import { willEnd } from './operations.js';
import { readMark } from './read-mark.js';

let model: Projected;
beforeEach(() => (model = new Projected(logEntriesFeature.events, logEntriesFeature.projections)));

/** An entry `minutes` after noon. */
const say = (id: string, minutes: number, message: string, actor = 'ada@cumin1002'): number =>
  model.tell(LogEntryLogged, `log-entry-${id}`, { log: 'production', message }, { occurredAt: at(minutes), actor });
const amend = (id: string, minutes: number, message: string): number =>
  model.tell(LogEntryAmended, `log-entry-${id}`, {
    actor: { name: 'ada@cumin1002' },
    log: 'production',
    message,
    occurredAt: at(minutes),
    precision: 'minute',
    reason: 'r',
  });
const retract = (id: string): number =>
  model.tell(LogEntryRetracted, `log-entry-${id}`, { log: 'production', reason: 'r' });
const at = (minutes: number): string => isoInstant(Date.parse('2026-11-20T12:00Z') + minutes * 60_000);

const asked = (id: string, position = model.projector.position, now = NOW) => {
  const row = findOperation(model.projector, id, position);
  return row === undefined
    ? undefined
    : operationAnswer(model.projector, row, { position, now }, { seesLog: () => true });
};
const brief = (id: string, position?: number, now?: number): string => {
  const found = asked(id, position, now);
  if (found === undefined) return 'nothing';
  return `${found.startEntry}-${found.endEntry} ${found.phase} ${found.outcome} ${found.durationSeconds}`;
};

const START = 'START - Cookbook sre.hosts.reboot for ';
const PASS = 'END (PASS) - Cookbook sre.hosts.reboot (exit_code=0) for ';

describe('Operations', () => {
  it('are a START with its END, with outcome and duration', () => {
    say('a', 0, `${START}db1101`);
    say('b', 7, `END (FAIL) - Cookbook sre.hosts.reboot (exit_code=99) for db1101`);
    expect(brief('a')).toBe('a-b ended fail 420');
    expect(asked('b')).toMatchObject({ id: 'a', exitCode: 99, kind: 'cookbook', hosts: ['db1101'] });
  });

  it('of the same cookbook on several hosts at once find their own ENDs', () => {
    say('a', 0, `${START}db1101`);
    say('b', 1, `${START}db1102`);
    say('c', 2, `${PASS}db1101`);
    say('d', 9, `${PASS}db1102`);
    expect([brief('a'), brief('b')]).toEqual(['a-c ended pass 120', 'b-d ended pass 480']);
  });

  it('of the same text close from the inside', () => {
    for (const [id, minutes, text] of [
      ['a', 0, START],
      ['b', 1, START],
      ['c', 2, PASS],
      ['d', 3, PASS],
    ] as const)
      say(id, minutes, `${text}db1101`);
    expect([brief('a'), brief('b')]).toEqual(['a-d ended pass 180', 'b-c ended pass 60']);
  });

  it('of another actor or log are not mixed up', () => {
    say('a', 0, `${START}db1101`);
    say('b', 1, `${PASS}db1101`, 'eve@cumin1002');
    expect([brief('a', undefined, Date.parse(at(2))), brief('b')]).toEqual([
      'a-null in-flight null 120',
      'null-b ended pass null',
    ]);
  });

  it('whose wording changed pair by their hosts, and not by others', () => {
    say('a', 0, `${START}hosts db[1101-1102]`);
    say('b', 1, `${PASS}db1102 and db1101, done`);
    expect(brief('a')).toBe('a-b ended pass 60');
    say('c', 2, `${START}db1105`);
    say('d', 3, `${PASS}db1106`);
    expect(asked('d')!.startEntry).toBeNull();
  });

  it('that began within another know their parent', () => {
    say('a', 0, 'START - Cookbook sre.mysql.upgrade db1101');
    say('b', 1, `${START}db1101`);
    say('c', 2, `${PASS}db1101`);
    expect(asked('b')!.parent).toBe('a');
    say('d', 3, 'END (PASS) - Cookbook sre.mysql.upgrade (exit_code=0) db1101');
    expect([asked('b')!.parent, asked('a')!.parent]).toEqual(['a', null]);
  });

  it('run over midnight', () => {
    say('a', 11 * 60 + 59, `${START}db1101`);
    say('b', 12 * 60 + 1, `${PASS}db1101`);
    expect(brief('a')).toBe('a-b ended pass 120');
  });

  it('without an END are in flight, then abandoned; a later END pairs all the same', () => {
    say('a', 0, `${START}db1101`);
    const began = Date.parse(at(0));
    expect(brief('a', undefined, began + 24 * HOUR)).toContain('in-flight');
    expect(brief('a', undefined, began + 24 * HOUR + 1)).toContain('abandoned');
    say('b', 3 * 24 * 60, `${PASS}db1101`);
    expect(brief('a')).toBe('a-b ended pass 259200');
  });

  it.each([
    ['Started scap sync-world: x', 2],
    ['dbmaint on s1@eqiad T1', 14 * 24],
  ])('%s is abandoned after %i h', (message, hours) => {
    say('a', 0, message);
    const limit = Date.parse(at(0)) + hours * HOUR;
    expect([brief('a', undefined, limit), brief('a', undefined, limit + 1)]).toEqual([
      expect.stringContaining('in-flight'),
      expect.stringContaining('abandoned'),
    ]);
  });

  it('in one line last as long as they say', () => {
    say('a', 10, 'Synchronized x.php: y (duration: 02m 00s)');
    expect(asked('a')).toMatchObject({ startedAt: at(8), endedAt: at(10), durationSeconds: 120, phase: 'ended' });
  });

  it('get their START although it was written down after the END', () => {
    say('b', 5, `${PASS}db1101`);
    expect(brief('b')).toBe('null-b ended pass null');
    const before = model.projector.position;
    say('a', 0, `${START}db1101`);
    expect(asked('b')).toMatchObject({ id: 'a', durationSeconds: 300 });
    expect(brief('b', before)).toBe('null-b ended pass null');
  });

  it('fall apart when a half is retracted, and come together when it is amended', () => {
    say('a', 0, `${START}db1101`);
    say('b', 5, `${PASS}db1102`);
    expect(brief('a')).toContain('a-null');
    const paired = amend('b', 5, `${PASS}db1101`);
    expect(brief('a')).toBe('a-b ended pass 300');
    retract('b');
    expect([brief('a'), brief('b')]).toEqual([expect.stringContaining('a-null'), 'nothing']);
    expect(brief('a', paired)).toBe('a-b ended pass 300');
    amend('a', 0, 'no operation at all');
    expect(brief('a')).toBe('nothing');
  });

  it('are closed by hand, and a later END still counts', () => {
    say('a', 0, `${START}db1101`);
    model.tell(OperationClosed, 'operation-a', {
      log: 'production',
      outcome: 'error',
      endedAt: at(30),
      reason: 'host is dead',
    });
    expect(asked('a')).toMatchObject({
      phase: 'closed',
      outcome: 'error',
      durationSeconds: 1800,
      closed: { reason: 'host is dead' },
    });
    say('b', 60, `${PASS}db1101`);
    expect(asked('a')).toMatchObject({
      phase: 'ended',
      outcome: 'pass',
      durationSeconds: 3600,
      closed: { outcome: 'error' },
    });
  });

  it('survive erased halves', () => {
    model.tell(LogEntryLogged, 'log-entry-x', null);
    model.tell(LogEntryAmended, 'log-entry-x', {
      actor: { name: 'eve' },
      log: 'production',
      message: `${START}db1`,
      occurredAt: at(0),
      precision: 'minute',
      reason: 'r',
    });
    retract('x');
    say('a', 0, `${START}db1101`);
    expect(brief('a')).toContain('a-null');
  });

  const line = fc.record({
    minutes: fc.integer({ min: 0, max: 30 }),
    host: fc.constantFrom('db1101', 'db1102', ''),
    isStart: fc.boolean(),
  });
  const history = fc.uniqueArray(line, { minLength: 2, maxLength: 10, selector: ({ minutes }) => minutes });

  it('are foretold: an END that is only thought of would end what it ends when it is written', () => {
    fc.assert(
      fc.property(history, ([last, ...lines]) => {
        model = new Projected(logEntriesFeature.events, logEntriesFeature.projections);
        for (const { minutes, host, isStart } of lines)
          say(`at${minutes}`, minutes, `${isStart ? START : PASS}${host}`);
        const message = `${PASS}${last!.host}`;
        const said = { log: 'production', actor: 'ada@cumin1002', mark: readMark(message)! };
        const occurredAt = Date.parse(at(last!.minutes));
        const foretold = willEnd({ ...said, occurredAt }, model.projector);
        say('last', last!.minutes, message);
        expect(foretold?.id ?? null).toBe(asked('last')!.startEntry);
      }),
      { numRuns: 300 },
    );
  });

  it('are not foretold where a hundred others were written down since', () => {
    say('a', 0, `${START}db1101`);
    for (let n = 0; n < 101; n++) say(`later${n}`, 10 + n, `${START}db1102`);
    const said = { log: 'production', actor: 'ada@cumin1002', mark: readMark(`${PASS}db1101`)! };
    expect(willEnd({ ...said, occurredAt: Date.parse(at(5)) }, model.projector)).toBeNull();
    expect(willEnd({ ...said, occurredAt: Date.parse(at(11)) }, model.projector)?.id).toBe('a');
  });

  it('are the same in whatever order their halves were written down', () => {
    const pairsOf = (lines: readonly { minutes: number; host: string; isStart: boolean }[]): unknown => {
      model = new Projected(logEntriesFeature.events, logEntriesFeature.projections);
      for (const { minutes, host, isStart } of lines) say(`at${minutes}`, minutes, `${isStart ? START : PASS}${host}`);
      return model.projector.all(sql`
        SELECT id, start_entry, end_entry FROM operations WHERE until_position = ${STILL_SO} ORDER BY id`);
    };
    fc.assert(
      fc.property(
        history.chain((lines) => fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length }))),
        ([lines, shuffled]) => {
          const inTime = [...lines].sort((a, b) => a.minutes - b.minutes);
          expect(pairsOf(shuffled)).toEqual(pairsOf(inTime));
        },
      ),
      { numRuns: 150 },
    );
  });
});
