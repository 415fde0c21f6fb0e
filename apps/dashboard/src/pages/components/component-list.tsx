import type { components } from '@api/openapi.js';
import { api, bodyOf } from '../../api/api.js';
import { useRowKeys } from '../../keys.js';
import { useEvents } from '../../live/use-events.js';
import { useLoaded } from '../../loaded.js';
import { addressOf, here } from '../../navigation.js';
import { EmptyState } from '../../pieces/empty-state.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { useTitle } from '../../title.js';
import { RegisterComponent } from './component-actions.js';
import { ComponentFilters } from './component-filters.js';
import { type Filters, filtersOf, given, treeRows } from './component-rows.js';
import { ImportComponents } from './import-components.js';
import { Logs, NoticeScope, Words } from './component-words.js';

export type Component = components['schemas']['ComponentView'];

const PAGE = 250;

export function ComponentList() {
  const filters = filtersOf(here.value.query);
  const { value, problem, reload } = useLoaded(JSON.stringify(filters), (signal) => read(filters, signal));
  useEvents(['component.', 'redaction.'], reload);
  useRowKeys();
  useTitle('Components');
  const isNarrowed = Object.keys(given(filters)).length > 0;
  return (
    <section class="panel components" aria-labelledby="components">
      <div class="components-head">
        <h1 id="components">Components {value !== null && <span class="count">{value.length}</span>}</h1>
        <div class="component-actions">
          <RegisterComponent />
          <ImportComponents />
        </div>
      </div>
      <ComponentFilters filters={filters} problem={problem} />
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      {value?.length === 0 && <NoComponents isNarrowed={isNarrowed} />}
      {value !== null && value.length > 0 && <ComponentTable components={value} />}
    </section>
  );
}

async function read(filters: Filters, signal: AbortSignal): Promise<Component[]> {
  const all: Component[] = [];
  let after: string | null = null;
  do {
    const query = { ...(given(filters) as object), limit: PAGE, ...(after === null ? {} : { after }) };
    const page: components['schemas']['ComponentList'] = await bodyOf(
      api.GET('/api/v1/components', { params: { query }, signal }),
    );
    all.push(...page.data);
    after = page.page.next;
  } while (after !== null);
  return all;
}

function NoComponents({ isNarrowed }: { readonly isNarrowed: boolean }) {
  if (isNarrowed) {
    return (
      <EmptyState title="There is no such component.">
        <p>
          <a href={addressOf('components')}>All components</a>
        </p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No component is registered yet."
      command={'npx opsledger components create toolforge --title "Toolforge" --scope toolforge --log tools'}
    >
      <p>A component is a service or a part of one: who owns it, which logs and hosts are its own. Register one:</p>
    </EmptyState>
  );
}

function ComponentTable({ components }: { readonly components: readonly Component[] }) {
  return (
    <div class="table-box" tabIndex={0} role="region" aria-label="Table of components">
      <table class="component-table">
        <caption class="visually-hidden">Components, each below what it is a part of</caption>
        <thead>
          <tr>
            {['Component', 'Notice scope', 'Owner', 'Logs', 'Hosts', 'Groups'].map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {treeRows(components).map(({ component, depth }) => (
            <Row key={component.id} component={component} depth={depth} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ component, depth }: { readonly component: Component; readonly depth: number }) {
  const { name, title, parent, ownerTeam, logs, hosts, groups, status } = component;
  return (
    <tr data-row tabIndex={-1}>
      <th scope="row" style={{ paddingInlineStart: `${depth * 1.25 + 0.4}rem` }}>
        <a href={addressOf(`components/${name}`)}>{name}</a> <bdi class="component-title">{title}</bdi>{' '}
        {status === 'retired' && <span class="mark retired">retired</span>}
        {parent !== null && <span class={depth > 0 ? 'visually-hidden' : 'explanation'}> part of {parent}</span>}
      </th>
      <td>
        <NoticeScope component={component} />
      </td>
      <td>
        <bdi>{ownerTeam}</bdi>
      </td>
      <td>
        <Logs names={logs} />
      </td>
      <td class="hosts">
        <Words of={hosts} />
      </td>
      <td>
        <Words of={groups} />
      </td>
    </tr>
  );
}
