import { components } from './components.kind.js';
import { imports } from './imports.kind.js';
import type { KindOf } from './kind.js';
import { logEntries } from './log-entries.kind.js';
import { logs } from './logs.kind.js';
import { maintenanceWindows } from './maintenance-windows.kind.js';
import { operations } from './operations.kind.js';
import { people } from './people.kind.js';
import { tokens } from './tokens.kind.js';

/** Every kind of record that histories are made of; a new one is one line here. */
export const kinds: readonly KindOf[] = [
  logEntries,
  operations,
  logs,
  people,
  tokens,
  imports,
  components,
  maintenanceWindows,
];
