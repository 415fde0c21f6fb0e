import { Dialog } from './pieces/dialog.js';
import { singleKeys } from './preferences.js';
import { basePath } from './settings.js';

const KEYS: readonly (readonly [key: string, does: string])[] = [
  ['/', 'to the words to find'],
  ['j', 'to the next row'],
  ['k', 'to the row before'],
  ['Enter', 'opens the row'],
  ['.', 'to the newest (in a log, in the timeline)'],
  ['Ctrl Enter', 'sends what is written'],
  ['← →', 'from bar to bar (in operations)'],
  ['?', 'this help'],
];

const WORDS: readonly (readonly [typed: string, finds: string])[] = [
  ['reboot db1101', 'both words'],
  ['"rolling restart"', 'the phrase'],
  ['data*', 'words that begin so'],
  ['reboot -codfw', 'without this word'],
];

export function HelpDialog({ close }: { readonly close: () => void }) {
  return (
    <Dialog title="Help" close={close}>
      <h3>Keys</h3>
      <dl class="keys">
        {KEYS.map(([key, does]) => (
          <>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </>
        ))}
      </dl>
      <label>
        <input
          type="checkbox"
          checked={singleKeys.value === 'on'}
          onChange={({ currentTarget }) => (singleKeys.value = currentTarget.checked ? 'on' : 'off')}
        />{' '}
        Single keys do this
      </label>
      <h3>Words to find</h3>
      <dl class="keys">
        {WORDS.map(([typed, finds]) => (
          <>
            <dt>
              <code>{typed}</code>
            </dt>
            <dd>{finds}</dd>
          </>
        ))}
      </dl>
      <p>
        Everything on these pages is in the <a href={`${basePath}api/docs`}>API</a> as well.
      </p>
    </Dialog>
  );
}
