import type { PageProps } from '../../pages.js';
import { AnnouncementList } from './announcement-list.js';
import { OneAnnouncement } from './one-announcement.js';
import './announcements.css';

/** Everything that people were told, or one announcement. */
export default function AnnouncementPage({ parameter: id }: PageProps) {
  if (id === '') return <AnnouncementList />;
  return <OneAnnouncement key={id} id={id} />;
}
