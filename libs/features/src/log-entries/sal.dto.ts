import { TextField, WholeNumberField } from '@platform/http/fields.js';
import { MAX_LIMIT, ReadQuery } from '@platform/http/reads.js';

export class SalQuery extends ReadQuery {
  @TextField({ doc: 'At or after this instant or day.', optional: true, maxBytes: 40 }) from?: string;
  @TextField({ doc: 'Before this instant, or on or before this day.', optional: true, maxBytes: 40 }) to?: string;
}

export class WikitextQuery extends SalQuery {
  @WholeNumberField({ doc: 'Level of the headings of days.', optional: true, min: 1, max: 6 }) level?: number;
}

export class AtomQuery extends SalQuery {
  @WholeNumberField({ doc: 'Entries of a page.', optional: true, min: 1, max: MAX_LIMIT }) limit?: number;
  @TextField({ doc: 'Cursor of an older page, as its link `next` has it.', optional: true, maxBytes: 400 })
  after?: string;
}
