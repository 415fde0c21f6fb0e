import { fact, given } from '../../../../test/support/given.js';
import { noticePolicies } from './notice-policies.js';
import {
  NoticePolicyAdopted,
  NoticePolicyApproved,
  NoticePolicyProposed,
  NoticePolicyWithdrawn,
  type NoticeRules,
} from './notice-policy.events.js';

const idOf = (n: number): string => `00000000-0000-7000-8000-00000000000${n}`;
const [POLICY, OTHER, THIRD, ADA, GRACE, BEA, COG] = [1, 2, 3, 4, 5, 6, 7].map(idOf) as [
  ...[string, string, string, string],
  ...[string, string, string],
];
const [WEB, TOOLS, PART] = ['web', 'tools', 'part'] as const;

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
    {
      policy,
      version,
      name: policy === POLICY ? 'rule' : policy === OTHER ? 'other' : 'third',
      rules: rules(more),
      reason: 'because',
    },
    { actor: { name: 'cog', person } },
  );
const adopted = (version = 1, policy = POLICY) => fact(NoticePolicyAdopted, { policy, version, reason: 'so be it' });
const withdrawn = fact(NoticePolicyWithdrawn, { policy: POLICY, version: 1, reason: 'no' });
const approved = (person: string, version = 1) => fact(NoticePolicyApproved, { policy: POLICY, version, person });
/** Everybody is there, and a component is a part of nothing, unless told. */
const around = (
  upwards: readonly (readonly string[])[] = [],
  names: Record<string, string> = { [ADA]: 'ada', [GRACE]: 'grace' },
) => ({ upwards, names: new Map(Object.entries(names)) }) as const;
const propose = (more: Partial<NoticeRules> = {}, policy = POLICY, name = 'rule') =>
  ({ do: 'propose', policy, name, rules: rules(more), reason: 'because', around: around() }) as const;
const approve = (person: string | null, version = 1) =>
  ({ do: 'approve', policy: POLICY, version, person, around: around() }) as const;
const adopt = (version = 1, policy = POLICY) =>
  ({ do: 'adopt', policy, version, reason: 'so be it', around: around() }) as const;
const withdraw = { do: 'withdraw', policy: POLICY, version: 1, reason: 'no', isAdmin: true, around: around() } as const;
const by = (person?: string, id = 'tool:other') => ({
  author: {
    actor: { name: 'somebody', ...(person === undefined ? {} : { person }) },
    reporter: { kind: 'tool', id, name: 'other' },
    via: { kind: 'api', verified: true },
  } as const,
});

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
      .when({ ...adopt(), around: around([], { [GRACE]: 'grace' }) })
      .thenAccepted();
    given(noticePolicies, [proposed({ approvers: [ADA, GRACE], quorum: 1 })])
      .when({ ...adopt(), around: around([], { [GRACE]: 'grace' }) })
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

  it('takes components from a policy only with the agreement of those whom that one names as well', () => {
    const web = [
      proposed({ components: [WEB], approvers: [ADA, GRACE], quorum: 1 }, 1, OTHER),
      adopted(1, OTHER),
      proposed({ components: [TOOLS] }, 1, THIRD),
      adopted(1, THIRD),
    ];
    const part = around([[PART, WEB]]);
    const ofNobody = [...web, proposed({ components: [PART] })];
    given(noticePolicies, ofNobody)
      .when({ ...adopt(), around: part })
      .thenRefused('needs-approval', 'other names ada and grace, 1 of whom has to agree; 0 did');
    given(noticePolicies, ofNobody)
      .when({ ...approve(GRACE), around: part })
      .then(
        NoticePolicyApproved.of({ policy: POLICY, version: 1, person: GRACE }),
        NoticePolicyAdopted.of({ policy: POLICY, version: 1, reason: null }),
      );
    const ofBoth = [...web, proposed({ components: [PART], approvers: [BEA], quorum: 1 })];
    given(noticePolicies, ofBoth)
      .when({ ...approve(BEA), around: part })
      .then(NoticePolicyApproved.of({ policy: POLICY, version: 1, person: BEA }));
    given(noticePolicies, [...ofBoth, approved(BEA)])
      .when({ ...approve(ADA), around: part })
      .then(
        NoticePolicyApproved.of({ policy: POLICY, version: 1, person: ADA }),
        NoticePolicyAdopted.of({ policy: POLICY, version: 1, reason: null }),
      );
    given(noticePolicies, ofNobody)
      .when({ ...adopt(), around: around([[PART, WEB]], {}) })
      .thenAccepted();
    given(noticePolicies, [...web, proposed({ components: [PART] })])
      .when({ ...adopt(), around: around([[PART, TOOLS, WEB]]) })
      .thenAccepted();
  });

  it('takes components from the policy for everything only with the agreement of those whom it names', () => {
    const whole = [proposed({ approvers: [ADA], quorum: 1 }, 1, OTHER), adopted(1, OTHER)];
    given(noticePolicies, [...whole, proposed({ components: [WEB] })])
      .when({ ...adopt(), around: around([[WEB]]) })
      .thenRefused('needs-approval', 'other names ada');
  });

  it('is not proposed where it could never come into force, because who proposes it does not count', () => {
    const all = { ...propose(asked), around: around() };
    given(noticePolicies, [])
      .when(all, by(ADA))
      .thenRefused('proposer-does-not-count', 'quorum: rule names ada and grace');
    given(noticePolicies, [])
      .when(propose({ ...asked, quorum: 1 }), by(ADA))
      .thenAccepted();
    given(noticePolicies, []).when(all, by(COG)).thenAccepted();
    const inForce = [proposed({ approvers: [ADA], quorum: 1 }), adopted()];
    given(noticePolicies, inForce).when(propose(), by(ADA)).thenRefused('proposer-does-not-count');
    given(noticePolicies, inForce)
      .when({ ...propose(), around: around([], {}) }, by(ADA))
      .thenAccepted();
    given(noticePolicies, [proposed(asked, 1, POLICY, ADA), approved(GRACE)])
      .when(adopt())
      .thenRefused('needs-approval', '1 did; who proposed it is one of them and does not count');
  });

  it('is adopted by an admin with a reason where nobody is named who could agree', () => {
    given(noticePolicies, [proposed()])
      .when(adopt())
      .then(NoticePolicyAdopted.of({ policy: POLICY, version: 1, reason: 'so be it' }));
    given(noticePolicies, [proposed(), adopted()]).when(adopt()).then();
    given(noticePolicies, [proposed(), adopted()])
      .when({ ...adopt(), reason: 'another' })
      .thenRefused('wrong-state', 'in force since 2026-11-22T17:05:09.123Z');
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
    given(noticePolicies, [proposed()])
      .when(withdraw)
      .then(NoticePolicyWithdrawn.of({ policy: POLICY, version: 1, reason: 'no' }));
    given(noticePolicies, [proposed(), adopted()])
      .when(withdraw)
      .thenRefused('wrong-state', 'in force since 2026-11-22T17:05:09.123Z');
    given(noticePolicies, [proposed(asked), approved(ADA), withdrawn])
      .when(approve(ADA))
      .thenRefused('wrong-state', 'withdrawn since 2026-11-22T17:05:09.123Z');
    given(noticePolicies, [proposed(), withdrawn]).when(withdraw).then();
    given(noticePolicies, [proposed(), withdrawn])
      .when({ ...withdraw, reason: 'another' })
      .thenRefused('wrong-state', 'withdrawn since 2026-11-22T17:05:09.123Z');
    given(noticePolicies, []).when(withdraw).thenRefused('unknown-policy-version');
  });

  it('is withdrawn by who proposed it, by whoever has to agree and by an admin, by nobody else', () => {
    const mere = { ...withdraw, isAdmin: false };
    const facts = [proposed(asked), approved(ADA)];
    given(noticePolicies, facts).when(mere, by()).thenRefused('not-your-proposal');
    given(noticePolicies, facts).when(mere, by(COG)).thenRefused('not-your-proposal');
    given(noticePolicies, facts).when(mere, by(GRACE)).thenAccepted();
    given(noticePolicies, facts).when(mere, by(undefined, 'tool:spec')).thenAccepted();
    given(noticePolicies, facts).when(withdraw, by()).thenAccepted();
  });
});
