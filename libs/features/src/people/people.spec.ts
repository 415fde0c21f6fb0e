import { fact, given } from '../../../../test/support/given.js';
import { PersonAdded, PersonChanged } from './person.events.js';
import { people } from './people.js';

const ada = {
  id: '01a20737-f7d9-7e14-bbfb-76744547067b',
  displayName: 'Ada',
  aliases: [{ kind: 'nick', name: 'adaex' }],
} as const;
const { id, ...details } = ada;

describe('People', () => {
  it('are added and changed, what is not given stays', () => {
    given(people, []).when({ do: 'add', id, details }).then(PersonAdded.of(ada));
    given(people, [fact(PersonAdded, ada)])
      .when({ do: 'change', id, details: { displayName: 'Ada E.' } })
      .then(PersonChanged.of({ ...ada, displayName: 'Ada E.' }));
    given(people, [fact(PersonAdded, ada)])
      .when({ do: 'change', id, details: { displayName: 'Ada' } })
      .then();
    given(people, []).when({ do: 'change', id, details: {} }).thenRefused('unknown-person');
  });

  it('do not share an alias, whatever its case', () => {
    const other = { displayName: 'Eve', aliases: [{ kind: 'shell', name: 'AdaEx' }] } as const;
    given(people, [fact(PersonAdded, ada)])
      .when({ do: 'add', id: 'other', details: other })
      .thenRefused('alias-taken');
    const twice = {
      displayName: 'Eve',
      aliases: [
        { kind: 'shell', name: 'e' },
        { kind: 'nick', name: 'E' },
      ],
    } as const;
    given(people, []).when({ do: 'add', id: 'other', details: twice }).thenRefused('alias-twice');
  });

  it('who were erased free their aliases', () => {
    given(people, [fact(PersonAdded, null)])
      .when({ do: 'add', id, details })
      .then(PersonAdded.of(ada));
  });
});
