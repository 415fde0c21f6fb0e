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
      <Agreement version={version} valid={valid} names={names} />
      <ProposalActions policy={policy} version={version} valid={valid} names={names} reload={reload} />
    </section>
  );
}

/** Who is affected by a change is said by what is in force; of the first version by itself. */
function affectedBy({ version, valid }: Pick<ProposalProps, 'version' | 'valid'>) {
  return (valid ?? version).rules;
}

function Agreement({ version, valid, names }: Pick<ProposalProps, 'version' | 'valid' | 'names'>) {
  const { approvers, quorum } = affectedBy({ version, valid });
  if (approvers.length === 0) {
    return <p>Nobody is named whose agreement it needs: an administrator can adopt it, with a reason.</p>;
  }
  const missing = approvers.filter((person) => !version.approvals.some((approval) => approval.person === person));
  return (
    <p>
      {version.approvals.length} of {quorum} agreed. Not yet: <People ids={missing} names={names} />
    </p>
  );
}

function ProposalActions({ policy: { name }, version, valid, reload }: ProposalProps) {
  const { isSending, problem, send } = useSending();
  const { approvers } = affectedBy({ version, valid });
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
        {mayApprove(version, approvers) && (
          <button type="button" class="primary" disabled={isSending} onClick={approve}>
            Approve
          </button>
        )}
        {approvers.length === 0 && may('admin') && (
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
        <ReasonAction
          explanation="It will not come into force; it stays in the list of versions."
          does="Withdraw"
          what={`version ${number} of ${name}`}
          write={(reason) =>
            bodyOf(api.POST('/api/v1/notice-policies/{name}/withdraw', { params, body: { version: number, reason } }))
          }
          done={reload}
        />
      </div>
    </>
  );
}

/** Whoever is named and did not propose it themselves, once. */
function mayApprove({ approvals, proposedBy }: PolicyVersion, approvers: readonly string[]): boolean {
  const person = signedIn.value?.person ?? null;
  if (person === null || !approvers.includes(person) || proposedBy.person === person) return false;
  return !approvals.some((approval) => approval.person === person);
}
