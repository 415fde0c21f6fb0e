import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** Where folders are made that are written over and over, and never have to outlive the machine: in memory, if it can be. */
export const IN_MEMORY = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
