import type { EventCatalogue } from '@kernel/event-catalogue.js';
import type { StoredEvent } from '@kernel/event.js';
import { RedactionMade } from '@kernel/redaction.js';
import { ApiProperty } from '@nestjs/swagger';
import type { Redacted } from '../redactor.js';
import type { Caller } from './caller.js';
import { noSuchEvent } from './visible-event.js';

/** The files of a small ledger are clean before the answer; of a large one the answer says that it is under way. */
const WAIT_FOR_FILES_MS = 5_000;
const ADVICE = 'Treat what was written here as compromised, and rotate it now: others may have read it already.';
export class ErasureView {
  @ApiProperty({ type: Number, description: 'Position of the redaction.' }) redaction: number;
  @ApiProperty({
    type: String,
    enum: ['complete', 'under-way'],
    description: 'Gone from the ledger in any case; `complete` once no file of the read model holds it either.',
  })
  erasure: string;
  @ApiProperty({ type: String }) advice: string;
}

/**
 * An entry may have been in several logs: the right to redact is needed for each. Gives the log whose readers see the
 * scar, that of the newest event. @throws Problem 403, Rejected not-found for what the caller must not see
 */
export function requireRedact(
  events: readonly StoredEvent[],
  catalogue: EventCatalogue,
  caller: Caller,
): string | undefined {
  const audiences = events
    .filter(({ type }) => type !== RedactionMade.type)
    .map((event) => catalogue.audienceOf(catalogue.read(event)));
  if (!audiences.every((audience) => caller.sight.sees(audience))) {
    throw noSuchEvent();
  }
  for (const audience of audiences) {
    if (typeof audience === 'string') caller.requireAllLogs();
    else caller.require('redact', audience.log);
  }
  const newest = audiences.at(-1);
  return typeof newest === 'object' ? newest.log : undefined;
}

/** What is answered beside the thing itself. */
export async function erasureOf(redacted: Redacted): Promise<ErasureView> {
  return { redaction: redacted.position, erasure: await withinReason(redacted.filesErased), advice: ADVICE };
}

/** Waits a little for work that goes on by itself. */
export async function withinReason(filesErased: Promise<unknown>): Promise<'complete' | 'under-way'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'under-way'>((resolve) => {
    timer = setTimeout(() => resolve('under-way'), WAIT_FOR_FILES_MS);
  });
  const done = filesErased.then(
    () => 'complete' as const,
    () => 'under-way' as const,
  );
  const erasure = await Promise.race([done, late]);
  clearTimeout(timer);
  return erasure;
}
