import { TextField, WholeNumberField } from '@platform/http/fields.js';
import { MAX_LIMIT } from '@platform/http/reads.js';
import { EntryFilterQuery } from './log-entries.dto.js';

export class WikitextQuery extends EntryFilterQuery {
  @WholeNumberField({ doc: 'Level of the headings of days.', optional: true, min: 1, max: 6 }) level?: number;
}

export class AtomQuery extends EntryFilterQuery {
  @WholeNumberField({ doc: 'Entries of a page.', optional: true, min: 1, max: MAX_LIMIT }) limit?: number;
  @TextField({ doc: 'Cursor of an older page, as its link `next` has it.', optional: true, maxBytes: 400 })
  after?: string;
}
