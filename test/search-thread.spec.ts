import { StoreOverloaded } from '@event-store/event-store.js';
import { sql } from '@kernel/projection.js';
import { SearchThread } from '@platform/read-model/search-thread.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

const ENTRY = pathToFileURL(join(__dirname, '../dist/libs/platform/src/read-model/search.worker.js'));
const WORDS = sql`SELECT word FROM words`;

let folder: string;
let thread: SearchThread;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opsledger-'));
  thread = new SearchThread(rowsOf('first'), ENTRY);
});
afterEach(() => {
  thread.close();
  rmSync(folder, { recursive: true });
});

function rowsOf(word: string): string {
  const path = join(folder, `${word}.db`);
  const db = new DatabaseSync(path);
  db.exec(`CREATE TABLE words (word TEXT); INSERT INTO words VALUES ('${word}')`);
  db.close();
  return path;
}

describe('The thread that searches', () => {
  it('gives the rows of the file that serves', async () => {
    expect(await thread.all(WORDS)).toEqual([{ word: 'first' }]);
    thread.swap(rowsOf('second'));
    expect(await thread.all(WORDS)).toEqual([{ word: 'second' }]);
  });

  it('answers what was asked while its file was replaced and deleted', async () => {
    const asked = thread.all(WORDS);
    rmSync(join(folder, 'first.db'));
    thread.swap(rowsOf('second'));
    expect(await asked).toEqual([{ word: 'second' }]);
  });

  it('fails alone where a question is wrong, and goes on', async () => {
    await expect(thread.all(sql`SELECT word FROM nowhere`)).rejects.toThrow(/no such table/);
    expect(await thread.all(WORDS)).toHaveLength(1);
  });

  it('says so when its file is gone, and begins again with the next question', async () => {
    rmSync(join(folder, 'first.db'));
    await expect(thread.all(WORDS)).rejects.toThrow(/unable to open/);
    rowsOf('first');
    expect(await thread.all(WORDS)).toHaveLength(1);
  });

  it('lets so many wait and no more', async () => {
    const asked = Array.from({ length: 257 }, () => thread.all(WORDS));
    await expect(asked[256]).rejects.toThrow(StoreOverloaded);
    expect((await Promise.all(asked.slice(0, 256))).flat()).toHaveLength(256);
  });
});
