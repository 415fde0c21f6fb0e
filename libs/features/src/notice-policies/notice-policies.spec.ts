import { fact, given } from '../../../../test/support/given.js';
import { noticePolicies } from './notice-policies.js';
import {
  NoticePolicyAdopted,
  NoticePolicyApproved,
  NoticePolicyProposed,
  NoticePolicyWithdrawn,
  type NoticeRules,
} from './notice-policy.events.js';

const [POLICY, OTHER, ADA, GRACE, COG, WEB] = [1, 2, 3, 4, 5, 6].map(
  (n) => `00000000-0000-7000-8000-00000000000${n}`,
) as [string, string, string, string, string, string];

const rules = (more: Partial<NoticeRules> = {}): NoticeRules => ({
  title: 'a rule',
  cells: [{ scope: 'any', impact: 'over-1-hour', noticeMinutes: 60 }],
  starting: false,
  ended: 'none',
  components: [],
  approvers: [],
  quorum: 0,
  ...more,
});
const asked = { approvers: [ADA, GRACE], quorum: 2 };
const proposed = (more: Partial<NoticeRules> = {}, version = 1, policy = POLICY, person = COG) =>
  fact(
    NoticePolicyProposed,
    { policy, version, name: policy === POLICY ? 'rule' : 'other', rules: rules(more), reason: 'because' },
    { actor: { name: 'cog', person } },
  );
const adopted = (version = 1, policy = POLICY) => fact(NoticePolicyAdopted, { policy, version, reason: 'so be it' });
const approved = (person: string, version = 1) => fact(NoticePolicyApproved, { policy: POLICY, version, person });
const propose = (more: Partial<NoticeRules> = {}, policy = POLICY, name = 'rule') =>
  ({ do: 'propose', policy, name, rules: rules(more), reason: 'because' }) as const;
const approve = (person: string | null, version = 1) => ({ do: 'approve', policy: POLICY, version, person }) as const;
const adopt = (version = 1, policy = POLICY) => ({ do: 'adopt', policy, version, reason: 'so be it' }) as const;

describe('A notice policy', () => {
  it('is proposed version by version, one proposal at a time', () => {
    given(noticePolicies, [])
      .when(propose())
      .then(NoticePolicyProposed.of({ policy: POLICY, version: 1, name: 'rule', rules: rules(), reason: 'because' }));
    given(noticePolicies, [proposed()])
      .when(propose())
      .thenRefused('proposal-open', 'version 1 of rule is proposed since');
    given(noticePolicies, [proposed(), adopted()])
      .when(propose())
      .then(NoticePolicyProposed.of({ policy: POLICY, version: 2, name: 'rule', rules: rules(), reason: 'because' }));
    given(noticePolicies, [proposed()]).when(propose({}, OTHER)).thenRefused('name-taken');
    given(noticePolicies, [])
      .when(propose({}, POLICY, 'Rule A'))
      .thenRefused('form');
  });

  it('says of each case once what it needs, and asks no more people than it names', () => {
    const cell = { scope: 'any', impact: 'none', noticeMinutes: null } as const;
    given(noticePolicies, [])
      .when(propose({ cells: [cell, cell] }))
      .thenRefused('named-twice');
    given(noticePolicies, [])
      .when(propose({ approvers: [ADA], quorum: 2 }))
      .thenRefused('more-than-approvers');
    given(noticePolicies, [])
      .when(propose({ approvers: [ADA] }))
      .thenRefused('none');
    given(noticePolicies, [])
      .when(propose({ approvers: [ADA, ADA], quorum: 1 }))
      .thenRefused('named-twice');
  });

  it('comes into force when enough of those who are affected agree, never by who proposed it', () => {
    const facts = [proposed(asked)];
    given(noticePolicies, facts)
      .when(approve(ADA))
      .then(NoticePolicyApproved.of({ policy: POLICY, version: 1, person: ADA }));
    given(noticePolicies, [...facts, approved(ADA)])
      .when(approve(ADA))
      .then();
    given(noticePolicies, [...facts, approved(ADA)])
      .when(approve(GRACE))
      .then(
        NoticePolicyApproved.of({ policy: POLICY, version: 1, person: GRACE }),
        NoticePolicyAdopted.of({ policy: POLICY, version: 1, reason: null }),
      );
    given(noticePolicies, facts).when(approve(COG)).thenRefused('not-an-approver');
    given(noticePolicies, facts).when(approve(null)).thenRefused('not-an-approver');
    given(noticePolicies, [proposed(asked, 1, POLICY, ADA)])
      .when(approve(ADA))
      .thenRefused('own-change');
    given(noticePolicies, facts).when(adopt()).thenRefused('needs-approval');
  });

  it('is adopted by an admin with a reason where so many approvers are gone that the rest cannot agree', () => {
    const facts = [proposed(asked)];
    given(noticePolicies, facts)
      .when({ ...adopt(), gone: [ADA] })
      .thenAccepted();
    given(noticePolicies, [proposed({ approvers: [ADA, GRACE], quorum: 1 })])
      .when({ ...adopt(), gone: [ADA] })
      .thenRefused('needs-approval');
  });

  it('is changed with the agreement of those whom the version in force names, not of those whom the change names', () => {
    const facts = [proposed({ approvers: [ADA], quorum: 1 }), approved(ADA), adopted(), proposed({}, 2)];
    given(noticePolicies, facts).when(adopt(2)).thenRefused('needs-approval');
    given(noticePolicies, facts)
      .when(approve(ADA, 2))
      .then(
        NoticePolicyApproved.of({ policy: POLICY, version: 2, person: ADA }),
        NoticePolicyAdopted.of({ policy: POLICY, version: 2, reason: null }),
      );
  });

  it('is adopted by an admin with a reason where nobody is named who could agree', () => {
    given(noticePolicies, [proposed()])
      .when(adopt())
      .then(NoticePolicyAdopted.of({ policy: POLICY, version: 1, reason: 'so be it' }));
    given(noticePolicies, [proposed(), adopted()]).when(adopt()).then();
    given(noticePolicies, [proposed()]).when(approve(ADA)).thenRefused('nobody-to-ask');
  });

  it('is the only one for everything, and for each component', () => {
    const first = [proposed(), adopted()];
    given(noticePolicies, [...first, proposed({}, 1, OTHER)])
      .when(adopt(1, OTHER))
      .thenRefused('two-for-everything');
    given(noticePolicies, [...first, proposed({ components: [WEB] }, 2)])
      .when(adopt(2))
      .thenRefused('none-for-everything');
    const web = [...first, proposed({ components: [WEB] }, 1, OTHER), adopted(1, OTHER)];
    given(noticePolicies, [...first, proposed({ components: [WEB] }, 1, OTHER)])
      .when(adopt(1, OTHER))
      .thenAccepted();
    given(noticePolicies, [...web, proposed({ components: [WEB] }, 2)])
      .when(adopt(2))
      .thenRefused('component-taken');
  });

  it('is withdrawn as long as it is proposed, and says since when it is not', () => {
    const withdraw = { do: 'withdraw', policy: POLICY, version: 1, reason: 'no' } as const;
    given(noticePolicies, [proposed()])
      .when(withdraw)
      .then(NoticePolicyWithdrawn.of({ policy: POLICY, version: 1, reason: 'no' }));
    given(noticePolicies, [proposed(), adopted()])
      .when(withdraw)
      .thenRefused('wrong-state', 'in force since 2026-11-22T17:05:09.123Z');
    given(noticePolicies, [proposed(), fact(NoticePolicyWithdrawn, { policy: POLICY, version: 1, reason: 'no' })])
      .when(approve(ADA))
      .thenRefused('wrong-state');
    given(noticePolicies, []).when(withdraw).thenRefused('unknown-policy-version');
  });
});
