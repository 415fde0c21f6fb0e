import type { FieldPlace } from '../../maintenance-windows/plan-finding.js';
import { type Stretch, type TextPlace, TextPlaces } from './text-places.js';

export interface TypedMail {
  /** What people read, from its subject on. */
  readonly typed: string;
  /** Where a stretch of it is; null: what is said nowhere. */
  readonly place: (at: Stretch | null) => TextPlace | FieldPlace;
}

export function typedMail(text: string, subject: string | undefined): TypedMail {
  const head = subject === undefined ? '' : `${subject}\n\n`;
  const places = new TextPlaces(text);
  return {
    typed: head + text,
    place: (at) => {
      if (at === null) return { field: 'text' };
      if (at.start < head.length) return { field: 'subject' };
      return places.of({ start: at.start - head.length, end: at.end - head.length });
    },
  };
}
