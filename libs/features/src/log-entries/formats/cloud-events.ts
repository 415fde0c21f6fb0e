import type { StoredEntry } from '../stored-entry.js';

/**
 * An entry as it is now as a CloudEvent (1.0). `json` is the entry as the API gives it; id and revision together are
 * the id, so that a consumer takes an entry again only when it changed.
 */
export function entryCloudEvent(
  ledgerId: string,
  { id, revision, status, changedAt }: StoredEntry,
  json: string,
): string {
  const head = {
    specversion: '1.0',
    id: `${id}/${revision}`,
    source: `urn:uuid:${ledgerId}`,
    type: `opsledger.log-entry.${status}`,
    subject: `log-entry-${id}`,
    time: changedAt,
    datacontenttype: 'application/json',
  };
  return `${JSON.stringify(head).slice(0, -1)},"data":${json}}`;
}
