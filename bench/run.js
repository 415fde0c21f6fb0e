// npm run bench [-- name…]: each figure with its baseline from the same run, one JSON line each.
const NAMES = ['posts', 'page', 'search', 'restart', 'verify', 'export', 'receipt', 'tree', 'import', 'sal-page'];
/** Needs a server (OPSLEDGER_TEST_KURRENTDB), so only when asked for. */
const ON_REQUEST = ['kurrentdb'];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => ![...NAMES, ...ON_REQUEST].includes(name));
if (unknown.length > 0) {
  console.error(`no figure is called ${unknown.join(', ')}; there are ${[...NAMES, ...ON_REQUEST].join(', ')}`);
  process.exit(2);
}
for (const name of asked.length > 0 ? asked : NAMES) {
  const { default: measure } = await import(`./${name}.js`);
  await measure();
}
process.exit(0);
