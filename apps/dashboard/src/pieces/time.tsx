import { timeZone } from '../preferences.js';
import { timeParts } from './times.js';

interface TimeProps {
  /** An instant in UTC. */
  readonly at: string;
  /** With the day, unless that stands above already. */
  readonly day?: boolean;
  readonly seconds?: boolean;
  /** Without the name of the zone, where that stands near. */
  readonly bare?: boolean;
}

/** A moment, in UTC or in the reader's zone; the title always has both. */
export function Time({ at, day = false, seconds = false, bare = false }: TimeProps) {
  const parts = timeParts(at, timeZone.value);
  const [utc, local] = [timeParts(at, 'utc'), timeParts(at, 'local')];
  const title = `${utc.day} ${utc.second} UTC · ${local.day} ${local.second} ${local.zone}`;
  return (
    <time dateTime={at} title={title}>
      {day && `${parts.day} `}
      {seconds ? parts.second : parts.minute}
      {!bare && ` ${parts.zone}`}
    </time>
  );
}
