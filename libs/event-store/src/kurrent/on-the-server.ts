import type { AllStreamRecordedEvent } from '@kurrent/kurrentdb-client';
import { type Arrived, type Checkpoint, HistoryDiffers } from './ledger-mirror.js';
import { envelopeOf, type StreamNames } from './recorded-event.js';

/** Settings of a stream that let the server forget events. */
const LIMITS = ['$tb', '$maxCount', '$maxAge'];
const COPY = "this replica's copy has all that was read before (data/replica/ledger.db)";

/** @throws HistoryDiffers for what nobody but us should have been able to write */
export function arrivedOf(stream: string, event: AllStreamRecordedEvent): Arrived {
  if (event.type === '$streamDeleted') {
    throw new HistoryDiffers(
      `the stream ${stream} was deleted on the server: restore the server from its backup; ${COPY}`,
    );
  }
  const envelope = envelopeOf(stream, event);
  if (envelope === null) {
    throw new HistoryDiffers(
      `event ${event.revision} (${event.type}) of the stream ${event.streamId} was not written by opsledger: nobody else ` +
        `may write to streams of this name. Restore the server, or move the ledger to another name; ${COPY}`,
    );
  }
  return { envelope, content: event.data as Uint8Array, place: placeOf(event) };
}

/** The event that was read last has to be there still: else it is the history of another server, or a cut one. */
export function recognise(
  event: AllStreamRecordedEvent,
  checkpoint: Checkpoint,
  names: StreamNames,
  mirror: { leafHex(envelope: Arrived['envelope']): string },
): void {
  const stream = names.ours(event.streamId);
  const envelope = stream === null ? null : envelopeOf(stream, event);
  const isSame =
    envelope !== null &&
    placeOf(event) === checkpoint.place &&
    envelope.id === checkpoint.id &&
    mirror.leafHex(envelope) === checkpoint.leaf;
  if (!isSame) throw historyLost(checkpoint);
}

export function historyLost({ id }: Checkpoint): HistoryDiffers {
  return new HistoryDiffers(
    `the event ${id}, which was read last, is not on the server, or is another one: its history was cut, or this is the ` +
      'database of another ledger. If the server is right, stop, run "opsledger rebuild" and start again; if not, ' +
      COPY,
  );
}

export function limitsIn({ data }: AllStreamRecordedEvent): string[] {
  return LIMITS.filter((name) => Object.hasOwn(Object(data), name));
}

export function streamLimited(settings: AllStreamRecordedEvent): HistoryDiffers {
  return new HistoryDiffers(
    `the stream ${settings.streamId.slice(2)} was deleted, truncated or limited on the server ` +
      `(${limitsIn(settings).join(', ')} of ${settings.streamId}): take the setting back before the server is scavenged, ` +
      'what is lost then is lost for good',
  );
}

export function moveUnfinished(): HistoryDiffers {
  return new HistoryDiffers(
    'a ledger is being moved to here, and not all of it has arrived, or this one was moved away and is being deleted: ' +
      'give the same "opsledger move" again, or take the new name',
  );
}

function placeOf({ position }: AllStreamRecordedEvent): string {
  return `${position.commit}/${position.prepare}`;
}

export function positionOf(place: string): { commit: bigint; prepare: bigint } {
  const [commit, prepare] = place.split('/');
  return { commit: BigInt(commit!), prepare: BigInt(prepare!) };
}
