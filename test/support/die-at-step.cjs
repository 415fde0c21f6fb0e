// Loaded before a program: it dies by kill -9 at step DIE_AT of what it does to the disk, a write when half of it is done.
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');

const dieAt = Number(process.env.DIE_AT);
let step = 0;
for (const name of ['mkdirSync', 'writeFileSync', 'renameSync', 'fsyncSync']) {
  const real = fs[name];
  fs[name] = (...args) => {
    if (++step === dieAt) {
      if (name === 'writeFileSync') real(args[0], args[1].slice(0, args[1].length / 2), args[2]);
      process.kill(process.pid, 'SIGKILL');
    }
    return real(...args);
  };
}
syncBuiltinESMExports();
