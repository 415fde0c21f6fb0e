import { api, bodyOf } from '../../api/api.js';
import { may, signedIn } from '../../api/sign-in.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { ReasonAction } from '../../pieces/reason-action.js';
import { Time } from '../../pieces/time.js';
import { useSending } from '../../sending.js';
import { Matrix } from './matrix-table.js';
import { type PolicyVersion, People, RuleFacts } from './one-policy.js';
import type { Names, Policy } from './policies-page.js';

interface ProposalProps {
  readonly policy: Policy;
  readonly version: PolicyVersion;
  /** The version in force. */
  readonly valid: PolicyVersion | null;
  readonly names: Names;
  readonly reload: () => void;
}

/** A version that is not in force yet, what it would change, and who can bring it into force. */
export function Proposal({ policy, version, valid, names, reload }: ProposalProps) {
  const { rules, proposedAt, proposedBy, reason } = version;
  const id = `proposal-${policy.name}`;
  return (
    <section class="proposal" aria-labelledby={id}>
      <h3 id={id}>Version {version.version} is proposed</h3>
      <p>
        <bdi>{rules.title}</bdi>
        <br />
        <span class="by">
          <Time at={proposedAt} day />, by <bdi>{proposedBy.name}</bdi>: <bdi>{reason}</bdi>
        </span>
      </p>
      <Matrix
        rules={rules}
        replaced={valid?.rules ?? null}
        label={`What version ${version.version} of ${policy.name} would demand`}
      />
      <RuleFacts rules={rules} names={names} />
      <Agreement policy={policy} version={version} names={names} />
      <ProposalActions policy={policy} version={version} reload={reload} />
    </section>
  );
}

/** Of each policy that names people: its own, and one from which it takes components. */
function Agreement({
  policy,
  version: { asked, approvals },
  names,
}: Pick<ProposalProps, 'policy' | 'version' | 'names'>) {
  if (asked.length === 0) {
    return <p>Nobody is named whose agreement it needs: an administrator can adopt it, with a reason.</p>;
  }
  return asked.map((circle) => {
    const missing = circle.approvers.filter((person) => !approvals.some((approval) => approval.person === person));
    const agreed = circle.approvers.length - missing.length;
    return (
      <p key={circle.policy}>
        {agreed} of {circle.quorum} agreed{circle.policy !== policy.name && `, whom ${circle.policy} names`}. Not yet:{' '}
        <People ids={missing} names={names} />
      </p>
    );
  });
}

function ProposalActions({ policy: { name }, version, reload }: Pick<ProposalProps, 'policy' | 'version' | 'reload'>) {
  const { isSending, problem, send } = useSending();
  const number = version.version;
  const params = { path: { name } };
  if (!may('announce')) {
    return <p class="explanation">Sign in, with announce, to agree or to take it back.</p>;
  }
  const approve = (): void =>
    send(
      () => bodyOf(api.POST('/api/v1/notice-policies/{name}/approve', { params, body: { version: number } })),
      reload,
    );
  return (
    <>
      {problem !== null && <ProblemNote problem={problem} />}
      <div class="actions">
        {mayApprove(version) && (
          <button type="button" class="primary" disabled={isSending} onClick={approve}>
            Approve
          </button>
        )}
        {version.asked.length === 0 && may('admin') && (
          <ReasonAction
            explanation="It comes into force at once: windows that are scheduled from now on are judged by it."
            does="Adopt"
            what={`version ${number} of ${name}`}
            write={(reason) =>
              bodyOf(api.POST('/api/v1/notice-policies/{name}/adopt', { params, body: { version: number, reason } }))
            }
            done={reload}
          />
        )}
        {mayWithdraw(version) && (
          <ReasonAction
            explanation="It will not come into force; it stays in the list of versions."
            does="Withdraw"
            what={`version ${number} of ${name}`}
            write={(reason) =>
              bodyOf(api.POST('/api/v1/notice-policies/{name}/withdraw', { params, body: { version: number, reason } }))
            }
            done={reload}
          />
        )}
      </div>
    </>
  );
}

/** Whoever is named and did not propose it themselves, once. */
function mayApprove(version: PolicyVersion): boolean {
  const person = signedIn.value?.person ?? null;
  if (person === null || !isAsked(version, person) || version.proposedBy.person === person) return false;
  return !version.approvals.some((approval) => approval.person === person);
}

function isAsked({ asked }: PolicyVersion, person: string): boolean {
  return asked.some(({ approvers }) => approvers.includes(person));
}

/** Who proposed it, whoever is named, and an administrator. */
function mayWithdraw(version: PolicyVersion): boolean {
  const { person = null, name } = signedIn.value ?? {};
  const { proposedBy } = version;
  const isTheirs = person === null ? proposedBy.name === name : proposedBy.person === person;
  return may('admin') || isTheirs || (person !== null && isAsked(version, person));
}
