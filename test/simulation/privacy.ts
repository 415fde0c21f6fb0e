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
    const isOpen = (place: Place): boolean =>
      typeof place === 'string' ? place === 'public' : !this.privateLogs.has(place.log);
    for (const ofStream of Map.groupBy(this.tellings, ({ seen }) => seen.stream).values()) {
      const parts = ofStream.flatMap(({ seen, told }) => (told === null ? [] : [partOf(seen.type, told)]));
      // An entry that is moved takes with it who wrote it down, and what it belongs to.
      const isSomewhereOpen = parts.some(({ place }) => isOpen(place));
      for (const { place, said, around } of parts) {
        for (const word of wordsIn(said)) (isOpen(place) ? open : secret).add(word);
        for (const word of wordsIn(around)) (isOpen(place) || isSomewhereOpen ? open : secret).add(word);
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

/** What is shown of an event, and to whom. What a redaction let stand is shown as what it was. */
function partOf(type: string, { data, actor, ...rest }: any): { place: Place; said: string; around: string } {
  const { via: _via, ...more } = rest;
  const { events: _events, ...said } = data;
  return { place: placeOf(type, data), said: JSON.stringify(said), around: JSON.stringify([actor, more]) };
}

function placeOf(type: string, data: any): Place {
  return CATALOGUE.find(type)?.audience(data) ?? 'admin';
}
