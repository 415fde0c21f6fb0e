import { addressOf, go, here } from '../../navigation.js';
import { kindInWords } from '../../pieces/notice-words.js';
import type { Asked } from './asked-compliance.js';
import { COLUMN_NAMES, COLUMNS, type Column, type Counted, type Month, windowsAt } from './compliance-rows.js';
import { WindowsOfCell } from './windows-of-cell.js';

const NUMBERS: readonly (readonly [column: Column | 'windows', name: string])[] = [
  ['windows', 'Windows'],
  ...COLUMNS.map((column) => [column, COLUMN_NAMES[column]] as const),
];
const WIDTH = NUMBERS.length + 2;

interface TableProps {
  readonly months: readonly Month[];
  readonly total: Counted;
  readonly asked: Asked;
}

/** Each number opens the windows that it counts, below its row; which one is open stands in the address. */
export function ComplianceTable({ months, total, asked }: TableProps) {
  const place = here.value.query.get('open') ?? '';
  const ids = windowsAt(months, total, place);
  const open: Opened = {
    place: ids === null ? '' : place,
    toggle: (next) => go(addressOf('compliance', { ...asked, open: next === place ? '' : next })),
  };
  const opened = (key: string) =>
    ids !== null && isOf(key, place) && <OpenedRow ids={ids} asOf={asked.asOf} place={place} />;
  return (
    <div class="table-box" tabIndex={0} role="region" aria-label="Table of notice given">
      <table class="notice-table compliance-table">
        <caption class="visually-hidden">Windows by month, component and kind of downtime</caption>
        <thead>
          <tr>
            <th scope="col">Component</th>
            <th scope="col">Kind</th>
            {NUMBERS.map(([, name]) => (
              <th scope="col" class="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        {months.map((month) => (
          <tbody key={month.key}>
            <NumberRow of={month} place={month.key} name={month.key} open={open} isTogether />
            {opened(month.key)}
            {month.rows.map((row) => (
              <>
                <NumberRow
                  of={row}
                  place={row.key}
                  name={row.cell.component.name}
                  title={row.cell.component.title}
                  kind={row.cell.kind}
                  open={open}
                />
                {opened(row.key)}
              </>
            ))}
          </tbody>
        ))}
        <tfoot>
          <NumberRow of={total} place="all" name="Together" open={open} isTogether />
          {opened('all')}
        </tfoot>
      </table>
    </div>
  );
}

interface Opened {
  /** Such as `2026-11/web/network/short`; empty: none is open. */
  readonly place: string;
  readonly toggle: (place: string) => void;
}

function isOf(key: string, place: string): boolean {
  return place.slice(0, place.lastIndexOf('/')) === key;
}

interface NumberRowProps {
  readonly of: Counted;
  readonly place: string;
  readonly name: string;
  readonly title?: string;
  readonly kind?: string;
  readonly open: Opened;
  /** Whether it is about several rows. */
  readonly isTogether?: boolean;
}

function NumberRow({ of, place, name, title = '', kind = '', open, isTogether = false }: NumberRowProps) {
  return (
    <tr class={isTogether ? 'together' : undefined}>
      <th scope="row" colSpan={isTogether ? 2 : 1}>
        {isTogether ? name : <a href={addressOf(`components/${name}`)}>{name}</a>}{' '}
        {title !== '' && <bdi class="explanation">{title}</bdi>}
      </th>
      {!isTogether && <td class="kind">{kindInWords(kind)}</td>}
      {NUMBERS.map(([column, words]) => (
        <td class={`number ${of[column].length > 0 ? column : ''}`}>
          <Count ids={of[column]} place={`${place}/${column}`} words={words} open={open} />
        </td>
      ))}
    </tr>
  );
}

interface CountProps {
  readonly ids: readonly string[];
  readonly place: string;
  /** Of the column. */
  readonly words: string;
  readonly open: Opened;
}

function Count({ ids, place, words, open }: CountProps) {
  if (ids.length === 0) return <span class="explanation">0</span>;
  return (
    <button
      type="button"
      class="count-button"
      aria-expanded={open.place === place}
      aria-label={`${words}: ${ids.length}, ${place.split('/').slice(0, -1).join(', ')}`}
      onClick={() => open.toggle(place)}
    >
      {ids.length}
    </button>
  );
}

interface OpenedRowProps {
  readonly ids: readonly string[];
  readonly asOf: string;
  readonly place: string;
}

function OpenedRow({ ids, asOf, place }: OpenedRowProps) {
  return (
    <tr class="opened">
      <td colSpan={WIDTH}>
        <WindowsOfCell key={`${place} ${asOf}`} ids={ids} asOf={asOf} />
      </td>
    </tr>
  );
}
