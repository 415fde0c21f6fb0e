import { derivedId, type Ids } from '@kernel/ids.js';
import { Rejected } from '@kernel/rejected.js';
import type { Ledger } from '@platform/ledger.js';
import { SYSTEM } from '@platform/ledger-opened.js';
import type { ReadModel } from '@platform/read-model/read-model.js';
import { readChannels } from './channels/channel-table.js';
import type { ChannelDetails, ChannelRule } from './channels/channel.events.js';
import { channels } from './channels/channels.js';
import { logNamed } from './logs/log-catalogue.js';
import { RULE_A } from './notice-policies/first-policies.js';
import { noticePolicies } from './notice-policies/notice-policies.js';
import { readPolicyVersions } from './notice-policies/notices-in-force.js';
import type { LogDetails } from './logs/log.events.js';
import { logs } from './logs/logs.js';
import { hashOfSecret, makeSecret } from './tokens/secret.js';
import { tokens } from './tokens/tokens.js';
import { readTokens } from './tokens/who-may.js';

/** Label of the token that the server makes for whoever owns its data folder. */
const ADMIN_LABEL = 'admin token of the data folder';
const MAX_LABEL_CHARACTERS = 150;

const FIRST_LOGS: readonly (Partial<LogDetails> & { name: string })[] = [
  { name: 'admin', title: 'Cloud VPS', description: 'Cloud VPS as a whole.', channels: ['#wikimedia-cloud-admin'] },
  { name: 'tools', title: 'Toolforge', description: 'Toolforge as a whole.', patterns: ['tools.*'] },
  {
    name: 'production',
    title: 'Production',
    description: 'Physical hardware and general operations.',
    channels: ['#wikimedia-operations'],
  },
  { name: 'unsorted', title: 'Unsorted', description: 'Lines of relays that named no log that exists.' },
];

/** What exists from the first start. Does nothing at later ones. */
export async function createFirstRecords(ledger: Ledger, readModel: ReadModel): Promise<void> {
  await createFirstLogs(ledger, readModel);
  await adoptFirstPolicy(ledger, readModel);
  await addFirstChannels(ledger, readModel);
}

async function createFirstLogs(ledger: Ledger, readModel: ReadModel): Promise<void> {
  for (const { name, ...details } of FIRST_LOGS) {
    if (logNamed(readModel, 'name', name) !== undefined) continue;
    try {
      await ledger.execute(logs, null, { do: 'create', name, details }, SYSTEM);
    } catch (error) {
      // Another process that starts at the same time was faster.
      if (!(error instanceof Rejected) || error.kind !== 'conflict') throw error;
    }
  }
}

const EVERYTHING: ChannelRule = { scopes: [], kinds: [], announcements: [], impact: 'none' };
const NO_TARGET = { target: '', listId: '', rules: [EVERYTHING] };
const FIRST_CHANNELS: readonly (ChannelDetails & { id: string })[] = [
  { ...NO_TARGET, id: derivedId('channel', 'page'), name: 'page', type: 'page', title: 'The pages of the ledger' },
  { ...NO_TARGET, id: derivedId('channel', 'atom'), name: 'atom', type: 'atom', title: 'The Atom feed' },
];

async function addFirstChannels(ledger: Ledger, readModel: ReadModel): Promise<void> {
  if (readChannels(readModel, readModel.position()).length > 0) return;
  for (const { id, ...details } of FIRST_CHANNELS) {
    await ledger.execute(channels, null, { do: 'add', id, details }, SYSTEM);
  }
}

/** The notice policy for everything that is in force from the first start. Does nothing where there is any policy. */
async function adoptFirstPolicy(ledger: Ledger, readModel: ReadModel): Promise<void> {
  if (readPolicyVersions(readModel, readModel.position()).length > 0) return;
  const { id: policy, name, rules, reason } = RULE_A;
  const around = { upwards: [], names: new Map<string, string>() };
  try {
    await ledger.execute(noticePolicies, null, { do: 'propose', policy, name, rules, reason, around }, SYSTEM);
    await ledger.execute(noticePolicies, null, { do: 'adopt', policy, version: 1, reason, around }, SYSTEM);
  } catch (error) {
    // Another process that starts at the same time was faster.
    if (!(error instanceof Rejected) || error.kind !== 'conflict') throw error;
  }
}

/**
 * A new admin token; those that were made this way before are revoked, so deleting the file rotates it. `folder` says
 * whose it is, where several processes have a data folder each.
 */
export async function issueAdminToken(
  ledger: Ledger,
  readModel: ReadModel,
  ids: Ids,
  folder: string | null = null,
): Promise<string> {
  const label = folder === null ? ADMIN_LABEL : `${ADMIN_LABEL} ${folder}`.slice(0, MAX_LABEL_CHARACTERS);
  for (const token of readTokens(readModel, readModel.position(), { after: '', limit: 100_000 })) {
    if (token.label !== label || token.issuedBy !== SYSTEM.reporter.name || token.revokedAt !== null) continue;
    await ledger.execute(tokens, null, { do: 'revoke', id: token.id, reason: 'replaced' }, SYSTEM);
  }
  const secret = makeSecret(ids.salt());
  const token = {
    id: ledger.newId(SYSTEM),
    hash: hashOfSecret(secret),
    ownerKind: 'tool',
    owner: 'admin',
    label,
    scopes: ['admin'],
    logs: null,
    expiresAt: null,
  } as const;
  await ledger.execute(tokens, null, { do: 'issue', token }, SYSTEM);
  return secret;
}
