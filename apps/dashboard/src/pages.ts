import type { ComponentType } from 'preact';

export interface PageProps {
  /** What stands in the place of a parameter of the path. */
  readonly parameter: string;
}

/** A page: the addresses it has, its name in the navigation (none: it is reached from others), and where it is. */
export interface Page {
  readonly path: RegExp;
  readonly link?: { readonly path: string; readonly name: string };
  /** Of the page of the navigation to which it belongs. */
  readonly under?: string;
  readonly load: () => Promise<{ readonly default: ComponentType<PageProps> }>;
}

/** Every page, in the order of the navigation. A new kind of record adds its lines here, and its addresses to PAGES of the server. */
export const pages: readonly Page[] = [
  { path: /^$/, link: { path: '', name: 'Now' }, load: () => import('./pages/now/now-page.js') },
  {
    path: /^timeline$/,
    link: { path: 'timeline', name: 'Timeline' },
    load: () => import('./pages/timeline/timeline-page.js'),
  },
  { path: /^logs(?:\/([^/]+))?$/, link: { path: 'logs', name: 'Logs' }, load: () => import('./pages/log/log-page.js') },
  { path: /^entries\/([^/]+)$/, load: () => import('./pages/entry/entry-page.js') },
  {
    path: /^operations$/,
    link: { path: 'operations', name: 'Operations' },
    load: () => import('./pages/operations/operations-page.js'),
  },
  {
    path: /^components(?:\/([^/]+))?$/,
    link: { path: 'components', name: 'Components' },
    load: () => import('./pages/components/components-page.js'),
  },
  {
    path: /^windows\/series(?:\/([^/]+))?$/,
    under: 'windows',
    load: () => import('./pages/windows/series/series-page.js'),
  },
  {
    path: /^windows(?:\/(?!series$)([^/]+))?$/,
    link: { path: 'windows', name: 'Windows' },
    load: () => import('./pages/windows/windows-page.js'),
  },
  {
    path: /^announcements(?:\/([^/]+))?$/,
    under: 'compliance',
    load: () => import('./pages/announcements/announcement-page.js'),
  },
  {
    path: /^compliance$/,
    link: { path: 'compliance', name: 'Notice' },
    load: () => import('./pages/compliance/compliance-page.js'),
  },
  { path: /^policies$/, under: 'compliance', load: () => import('./pages/policies/policies-page.js') },
  { path: /^channels$/, under: 'compliance', load: () => import('./pages/channels/channels-page.js') },
  { path: /^subscriptions$/, under: 'compliance', load: () => import('./pages/subscriptions/subscriptions-page.js') },
  { path: /^write$/, link: { path: 'write', name: 'Write' }, load: () => import('./pages/write/write-page.js') },
];

export function pageAt(path: string): { page: Page; parameter: string } | null {
  for (const page of pages) {
    const found = page.path.exec(path);
    if (found !== null) return { page, parameter: decoded(found[1] ?? '') };
  }
  return null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
