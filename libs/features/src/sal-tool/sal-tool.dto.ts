import { TextField, WholeNumberField } from '@platform/http/fields.js';

export const DEFAULT_ITEMS = 50;
export const MAX_ITEMS = 200;

export class SalToolQuery {
  @TextField({ doc: 'Words over message and nick.', optional: true, asSaid: true, maxBytes: 500 }) q?: string;
  @WholeNumberField({ doc: 'Page, from 0.', optional: true, min: 0, max: 1_000_000_000 }) p?: number;
  @WholeNumberField({ doc: `Entries of a page, ${DEFAULT_ITEMS} unless told.`, optional: true, min: 1, max: MAX_ITEMS })
  i?: number;
  @TextField({ doc: 'On or before this UTC day (2026-11-22).', optional: true, maxBytes: 10 }) d?: string;
}
