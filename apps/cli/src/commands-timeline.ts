import type { components } from '@api/openapi.js';
import type { Command } from 'commander';
import { answered, connect } from './client.js';
import { wholeNumber } from './commands-entries.js';
import { given } from './given-text.js';
import { entryLine, type Json, print } from './output.js';
import { instantFrom } from './times.js';
import { announcementLine, windowLine } from './window-words.js';

type Moment = components['schemas']['MomentView'];
type Schemas = components['schemas'];

interface Asked {
  component?: string;
  host?: string;
  task?: string;
  change?: string;
  actor?: string;
  window?: string;
  log?: string[];
  kinds?: string[];
  from?: string;
  to?: string;
  asOf?: string;
  limit: string;
}

/** All kinds of record together. */
export function addTimelineCommand(program: Command): void {
  program
    .command('timeline')
    .description('entries, windows and announcements together, oldest first')
    .option('--component <name>', 'only of it and its parts')
    .option('--window <id>', 'only it, what was said of it, and what was done while it lasted')
    .option('--host <host>')
    .option('--task <task>')
    .option('--change <change>', 'of Gerrit')
    .option('--actor <name>')
    .option('--log <log...>')
    .option('--kinds <kind...>', 'log-entry, maintenance-window, announcement')
    .option('--from <time>', 'at or after it')
    .option('--to <time>', 'before it')
    .option('--as-of <moment>', 'as it was known then: a time, or a position')
    .option('--limit <n>', 'the newest so many', '50')
    .option('--json', 'print the page as JSON')
    .action(showTimeline);
}

async function showTimeline({ json, limit, from, to, ...asked }: Asked & Json): Promise<void> {
  const query = {
    ...asked,
    limit: wholeNumber(limit),
    ...given({
      from: from === undefined ? undefined : instantFrom(from),
      to: to === undefined ? undefined : instantFrom(to),
    }),
  };
  const page = await answered(connect().GET('/api/v1/timeline', { params: { query } }));
  print(json, page, () => (page.data.length === 0 ? ['nothing is there'] : [...page.data].reverse().map(momentLine)));
}

function momentLine({ kind, record }: Moment): string {
  if (kind === 'log-entry') return entryLine(record as Schemas['LogEntryView']);
  if (kind === 'maintenance-window') return windowLine(record as Schemas['WindowView']);
  return announcementLine(record as Schemas['AnnouncementView']);
}
