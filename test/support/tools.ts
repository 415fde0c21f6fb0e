import { spawnSync } from 'node:child_process';

/** For what needs a program of the system: skipped, plainly, where there is none. */
export function itWith(program: string, question = '--version'): jest.It {
  return spawnSync(program, [question]).status === 0 ? it : it.skip;
}
