type Words = Readonly<Record<string, string>>;

/** Kinds of downtime, as the API calls them and as people do. */
export const DOWNTIME_KINDS: Words = {
  'all-services': 'All services',
  network: 'Network',
  database: 'Database',
  'read-only': 'Read-only',
  restarts: 'Restarts',
  degraded: 'Degraded',
  other: 'Other',
};
/** How long the impact lasts. */
export const IMPACT_LENGTHS: Words = {
  none: 'No impact',
  'under-5-min': 'Under 5 minutes, restarts',
  'from-5-min': '5 minutes to 1 hour',
  'over-1-hour': 'Over 1 hour',
};
/** Rows of the notification matrix. */
export const NOTICE_SCOPES: Words = {
  'selected-projects': 'Selected projects',
  'team-project': 'Project of the team',
  'control-plane': 'Control plane',
  toolforge: 'Toolforge',
  'cloud-vps': 'Cloud VPS',
};

export function kindInWords(kind: string): string {
  return DOWNTIME_KINDS[kind] ?? kind;
}
