/** What an announcement tells: ahead, just before, just after, that it is late, moved or off, news, or an outage. */
export const ANNOUNCEMENT_KINDS = [
  'advance',
  'starting',
  'ended',
  'delayed',
  'rescheduled',
  'cancelled',
  'update',
  'outage',
] as const;
export type AnnouncementKind = (typeof ANNOUNCEMENT_KINDS)[number];
