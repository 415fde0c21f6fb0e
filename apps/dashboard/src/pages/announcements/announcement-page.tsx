import type { PageProps } from '../../pages.js';
import { OneAnnouncement } from './one-announcement.js';
import './announcements.css';

/** One announcement. */
export default function AnnouncementPage({ parameter: id }: PageProps) {
  return <OneAnnouncement key={id} id={id} />;
}
