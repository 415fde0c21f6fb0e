// Makes the user of the ledger on a new cluster, and lets nobody but it and administrators read or write streams that have
// no rule of their own. Run again, it sets the same. KURRENTDB_STORE, KURRENTDB_ADMIN_PASSWORD, OPSLEDGER_PASSWORD.
import { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { setTimeout as pause } from 'node:timers/promises';

const { KURRENTDB_STORE, KURRENTDB_ADMIN_PASSWORD, OPSLEDGER_PASSWORD } = process.env;
const node = `https://${/\/\/([^,/?]+)/.exec(KURRENTDB_STORE)[1]}`;
const admin = `Basic ${Buffer.from(`admin:${KURRENTDB_ADMIN_PASSWORD}`).toString('base64')}`;
const headers = { authorization: admin, 'content-type': 'application/json' };

const ask = (path, request = {}) => fetch(node + path, { headers, ...request }).catch(() => undefined);

// Users can be made a few seconds after the first leader is elected.
for (let attempt = 1; !(await ask('/users/admin'))?.ok; attempt++) {
  if (attempt === 120) throw new Error(`${node} does not answer, or not to admin with this password`);
  await pause(1000);
}
if (!(await ask('/users/opsledger'))?.ok) {
  const user = { loginName: 'opsledger', fullName: 'opsledger', groups: [], password: OPSLEDGER_PASSWORD };
  const made = await ask('/users', { method: 'POST', body: JSON.stringify(user) });
  if (!made?.ok) throw new Error(`the user could not be made: ${made?.status}`);
}

const client = KurrentDBClient.connectionString(KURRENTDB_STORE);
const credentials = { username: 'admin', password: KURRENTDB_ADMIN_PASSWORD };
const own = ['opsledger', '$admins'];
const rules = {
  $userStreamAcl: { $r: own, $w: own, $d: '$admins', $mr: own, $mw: own },
  $systemStreamAcl: { $r: '$admins', $w: '$admins', $d: '$admins', $mr: '$admins', $mw: '$admins' },
};
const id = '6b1d1f0e-6b52-8a34-9d0f-0d6c5b1a7f01';
const event = { id, type: 'update-default-acl', contentType: 'application/json', data: rules, metadata: undefined };
await client.appendToStream('$settings', [event], { streamState: 'any', credentials });
// The ledger is followed through $all.
const all = {
  acl: {
    readRoles: own,
    writeRoles: '$admins',
    deleteRoles: '$admins',
    metaReadRoles: '$admins',
    metaWriteRoles: '$admins',
  },
};
await client.setStreamMetadata('$all', all, { credentials });
await client.dispose();
process.stdout.write('the user opsledger and its rights are there\n');
