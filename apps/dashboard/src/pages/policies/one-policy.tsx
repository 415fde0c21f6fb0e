import { addressOf } from '../../navigation.js';
import { Matrix } from './matrix-table.js';
import type { Rules } from './matrix.js';
import type { Names, Policy } from './policies-page.js';
import { Proposal } from './proposal.js';
import { VersionList } from './version-list.js';

export type PolicyVersion = Policy['versions'][number];

interface OnePolicyProps {
  readonly policy: Policy;
  readonly names: Names;
  readonly reload: () => void;
}

export function OnePolicy({ policy, names, reload }: OnePolicyProps) {
  const { name, versions, inForce } = policy;
  const valid = versions.find(({ version }) => version === inForce) ?? null;
  const proposed = versions.find(({ state }) => state === 'proposed') ?? null;
  const id = `policy-${name}`;
  return (
    <section class="panel notice-page" aria-labelledby={id}>
      <h2 id={id}>
        {name} {valid !== null && <span class="mark in-force">version {valid.version} in force</span>}
        {valid === null && <span class="mark">not in force</span>}
      </h2>
      {valid !== null && (
        <>
          <p>
            <bdi>{valid.rules.title}</bdi>
          </p>
          <Matrix rules={valid.rules} replaced={null} label={`What ${name} demands`} />
          <RuleFacts rules={valid.rules} names={names} />
        </>
      )}
      {proposed !== null && <Proposal policy={policy} version={proposed} valid={valid} names={names} reload={reload} />}
      <VersionList versions={versions} policy={name} names={names} />
    </section>
  );
}

const ENDED: Readonly<Record<string, string>> = {
  owed: 'within the 15 minutes after the actual end, always',
  optional: 'within the 15 minutes after the actual end, if somebody wants it',
  none: 'not owed',
};

/** What a policy demands beside the matrix, of which components, and whose agreement a change needs. */
export function RuleFacts({ rules, names }: { readonly rules: Rules; readonly names: Names }) {
  const { starting, ended, components, approvers, quorum } = rules;
  return (
    <dl class="facts">
      <dt>Mail at the start</dt>
      <dd>{starting ? 'within the 15 minutes before it' : 'not owed'}</dd>
      <dt>Mail at the end</dt>
      <dd>{ENDED[ended] ?? ended}</dd>
      <dt>For</dt>
      <dd>
        {components.length === 0 && 'everything that no other policy is for'}
        {components.map((name, index) => (
          <>
            {index > 0 && ', '}
            <a href={addressOf(`components/${name}`)}>{name}</a>
          </>
        ))}
      </dd>
      <dt>A change needs</dt>
      <dd>
        {approvers.length === 0 ? 'an administrator, with a reason' : `${quorum} of ${approvers.length}: `}
        <People ids={approvers} names={names} />
      </dd>
    </dl>
  );
}

/** People by name, where the reader may know it. */
export function People({ ids, names }: { readonly ids: readonly string[]; readonly names: Names }) {
  return (
    <>
      {ids.map((id, index) => (
        <>
          {index > 0 && ', '}
          <bdi>{names.get(id) ?? `person ${id.slice(-6)}`}</bdi>
        </>
      ))}
    </>
  );
}
