import { serverNow } from '../api/server-clock.js';
import './stretches.css';
import { DAY, HOUR } from './times.js';

const STRETCHES = [
  { name: 'last hour', ms: HOUR },
  { name: '24 h', ms: DAY },
  { name: '7 d', ms: 7 * DAY },
];

interface StretchesProps {
  /** Called with when it begins. */
  readonly choose: (from: string) => void;
}

/** The newest stretches of time, which are asked for most. */
export function Stretches({ choose }: StretchesProps) {
  return STRETCHES.map(({ name, ms }) => (
    <button type="button" class="stretch" onClick={() => choose(minuteOf(serverNow() - ms))}>
      {name}
    </button>
  ));
}

function minuteOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16)}Z`;
}
