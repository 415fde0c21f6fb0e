import type { Asked } from './asked-compliance.js';
import { csvOf } from './compliance-csv.js';
import type { Cell } from './compliance-rows.js';

/** What is shown, as a file. It is made here: the server is asked nothing more. */
export function CsvDownload({
  cells,
  asked: { from, to },
}: {
  readonly cells: readonly Cell[];
  readonly asked: Asked;
}) {
  const save = (): void => {
    const address = URL.createObjectURL(new Blob([csvOf(cells)], { type: 'text/csv;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = `notice-${from}-${to}.csv`;
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <p class="actions">
      <button type="button" onClick={save}>
        Download as CSV
      </button>
    </p>
  );
}
