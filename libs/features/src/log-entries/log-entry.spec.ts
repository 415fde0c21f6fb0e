import { MINUTE, SECOND } from '@kernel/time.js';
import { fact, given, NOW } from '../../../../test/support/given.js';
import { logEntry } from './log-entry.js';
import { LogEntryAmended, LogEntryLogged, LogEntryRetracted } from './log-entry.events.js';

const logged = fact(LogEntryLogged, { log: 'production', message: 'rebooting db1101' });
const asLogged = {
  actor: { name: 'ada' },
  log: 'production',
  message: 'rebooting db1101',
  occurredAt: '2026-11-22T17:05:09.123Z',
  precision: 'millisecond',
} as const;
const retracted = fact(LogEntryRetracted, { log: 'production', reason: 'r' }, { revision: 1 });

describe('A log entry', () => {
  const log = { do: 'log', log: 'production', message: 'rebooting db1101' } as const;

  it('is logged', () => {
    given(logEntry, [])
      .when(log)
      .then(LogEntryLogged.of({ log: 'production', message: 'rebooting db1101' }));
  });

  it('may be of long ago, and of two minutes ahead, but not of three', () => {
    given(logEntry, [])
      .when(log, { occurredAt: NOW - 9_000_000 * MINUTE })
      .then(LogEntryLogged.of({ log: log.log, message: log.message }));
    given(logEntry, [])
      .when(log, { occurredAt: NOW + 120 * SECOND })
      .then(LogEntryLogged.of({ log: log.log, message: log.message }));
    given(logEntry, [])
      .when(log, { occurredAt: NOW + 121 * SECOND })
      .thenRefused('in-the-future');
  });

  it('is logged once', () => {
    given(logEntry, [logged]).when(log).thenRefused('already-logged');
  });

  it('is amended as a whole, so that the amendment can be read by itself', () => {
    given(logEntry, [logged])
      .when({ do: 'amend', message: 'rebooting db1102', reason: 'typo' })
      .then(LogEntryAmended.of({ ...asLogged, message: 'rebooting db1102', reason: 'typo' }));
  });

  it('moves in time and between logs by amendment', () => {
    given(logEntry, [logged])
      .when({ do: 'amend', log: 'admin', occurredAt: NOW - MINUTE, precision: 'minute', reason: 'late' })
      .then(
        LogEntryAmended.of({
          ...asLogged,
          log: 'admin',
          occurredAt: '2026-11-22T17:04:09.123Z',
          precision: 'minute',
          reason: 'late',
        }),
      );
    given(logEntry, [logged])
      .when({ do: 'amend', occurredAt: NOW + 3 * MINUTE, reason: 'r' })
      .thenRefused('in-the-future');
  });

  it('that already says so is not amended', () => {
    given(logEntry, [logged]).when({ do: 'amend', message: 'rebooting db1101', reason: 'r' }).then();
  });

  it('is amended from what the last amendment says', () => {
    const amended = fact(LogEntryAmended, { ...asLogged, log: 'admin', reason: 'r' }, { revision: 1 });
    given(logEntry, [logged, amended])
      .when({ do: 'amend', message: 'other', reason: 'r2' })
      .then(LogEntryAmended.of({ ...asLogged, log: 'admin', message: 'other', reason: 'r2' }));
  });

  it('is retracted once, and then takes no amendment', () => {
    given(logEntry, [logged])
      .when({ do: 'retract', reason: 'r' })
      .then(LogEntryRetracted.of({ log: 'production', reason: 'r' }));
    given(logEntry, [logged, retracted]).when({ do: 'retract', reason: 'r' }).then();
    given(logEntry, [logged, retracted]).when({ do: 'amend', message: 'x', reason: 'r' }).thenRefused('retracted');
  });

  it('that was never logged can neither be amended nor retracted', () => {
    given(logEntry, []).when({ do: 'amend', message: 'x', reason: 'r' }).thenRefused('unknown-log-entry');
    given(logEntry, []).when({ do: 'retract', reason: 'r' }).thenRefused('unknown-log-entry');
  });

  it('whose content was erased is left alone, unless an amendment has said it anew', () => {
    const erased = fact(LogEntryLogged, null);
    given(logEntry, [erased]).when({ do: 'amend', message: 'x', reason: 'r' }).thenRefused('redacted');
    const restated = fact(LogEntryAmended, { ...asLogged, message: '[…]', reason: 'r' }, { revision: 1 });
    given(logEntry, [erased, restated])
      .when({ do: 'retract', reason: 'r' })
      .then(LogEntryRetracted.of({ log: 'production', reason: 'r' }));
    given(logEntry, [logged, fact(LogEntryRetracted, null, { revision: 1 })])
      .when({ do: 'amend', message: 'x', reason: 'r' })
      .thenRefused('retracted');
    given(logEntry, [logged, fact(LogEntryAmended, null, { revision: 1 })])
      .when({ do: 'retract', reason: 'r' })
      .then(LogEntryRetracted.of({ log: 'production', reason: 'r' }));
  });
});
