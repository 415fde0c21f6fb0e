import { createServer } from 'node:http';

const PAGE = 250;
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
/** As rarely as our pages are drawn anew. */
const ASK_ANEW = `setInterval(async () => {
  const answer = await fetch('?rows=40&bare=1');
  document.querySelector('tbody').innerHTML = await answer.text();
}, 500);`;

/** The same entries as a plain table: `?rows=`, `&q=` words, `&live=1` asks for them again and again. */
export async function plainTable(url) {
  const kept = new Map();
  const textFor = async (asked) => {
    const [rows, words] = [Number(asked.get('rows')), asked.get('q')];
    // Many rows are made once, so that what is measured is the browser.
    const key = rows > PAGE ? String(rows) : null;
    const text = kept.get(key) ?? (await rowsOf(url, rows, words));
    if (key !== null) kept.set(key, text);
    return asked.has('bare') ? text : page(text, asked.has('live'));
  };
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    textFor(new URL(request.url, 'http://localhost').searchParams).then(
      (text) => response.end(text),
      (error) => response.destroy(error),
    );
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

function page(rows, isLive) {
  const script = isLive ? `<script>${ASK_ANEW}</script>` : '';
  return `<!doctype html><title>Entries</title><form><input name="q" aria-label="Words"><input type="hidden" name="rows" value="60"></form>
<table><thead><tr><th>Time<th>Actor<th>Message<th>Log</thead><tbody>${rows}</tbody></table>${script}`;
}

async function rowsOf(url, rows, words) {
  const found = [];
  let after = null;
  do {
    const query = new URLSearchParams({ limit: Math.min(PAGE, rows - found.length) });
    if (words) query.set('q', words);
    if (after !== null) query.set('after', after);
    const { data, page } = await (await fetch(`${url}/api/v1/log-entries?${query}`)).json();
    found.push(...data);
    after = page.next;
  } while (found.length < rows && after !== null);
  return found.map(row).join('');
}

function row({ id, occurredAt, actor, message, log }) {
  return `<tr data-entry="${id}"><td>${occurredAt}<td>${escaped(actor.name)}<td>${escaped(message)}<td>${log}`;
}
