import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { problemOf } from './api/problem.js';
import { HelpDialog } from './help-dialog.js';
import { useKeys } from './keys.js';
import { LiveState } from './live/live-state.js';
import { addressOf, go, here } from './navigation.js';
import { type Page, pageAt, type PageProps, pages } from './pages.js';
import { EmptyState } from './pieces/empty-state.js';
import { ProblemNote } from './pieces/problem-note.js';
import { useNow } from './pieces/clock.js';
import { Time } from './pieces/time.js';
import { basePath, settings } from './settings.js';
import { SignInDialog } from './sign-in-dialog.js';
import { ThemeSwitch, ZoneSwitch } from './switches.js';

/** What is around every page. */
export function App() {
  useBarHeight();
  const [isHelpOpen, setHelpOpen] = useState(false);
  useKeys({ '?': () => setHelpOpen(true), '/': focusSearch });
  return (
    <>
      <a class="skip" href="#main" onClick={skipToMain}>
        To the content
      </a>
      <header>
        <a class="brand" href={addressOf('')}>
          {settings.ledger}
        </a>
        <Navigation />
        <SearchBox />
        <div class="reader">
          <LiveState />
          <ZoneSwitch />
          <ThemeSwitch />
          <SignInDialog />
          <button type="button" onClick={() => setHelpOpen(true)} aria-haspopup="dialog">
            Help
          </button>
        </div>
      </header>
      <Outlet />
      <Printed />
      {isHelpOpen && <HelpDialog close={() => setHelpOpen(false)} />}
    </>
  );
}

/** What paper has to say of itself: what it shows, of when. */
function Printed() {
  const { path, query } = here.value;
  return (
    <footer class="printed">
      <bdi>{settings.publicUrl + addressOf(path, query).slice(basePath.length - 1)}</bdi>, as of{' '}
      <Time at={new Date(useNow()).toISOString()} day seconds />
    </footer>
  );
}

/** What sticks below the bar needs its height, which depends on the width. */
function useBarHeight(): void {
  useEffect(() => {
    const bar = document.querySelector('header')!;
    const observer = new ResizeObserver(() => {
      const sticks = getComputedStyle(bar).position === 'sticky';
      document.documentElement.style.setProperty('--bar', sticks ? `${bar.offsetHeight}px` : '0px');
    });
    observer.observe(bar);
    return () => observer.disconnect();
  }, []);
}

function Navigation() {
  const current = pageAt(here.value.path)?.page;
  return (
    <nav aria-label="Pages">
      <ul>
        {pages.map((page) => {
          if (page.link === undefined) return null;
          const isAbove = page.link.path === current?.under;
          return (
            <li>
              <a href={addressOf(page.link.path)} aria-current={page === current ? 'page' : isAbove || undefined}>
                {page.link.name}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** Words to find in all logs, from any page. */
function SearchBox() {
  const search = (event: SubmitEvent): void => {
    event.preventDefault();
    const words = new FormData(event.currentTarget as HTMLFormElement).get('q') as string;
    if (words.trim() !== '') go(addressOf('logs', { q: words.trim() }));
  };
  const { path, query } = here.value;
  // The page of a log has a field of its own for words.
  if (/^logs(?:\/|$)/.test(path)) return <div class="search" />;
  return (
    <form class="search" role="search" onSubmit={search}>
      <input
        type="search"
        name="q"
        aria-label="Search all logs"
        placeholder="Search all logs  ( / )"
        maxLength={500}
        defaultValue={query.get('q') ?? ''}
        data-search
      />
    </form>
  );
}

function focusSearch(): void {
  document.querySelector<HTMLInputElement>('[data-search]')?.focus();
}

function skipToMain(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('main')?.focus();
}

/** The page of the address. Its code comes when it is opened first. */
function Outlet() {
  const { path } = here.value;
  const found = pageAt(path);
  const [shown, setShown] = useState<{ page: Page; component: ComponentType<PageProps> } | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    let isWanted = true;
    found?.page.load().then(
      (module) => isWanted && setShown({ page: found.page, component: module.default }),
      (thrown: unknown) => isWanted && setProblem(thrown),
    );
    // Who goes on before it has come does not want it any more.
    return () => {
      isWanted = false;
    };
  }, [found?.page]);
  useEffect(() => {
    // Who opens another page is told where it begins; who came from outside has the browser for that.
    if (!isFirst.current) main.current?.focus({ preventScroll: true });
    if (!isFirst.current) scrollTo(0, 0);
    isFirst.current = false;
  }, [path]);
  return (
    <main id="main" ref={main} tabIndex={-1}>
      {found === null && <NoPage />}
      {problem !== null && <ProblemNote problem={problemOf(problem)} again={() => location.reload()} />}
      {found !== null && shown?.page === found.page && <shown.component key={path} parameter={found.parameter} />}
    </main>
  );
}

function NoPage() {
  return (
    <EmptyState title="There is no page with this address.">
      <p>
        <a href={addressOf('')}>What happens now</a> · <a href={addressOf('logs')}>All logs</a>
      </p>
    </EmptyState>
  );
}
