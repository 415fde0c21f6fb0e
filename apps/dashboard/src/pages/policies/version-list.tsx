import { Time } from '../../pieces/time.js';
import { Matrix } from './matrix-table.js';
import { People, type PolicyVersion, RuleFacts } from './one-policy.js';
import type { Names } from './policies-page.js';

const STATES: Readonly<Record<string, string>> = {
  proposed: 'proposed',
  'in-force': 'in force',
  superseded: 'superseded',
  withdrawn: 'withdrawn',
};

interface VersionListProps {
  readonly versions: readonly PolicyVersion[];
  /** Its name. */
  readonly policy: string;
  readonly names: Names;
}

/** What the policy said at any time, newest first, and who agreed. */
export function VersionList({ versions, policy, names }: VersionListProps) {
  return (
    <details class="policy-versions">
      <summary>
        {versions.length} {versions.length === 1 ? 'version' : 'versions'} of {policy}
      </summary>
      <ol reversed>
        {versions.toReversed().map((version) => (
          <li key={version.version} value={version.version}>
            <VersionLine version={version} names={names} />
            <details>
              <summary>What version {version.version} demands</summary>
              <Matrix rules={version.rules} replaced={null} label={`Version ${version.version} of ${policy}`} />
              <RuleFacts rules={version.rules} names={names} />
            </details>
          </li>
        ))}
      </ol>
    </details>
  );
}

function VersionLine({ version, names }: { readonly version: PolicyVersion; readonly names: Names }) {
  const { state, since, rules, proposedAt, proposedBy, reason, approvals, adoptedBecause, withdrawnBecause } = version;
  return (
    <>
      <bdi>{rules.title}</bdi> <span class={`mark ${state}`}>{STATES[state] ?? state}</span>
      <span class="by">
        since <Time at={since} day />
      </span>
      <ul class="policy-steps">
        <li>
          Proposed <Time at={proposedAt} day /> by <bdi>{proposedBy.name}</bdi>: <bdi>{reason}</bdi>
        </li>
        {approvals.map(({ person, at }) => (
          <li key={person}>
            Approved <Time at={at} day /> by <People ids={[person]} names={names} />
          </li>
        ))}
        {adoptedBecause !== null && (
          <li>
            Adopted by an administrator: <bdi>{adoptedBecause}</bdi>
          </li>
        )}
        {withdrawnBecause !== null && (
          <li>
            Withdrawn: <bdi>{withdrawnBecause}</bdi>
          </li>
        )}
      </ul>
    </>
  );
}
