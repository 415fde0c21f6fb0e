import { addressOf, here } from '../navigation.js';
import './notice-pages.css';

const PAGES = [
  ['compliance', 'Compliance'],
  ['announcements', 'Announcements'],
  ['policies', 'Policies'],
  ['channels', 'Channels'],
  ['subscriptions', 'Subscriptions'],
] as const;

/** The pages that tell how people get notice, one beside the other. */
export function NoticePages() {
  const { path } = here.value;
  return (
    <nav class="notice-pages" aria-label="Notice">
      <ul>
        {PAGES.map(([address, name]) => (
          <li>
            <a href={addressOf(address)} aria-current={path === address ? 'page' : undefined}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
