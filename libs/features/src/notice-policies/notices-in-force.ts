import type { Actor } from '@kernel/event.js';
import { defineProjection, type Rows, type Sql, sql, STILL_SO } from '@kernel/projection.js';
import { erasedBy, type Kept, RedactionMade } from '@kernel/redaction.js';
import { isoInstant } from '@kernel/time.js';
import type { PolicyInForce } from './judge.js';
import { noticePolicyEvents, type NoticeRules } from './notice-policy.events.js';

export const VERSION_STATES = ['proposed', 'in-force', 'superseded', 'withdrawn'] as const;
export type VersionState = (typeof VERSION_STATES)[number];

/** One version of a policy. */
export interface PolicyVersionRow extends PolicyInForce {
  readonly state: VersionState;
  readonly since: string;
  readonly proposedAt: string;
  readonly proposedBy: Actor;
  readonly reason: string;
  /** Ids of people, and when they agreed. */
  readonly approvals: readonly { readonly person: string; readonly at: string }[];
  /** Null: the quorum agreed; else why an admin adopted it alone. */
  readonly adoptedBecause: string | null;
  readonly withdrawnBecause: string | null;
  /** Positions of the events whose words these are. */
  readonly saidAt: { readonly proposed: number; readonly adopted: number | null; readonly withdrawn: number | null };
}

/** The versions of all notice policies: one row for each state of each. */
export const noticesInForce = defineProjection({
  name: 'notice-policies',
  version: 1,
  schema: `
    CREATE TABLE notice_policy_versions (
      policy TEXT NOT NULL,
      version INTEGER NOT NULL,
      from_position INTEGER NOT NULL,
      until_position INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      state TEXT NOT NULL,
      json TEXT NOT NULL,
      PRIMARY KEY (policy, version, from_position)
    ) STRICT;`,
  events: [...noticePolicyEvents, RedactionMade],
  on: {
    'notice-policy.proposed': (fact) => {
      if (fact.erased) return [];
      const { policy, version, name, rules, reason } = fact.data;
      const at = isoInstant(fact.recordedAt);
      const row: PolicyVersionRow = {
        policy,
        version,
        name,
        rules,
        state: 'proposed',
        since: at,
        proposedAt: at,
        proposedBy: fact.actor,
        reason,
        approvals: [],
        adoptedBecause: null,
        withdrawnBecause: null,
        saidAt: { proposed: fact.position, adopted: null, withdrawn: null },
      };
      return write(row, fact);
    },
    'notice-policy.approved': (fact, own) => {
      if (fact.erased) return [];
      const { policy, version, person } = fact.data;
      const approval = { person, at: isoInstant(fact.recordedAt) };
      return revise(policy, version, (row) => ({ approvals: [...row.approvals, approval] }), fact, own);
    },
    'notice-policy.adopted': (fact, own) => {
      if (fact.erased) return [];
      const { policy, version, reason } = fact.data;
      const since = isoInstant(fact.recordedAt);
      const before = own.all(sql`
        SELECT json FROM notice_policy_versions
        WHERE policy = ${policy} AND state = 'in-force' AND until_position = ${STILL_SO}`);
      return [
        ...before.flatMap(({ json }) => write({ ...parse(json), state: 'superseded', since }, fact)),
        ...revise(
          policy,
          version,
          (row) => ({
            state: 'in-force',
            since,
            adoptedBecause: reason,
            saidAt: { ...row.saidAt, adopted: fact.position },
          }),
          fact,
          own,
        ),
      ];
    },
    'notice-policy.withdrawn': (fact, own) => {
      if (fact.erased) return [];
      const { policy, version, reason } = fact.data;
      const since = isoInstant(fact.recordedAt);
      return revise(
        policy,
        version,
        (row) => ({
          state: 'withdrawn',
          since,
          withdrawnBecause: reason,
          saidAt: { ...row.saidAt, withdrawn: fact.position },
        }),
        fact,
        own,
      );
    },
    'redaction.made': (fact, own) => {
      if (fact.erased || fact.stream !== 'notice-policies') return [];
      return withoutErased(new Map(erasedBy(fact.data).map(({ position, kept }) => [position, kept])), own);
    },
  },
});

function withoutErased(kept: ReadonlyMap<number, Kept | null>, own: Rows): Sql[] {
  const rows = own.all(sql`SELECT policy, version, from_position, json FROM notice_policy_versions`);
  return rows.flatMap(({ policy, version, from_position, json }) => {
    const row = parse(json);
    const reasonAt = (position: number | null): string | undefined => {
      const data: { reason?: string } | undefined = kept.get(position ?? -1)?.data;
      return data?.reason;
    };
    const proposed = kept.get(row.saidAt.proposed);
    const told: PolicyVersionRow = {
      ...row,
      ...(proposed == null ? {} : (proposed.data as { rules: NoticeRules; reason: string })),
      proposedBy: proposed?.actor ?? row.proposedBy,
      adoptedBecause: reasonAt(row.saidAt.adopted) ?? row.adoptedBecause,
      withdrawnBecause: reasonAt(row.saidAt.withdrawn) ?? row.withdrawnBecause,
    };
    const after = JSON.stringify(told);
    if (after === json) return [];
    return [
      sql`UPDATE notice_policy_versions SET json = ${after}
        WHERE policy = ${policy} AND version = ${version} AND from_position = ${from_position}`,
    ];
  });
}

type Place = { readonly position: number; readonly revision: number };

function revise(
  policy: string,
  version: number,
  change: (row: PolicyVersionRow) => Partial<PolicyVersionRow>,
  fact: Place,
  own: Rows,
): Sql[] {
  const found = own.get(sql`
    SELECT json FROM notice_policy_versions
    WHERE policy = ${policy} AND version = ${version} AND until_position = ${STILL_SO}`);
  if (found === undefined) return [];
  const row = parse(found['json']);
  return write({ ...row, ...change(row) }, fact);
}

function write(row: PolicyVersionRow, { position, revision }: Place): Sql[] {
  const { policy, version, state } = row;
  return [
    sql`UPDATE notice_policy_versions SET until_position = ${position}
      WHERE policy = ${policy} AND version = ${version} AND until_position = ${STILL_SO}`,
    // What is said twice in one append, such as an approval and the adoption that follows, stands at two positions.
    sql`INSERT INTO notice_policy_versions VALUES (
      ${policy}, ${version}, ${position}, ${STILL_SO}, ${revision}, ${state}, ${JSON.stringify(row)})`,
  ];
}

function parse(json: unknown): PolicyVersionRow {
  return JSON.parse(json as string) as PolicyVersionRow;
}

/** All versions of all policies as they were at a position, by name and version. */
export function readPolicyVersions(
  rows: Rows,
  at: number,
): { readonly row: PolicyVersionRow; readonly revision: number }[] {
  const found = rows.all(sql`
    SELECT revision, json FROM notice_policy_versions
    WHERE from_position <= ${at} AND until_position > ${at} ORDER BY json ->> '$.name', version`);
  return found.map(({ json, revision }) => ({ row: parse(json), revision: revision as number }));
}

/** The versions by which windows are judged. */
export function readPoliciesInForce(rows: Rows, at: number): PolicyVersionRow[] {
  const found = rows.all(sql`
    SELECT json FROM notice_policy_versions
    WHERE state = 'in-force' AND from_position <= ${at} AND until_position > ${at}`);
  return found.map(({ json }) => parse(json));
}
