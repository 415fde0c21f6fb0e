import type { EventDefinition } from './event.js';
import type { Projection, Rows } from './projection.js';

/** One kind of record as the process sees it: what features.ts lists, for the Nest side and the writer worker alike. */
export interface Feature {
  readonly name: string;
  readonly events: readonly EventDefinition[];
  readonly projections: readonly Projection[];
  /** The Nest module, loaded only by the HTTP side: the writer worker has no use for controllers. */
  readonly module?: () => Promise<new (...needs: never[]) => object>;
  /** Names of logs that not everybody may read; asked at each read. */
  readonly privateLogs?: (rows: Rows) => readonly string[];
}

export function defineFeature(feature: Feature): Feature {
  return feature;
}
