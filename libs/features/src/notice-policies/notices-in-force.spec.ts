import { RedactionMade } from '@kernel/redaction.js';
import { isoInstant } from '@kernel/time.js';
import { NOW } from '../../../../test/support/given.js';
import { Projected } from '../../../../test/support/projected.js';
import {
  NoticePolicyAdopted,
  NoticePolicyApproved,
  noticePolicyEvents,
  NoticePolicyProposed,
  NoticePolicyWithdrawn,
} from './notice-policy.events.js';
import { noticesInForce, readPoliciesInForce, readPolicyVersions } from './notices-in-force.js';

const [RULE, WEB, ADA] = [1, 2, 3].map((n) => `00000000-0000-7000-8000-00000000000${n}`) as [string, string, string];
const STREAM = 'notice-policies';

const said = (version: number, policy = RULE) => ({
  policy,
  version,
  name: policy === RULE ? 'rule' : 'web',
  rules: {
    title: 'Told in words',
    cells: [],
    starting: false,
    ended: 'none',
    components: [],
    approvers: [],
    quorum: 0,
  },
  reason: 'asked for in words',
});
const adopted = (version: number, reason: string | null = 'in words', policy = RULE) => ({ policy, version, reason });

let projected: Projected;
beforeEach(() => (projected = new Projected([...noticePolicyEvents, RedactionMade], [noticesInForce])));

const tell = (definition: (typeof noticePolicyEvents)[number], data: object | null) =>
  projected.tell(definition, STREAM, data);
const inForce = (at: number) =>
  readPoliciesInForce(projected.projector, at).map(({ name, version }) => `${name} ${version}`);
const states = (at: number) =>
  readPolicyVersions(projected.projector, at).map(({ row }) => `${row.name} ${row.version} ${row.state}`);

describe('The notices in force', () => {
  it('are at each position those by which a window was judged then', () => {
    const proposed = tell(NoticePolicyProposed, said(1));
    const first = tell(NoticePolicyAdopted, adopted(1));
    tell(NoticePolicyProposed, said(1, WEB));
    tell(NoticePolicyAdopted, adopted(1, 'in words', WEB));
    const next = tell(NoticePolicyProposed, said(2));
    const second = tell(NoticePolicyAdopted, adopted(2, null));
    expect([proposed, first, next, second].map((at) => inForce(at).sort())).toEqual([
      [],
      ['rule 1'],
      ['rule 1', 'web 1'],
      ['rule 2', 'web 1'],
    ]);
    expect(states(second)).toEqual(['rule 1 superseded', 'rule 2 in-force', 'web 1 in-force']);
    expect(states(next)).toEqual(['rule 1 in-force', 'rule 2 proposed', 'web 1 in-force']);
  });

  it('say since when, who agreed and why', () => {
    const proposed = tell(NoticePolicyProposed, said(1));
    const approved = tell(NoticePolicyApproved, { policy: RULE, version: 1, person: ADA });
    const last = tell(NoticePolicyAdopted, adopted(1, null));
    const at = (position: number) => isoInstant(NOW + position);
    expect(readPoliciesInForce(projected.projector, last)).toEqual([
      expect.objectContaining({
        since: at(last),
        proposedAt: at(proposed),
        approvals: [{ person: ADA, at: at(approved) }],
        adoptedBecause: null,
      }),
    ]);
    expect(readPolicyVersions(projected.projector, proposed)[0]!.row.approvals).toEqual([]);
  });

  it('are not changed by what was withdrawn, nor by what was erased whole', () => {
    tell(NoticePolicyProposed, said(1));
    tell(NoticePolicyAdopted, adopted(1));
    tell(NoticePolicyProposed, said(2));
    tell(NoticePolicyWithdrawn, { policy: RULE, version: 2, reason: 'not so' });
    tell(NoticePolicyProposed, null);
    tell(NoticePolicyAdopted, null);
    const last = tell(NoticePolicyWithdrawn, null);
    expect(inForce(last)).toEqual(['rule 1']);
    expect(readPolicyVersions(projected.projector, last)[1]!.row).toMatchObject({
      state: 'withdrawn',
      withdrawnBecause: 'not so',
    });
  });

  it('go on without their words when these are redacted, at every position', () => {
    const proposed = tell(NoticePolicyProposed, said(1));
    const first = tell(NoticePolicyAdopted, adopted(1));
    const next = tell(NoticePolicyProposed, said(2));
    const last = tell(NoticePolicyWithdrawn, { policy: RULE, version: 2, reason: 'withdrawn in words' });
    const erased = (position: number, definition: (typeof noticePolicyEvents)[number], data: object) => ({
      position,
      type: definition.type,
      version: 1,
      bytes: 1,
      kept: {
        data: definition.whenRedacted(data as never),
        actor: { name: '[redacted]' },
        reporter: {},
        via: {},
        occurredAt: '',
        precision: 'second',
      },
    });
    const events = [
      erased(proposed, NoticePolicyProposed, said(1)),
      erased(first, NoticePolicyAdopted, adopted(1)),
      erased(next, NoticePolicyProposed, said(2)),
      erased(last, NoticePolicyWithdrawn, { policy: RULE, version: 2, reason: 'withdrawn in words' }),
    ];
    const at = projected.tell(RedactionMade, STREAM, { events, what: 'content', reason: 'r', restates: false });
    for (const position of [proposed, first, next, last, at]) {
      const rows = readPolicyVersions(projected.projector, position).map(({ row }) => row);
      expect(JSON.stringify(rows)).not.toContain('words');
      expect(rows[0]).toMatchObject({ proposedBy: { name: '[redacted]' }, rules: { title: '[redacted]', quorum: 0 } });
    }
    expect(inForce(at)).toEqual(['rule 1']);
  });
});
