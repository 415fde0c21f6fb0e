import { features } from '@features/features.js';
import { catalogueOf } from '@platform/read-model/read-model-files.js';
import type { Chronicle, Telling } from './chronicle.js';
import { wordsIn } from './world.js';

const CATALOGUE = catalogueOf(features);

/** A log's name, or who else may see what is told. */
type Place = { readonly log: string } | 'public' | 'admin';

/** What is private now, as the events say it. */
export class Privacy {
  readonly privateLogs: ReadonlySet<string>;
  private readonly tellings: readonly Telling[];

  constructor(chronicle: Chronicle) {
    this.tellings = chronicle.tellings();
    const logs = new Set<string>();
    for (const { seen, told } of this.tellings) {
      if (told === null || !/^log\.(created|changed)$/.test(seen.type)) continue;
      if (told.data.visibility === 'private') logs.add(told.data.name as string);
      else logs.delete(told.data.name as string);
    }
    this.privateLogs = logs;
  }

  /** Words that stand in nothing that everybody may see. */
  secretWords(): string[] {
    const open = new Set<string>();
    const secret = new Set<string>();
    for (const { seen, told } of this.tellings) {
      if (told === null) continue;
      for (const { place, text } of partsOf(seen.type, told)) {
        const isOpen = typeof place === 'string' ? place === 'public' : !this.privateLogs.has(place.log);
        for (const word of wordsIn(text)) (isOpen ? open : secret).add(word);
      }
    }
    return [...secret].filter((word) => !open.has(word));
  }

  /** Entries by the log in which they are now. */
  entries(): Map<string, string> {
    const logs = new Map<string, string>();
    for (const { seen, told } of this.tellings) {
      if (!seen.type.startsWith('log-entry.') || told === null) continue;
      logs.set(seen.stream.slice('log-entry-'.length), told.data.log as string);
    }
    return logs;
  }
}

/** What is shown of an event, and whom it is for. What a redaction let stand is shown as what it was. */
function partsOf(type: string, { data, actor, ...rest }: any): { place: Place; text: string }[] {
  const { via: _via, reporter, ...more } = rest;
  if (type !== 'redaction.made') {
    return [{ place: placeOf(type, data), text: JSON.stringify([data, actor, reporter, more]) }];
  }
  const { events, ...said } = data;
  const place: Place = said.log === undefined ? 'admin' : { log: said.log };
  return [{ place, text: JSON.stringify([said, actor, reporter]) }];
}

function placeOf(type: string, data: any): Place {
  return CATALOGUE.find(type)?.audience(data) ?? 'admin';
}
