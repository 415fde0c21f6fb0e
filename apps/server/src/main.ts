// Nothing of ours is imported before the version is known: an older Node would fail on the first import instead.
const OLDEST_NODE = 24;

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  process.stderr.write(
    `opsledger needs Node ${OLDEST_NODE} or newer and this is ${process.versions.node}: start it with "npm start", which brings its own.\n`,
  );
  process.exitCode = 1;
} else {
  const { start } = await import('./start.js');
  await start();
}
