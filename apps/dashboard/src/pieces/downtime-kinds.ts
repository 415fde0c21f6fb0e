/** Kinds of downtime, as the API calls them and as people do. */
export const DOWNTIME_KINDS: Readonly<Record<string, string>> = {
  'all-services': 'All services',
  network: 'Network',
  database: 'Database',
  'read-only': 'Read-only',
  restarts: 'Restarts',
  degraded: 'Degraded',
  other: 'Other',
};

export function kindInWords(kind: string): string {
  return DOWNTIME_KINDS[kind] ?? kind;
}
