// Writes what is generated: docs/api/openapi.json, docs/events.md and the clients' types. With --check it only compares.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { format } from 'prettier';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const { features } = await import('../dist/libs/features/src/features.js');
const { inMemory } = await import('../dist/libs/platform/src/in-memory.js');
const { createHttpServer } = await import('../dist/libs/platform/src/http/http-server.js');
const { apiDocument } = await import('../dist/libs/platform/src/http/openapi.js');
const { eventCatalogueText } = await import('../dist/libs/platform/src/event-catalogue-text.js');
const { ServerModule } = await import('../dist/apps/server/src/server.module.js');

const foundation = await inMemory(features);
const module = await ServerModule.over(foundation, resolve('dist/apps/dashboard'));
const app = await createHttpServer(module, { logger: foundation.logger, rateLimit: 0 });
const document = apiDocument(app);
await app.close();

const style = { printWidth: 120, singleQuote: true, trailingComma: 'all' };
const types = `// Generated from docs/api/openapi.json by \`npm run generate\`.\n${astToString(await openapiTS(document))}`;
const files = {
  'docs/api/openapi.json': `${JSON.stringify(document, null, 2)}\n`,
  'docs/events.md': eventCatalogueText(foundation.catalogue.definitions),
  'docs/api/openapi.d.ts': await format(types, { ...style, parser: 'typescript' }),
};

const stale = Object.entries(files).filter(([path, text]) => {
  try {
    return readFileSync(path, 'utf8') !== text;
  } catch {
    return true;
  }
});
if (process.argv.includes('--check')) {
  for (const [path] of stale) console.error(`${path} is not up to date: run npm run generate and commit it`);
  process.exit(stale.length === 0 ? 0 : 1);
}
mkdirSync('docs/api', { recursive: true });
for (const [path, text] of stale) {
  writeFileSync(path, text);
  console.log(`wrote ${path}`);
}
process.exit(0);
