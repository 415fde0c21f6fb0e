import type { components } from '@api/openapi.js';
import type { ComponentChildren } from 'preact';
import { api, bodyOf } from '../../api/api.js';
import { useRowKeys } from '../../keys.js';
import { useEvents } from '../../live/use-events.js';
import { useLoaded } from '../../loaded.js';
import { addressOf } from '../../navigation.js';
import { EmptyState } from '../../pieces/empty-state.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { Time } from '../../pieces/time.js';
import { useTitle } from '../../title.js';
import { ComponentActions } from './component-actions.js';
import { ComponentVersions } from './component-versions.js';
import { Logs, NoticeScope, Words } from './component-words.js';
import { NewestOf } from './newest-of.js';
import { WindowsOf } from './windows-of.js';

type Component = components['schemas']['OneComponentView'];

/** One component: what it is, where it belongs, what was done on it and what became of it. */
export function OneComponent({ name }: { readonly name: string }) {
  const { value, problem, reload } = useLoaded(name, async (signal) => {
    const path = { params: { path: { name } }, signal };
    const [component, history] = await Promise.all([
      bodyOf(api.GET('/api/v1/components/{name}', path)),
      bodyOf(api.GET('/api/v1/components/{name}/history', path)),
    ]);
    return { component, versions: history.data };
  });
  useEvents(['component.', 'redaction.'], reload);
  useRowKeys();
  useTitle(value?.component.name ?? name);
  if (problem?.status === 404) return <UnknownComponent name={name} />;
  return (
    <>
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      {value !== null && (
        <article class="one-component">
          <Said component={value.component} done={reload} />
          <WindowsOf name={value.component.name} isActive={value.component.status === 'active'} />
          <NewestOf component={value.component} />
          <ComponentVersions versions={value.versions} />
        </article>
      )}
    </>
  );
}

function UnknownComponent({ name }: { readonly name: string }) {
  return (
    <section class="panel" aria-labelledby="unknown">
      <h1 id="unknown">No such component</h1>
      <EmptyState title={`There is no component ${name.slice(0, 63)}.`}>
        <p>
          <a href={addressOf('components')}>All components</a>
        </p>
      </EmptyState>
    </section>
  );
}

function Said({ component, done }: { readonly component: Component; readonly done: () => void }) {
  const { name, title, description, ancestors, status, retired } = component;
  return (
    <section class="panel" aria-labelledby="component">
      <nav class="ancestors" aria-label="Part of">
        {[{ path: 'components', words: 'Components' }, ...ancestors.map(toLink)].map(({ path, words }) => (
          <span>
            <a href={addressOf(path)}>{words}</a> <span aria-hidden="true">›</span>{' '}
          </span>
        ))}
      </nav>
      <h1 id="component">
        <bdi>{title === '' ? name : title}</bdi> {status === 'retired' && <span class="mark retired">retired</span>}
      </h1>
      {retired !== null && (
        <p class="note">
          Retired <Time at={retired.at} day />: <bdi>{retired.reason}</bdi>
        </p>
      )}
      {description !== '' && (
        <p class="component-description">
          <bdi>{description}</bdi>
        </p>
      )}
      <dl class="facts">
        {factsOf(component).map(([label, words]) => (
          <>
            <dt>{label}</dt>
            <dd>{words}</dd>
          </>
        ))}
      </dl>
      <p>
        <a href={addressOf('timeline', { component: name })}>Timeline</a>: what was done, planned and announced
      </p>
      <ComponentActions component={component} done={done} />
    </section>
  );
}

function factsOf(component: Component): readonly (readonly [label: string, words: ComponentChildren])[] {
  const { name, ownerTeam, contact, logs, hosts, groups, aliases, children, redundantWith } = component;
  const all: readonly (readonly [string, boolean, ComponentChildren])[] = [
    ['Name', true, name],
    ['Owner', ownerTeam !== '', <bdi>{ownerTeam}</bdi>],
    ['Contact', contact !== '', <bdi>{contact}</bdi>],
    ['Notice scope', true, <NoticeScope component={component} />],
    ['Parts', children.length > 0, <ComponentLinks names={children} />],
    ['Logs', logs.length > 0, <Logs names={logs} />],
    ['Hosts', hosts.length > 0, <Words of={hosts} />],
    ['Redundancy groups', groups.length > 0, <Words of={groups} />],
    ['Redundant with', redundantWith.length > 0, <ComponentLinks names={redundantWith} />],
    ['Aliases', aliases.length > 0, <Words of={aliases} />],
  ];
  return all.flatMap(([label, isShown, words]) => (isShown ? [[label, words] as const] : []));
}

function ComponentLinks({ names }: { readonly names: readonly string[] }) {
  return (
    <>
      {names.map((name, index) => (
        <>
          {index > 0 && ', '}
          <a href={addressOf(`components/${name}`)}>{name}</a>
        </>
      ))}
    </>
  );
}

function toLink(name: string): { path: string; words: string } {
  return { path: `components/${name}`, words: name };
}
