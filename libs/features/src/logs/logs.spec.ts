import { StaleRevision } from '@kernel/decider.js';
import { fact, given } from '../../../../test/support/given.js';
import { LogArchived, LogChanged, LogCreated, LogReopened } from './log.events.js';
import { logs, NO_DETAILS } from './logs.js';

const admin = fact(LogCreated, { name: 'admin', ...NO_DETAILS, aliases: ['cloud'], channels: ['#cloud'] });
const tools = fact(LogCreated, { name: 'tools', ...NO_DETAILS });
const archived = fact(LogArchived, { name: 'admin' });

describe('The catalogue of logs', () => {
  it('gives a name, an alias, a channel and a pattern to one log only', () => {
    const create = (name: string, details: object) => given(logs, [admin, tools]).when({ do: 'create', name, details });
    create('paws', {}).then(LogCreated.of({ name: 'paws', ...NO_DETAILS }));
    create('admin', {}).thenRefused('name-taken');
    create('cloud', {}).thenRefused('name-taken');
    create('paws', { aliases: ['tools'] }).thenRefused('name-taken');
    create('paws', { aliases: ['paws'] }).thenRefused('name-taken');
    create('paws', { aliases: ['a', 'a'] }).thenRefused('named-twice');
    create('paws', { channels: ['#Aa', '#aA'] }).thenRefused('named-twice');
    create('paws', { channels: ['#CLOUD'] }).thenRefused('name-taken');
    given(logs, [fact(LogCreated, { name: 'tools', ...NO_DETAILS, patterns: ['tools.*'] })])
      .when({ do: 'create', name: 'x', details: { patterns: ['tools.*'] } })
      .thenRefused('name-taken');
  });

  it('changes what is given and keeps the rest', () => {
    given(logs, [admin])
      .when({ do: 'change', name: 'admin', details: { title: 'Cloud VPS' } })
      .then(
        LogChanged.of({ name: 'admin', ...NO_DETAILS, aliases: ['cloud'], channels: ['#cloud'], title: 'Cloud VPS' }),
      );
    given(logs, [admin])
      .when({ do: 'change', name: 'admin', details: { aliases: ['cloud'] } })
      .then();
    given(logs, []).when({ do: 'change', name: 'admin', details: {} }).thenRefused('unknown-log');
  });

  it('refuses a change from somebody who has not seen the newest', () => {
    const seen = fact(LogCreated, { name: 'admin', ...NO_DETAILS }, { revision: 4 });
    const change = (expected: number) =>
      given(logs, [seen, { ...tools, revision: 5 }]).when({
        do: 'change',
        name: 'admin',
        details: { title: 't' },
        expected,
      });
    change(4).then(LogChanged.of({ name: 'admin', ...NO_DETAILS, title: 't' }));
    expect(() => change(3).then()).toThrow(StaleRevision);
  });

  it('archives and reopens a log, once', () => {
    given(logs, [admin])
      .when({ do: 'change', name: 'admin', details: {}, status: 'archived' })
      .then(LogArchived.of({ name: 'admin' }));
    given(logs, [admin, archived]).when({ do: 'change', name: 'admin', details: {}, status: 'archived' }).then();
    given(logs, [admin, archived])
      .when({ do: 'change', name: 'admin', details: {}, status: 'open' })
      .then(LogReopened.of({ name: 'admin' }));
    given(logs, [admin, archived, fact(LogReopened, { name: 'admin' })])
      .when({ do: 'change', name: 'admin', details: {}, status: 'open' })
      .then();
  });

  it('survives erased events', () => {
    given(logs, [fact(LogCreated, null), archived, admin])
      .when({ do: 'change', name: 'admin', details: { title: 't' } })
      .then(LogChanged.of({ name: 'admin', ...NO_DETAILS, aliases: ['cloud'], channels: ['#cloud'], title: 't' }));
  });
});
