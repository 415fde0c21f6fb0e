import type { StoredEntry } from '../log-entries/stored-entry.js';
import { linkedMessage, type RefAddresses } from './linked-message.js';
import { type Html, markup } from './markup.js';

/** Pages that are offered to the left and to the right of the one that is shown. */
const NEIGHBOURS = 4;

/** Where the pages are, and where what they refer to is. */
export interface Place extends RefAddresses {
  /** `/sal`, or nothing at the root of a host of its own. */
  readonly base: string;
}

/** What is asked of the list, as it stands in the address. */
export interface ListQuery {
  /** A log, or `__all__`. */
  readonly project: string;
  readonly q: string;
  readonly p: number;
  readonly i: number;
  readonly d: string;
}

export interface Listed {
  readonly entries: readonly StoredEntry[];
  readonly total: number;
  /** More were found than are counted. */
  readonly isMore: boolean;
}

const NONE = markup``;
const STYLE = markup`<style>
:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;margin:1rem auto;max-width:75rem;padding:0 1rem}
nav a,nav span{margin-right:.75rem}
form{display:flex;flex-wrap:wrap;gap:.5rem;margin:1rem 0;align-items:end}
label{display:block;font-size:.875rem}
input,button{font:inherit;padding:.25rem .5rem}
table{border-collapse:collapse;width:100%}
th{text-align:left;padding-top:1rem}
td{padding:.15rem .5rem .15rem 0;vertical-align:top}
td.message{overflow-wrap:anywhere;width:100%;white-space:pre-line}
.time,.nick,.project{white-space:nowrap}
tr:target,tr:hover{background:color-mix(in srgb,currentColor 8%,transparent)}
@media (max-width:40rem){tr{display:block;border-top:1px solid color-mix(in srgb,currentColor 25%,transparent)}td{display:inline-block}td.message{display:block}.one td.project{display:none}}
.sr-only{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
</style>`;

function page({ base }: Place, title: string, body: Html): string {
  return markup`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
${STYLE}</head>
<body>
<header><nav aria-label="Logs"><a href="${base}/production">production</a><a href="${base}/__all__">all logs</a>
<a href="${base}/projects">other logs</a></nav></header>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`.text;
}

/** The list of a log, newest first. Times are UTC. */
export function listPage(place: Place, query: ListQuery, listed: Listed): string {
  const { project } = query;
  const { entries, total } = listed;
  const isAll = project === '__all__';
  const links = total > query.i ? pagination(place, query, Math.ceil(total / query.i)) : NONE;
  const rows = entries.length === 0 ? nothingFound(place, query) : table(place, entries);
  const list = isAll ? rows : markup`<div class="one">${rows}</div>`;
  const feed = `${place.base}/atom/${encodeURIComponent(project)}`;
  const atom = isAll
    ? NONE
    : markup`<p><a href="${feed}" rel="alternate" type="application/atom+xml">Atom feed</a></p>`;
  const title = `Server admin log: ${isAll ? 'all' : project}`;
  return page(place, title, markup`${searchForm(place, query)}${hits(query, listed)}${links}${list}${links}${atom}`);
}

/** One entry at its address. */
export function entryPage(place: Place, entry: StoredEntry): string {
  return page(place, `Server admin log: ${entry.log}`, table(place, [entry], { showLog: true }));
}

export function projectsPage(place: Place, names: readonly string[]): string {
  const items = names.map((name) => markup`<li><a href="${place.base}/${encodeURIComponent(name)}">${name}</a></li>\n`);
  const list = markup`<ul class="projects">\n${items}</ul>`;
  return page(place, 'Server admin logs', names.length === 0 ? markup`<p>There is no log yet.</p>` : list);
}

/** Says what is wrong, where somebody follows a link that leads nowhere. */
export function problemPage(place: Place, sentence: string): string {
  return page(place, 'Not found', markup`<p>${sentence}</p>`);
}

/** The id by which the tool knew an entry, where it came from there; so old addresses and new ones are the same. */
export function shownId({ id, source, alsoIn }: StoredEntry): string {
  return [source, ...alsoIn].find((one) => one?.kind === 'index')?.id ?? id;
}

function searchForm({ base }: Place, { project, q, d }: ListQuery): Html {
  return markup`<form id="search-form" method="get" action="${base}/${encodeURIComponent(project)}" role="search">
<input type="hidden" name="p" value="0">
<div><label for="q">Words in message or nick</label><input type="text" id="q" name="q" value="${q}"></div>
<div><label for="d">On or before (UTC)</label><input type="date" id="d" name="d" value="${d}"></div>
<div><button type="submit">Search</button></div>
</form>
`;
}

function hits({ p, i }: ListQuery, { entries, total, isMore }: Listed): Html {
  const range = entries.length > 0 && total > i ? `${p * i + 1}-${p * i + entries.length} of ` : '';
  return markup`<div class="hits" role="status">${range}${isMore ? 'more than ' : ''}${total} results</div>\n`;
}

function nothingFound({ base }: Place, { project, q, d, p }: ListQuery): Html {
  if (q === '' && d === '' && p === 0) return markup`<p>There is nothing in this log yet.</p>`;
  return markup`<p>Nothing is found here. <a href="${base}/${encodeURIComponent(project)}">Show the newest entries.</a></p>`;
}

function table(place: Place, entries: readonly StoredEntry[], { showLog = false } = {}): Html {
  let last = '';
  const rows = entries.map((entry) => {
    const day = entry.occurredAt.slice(0, 10);
    const heading =
      day === last ? NONE : markup`<tbody>\n<tr><th colspan="4">${dayOf(place, entry, day, showLog)}</th></tr>\n`;
    last = day;
    return markup`${heading}${row(place, entry)}`;
  });
  return markup`<table class="sal">
<caption class="sr-only">Entries, newest first, times in UTC</caption>
${rows}</table>
`;
}

function dayOf({ base }: Place, { log }: StoredEntry, day: string, showLog: boolean): Html {
  return showLog
    ? markup`${day} - <a href="${base}/${encodeURIComponent(log)}">${log}</a>`
    : markup`<a class="day" href="?d=${day}">${day}</a>`;
}

function row(place: Place, entry: StoredEntry): Html {
  const { occurredAt, actor, log, status } = entry;
  const message = linkedMessage(entry.message, place);
  const shown = {
    logged: message,
    redacted: message,
    amended: markup`${message} (amended)`,
    retracted: markup`<s>${message}</s> (retracted)`,
  }[status];
  const address = `${place.base}/log/${encodeURIComponent(shownId(entry))}`;
  const time = markup`<td class="time"><a href="${address}">${occurredAt.slice(11, 16)}</a></td>`;
  const nick = markup`<td class="nick">&lt;${actor.name}&gt;</td>`;
  return markup`<tr>${time}${nick}<td class="message">${shown}</td><td class="project">[${log}]</td></tr>\n`;
}

function pagination({ base }: Place, query: ListQuery, pages: number): Html {
  const { p, project } = query;
  const to = (page: number, text: string, label: string): Html =>
    page === p
      ? markup`<span aria-current="page">${text}</span>`
      : markup`<a href="${base}/${encodeURIComponent(project)}?${searchFor(query, page)}" aria-label="${label}">${text}</a>`;
  const first = Math.max(0, Math.min(p, pages - 1) - NEIGHBOURS);
  const last = Math.min(pages - 1, first + 2 * NEIGHBOURS);
  const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const [before, after] = [p > 0 && p <= pages, p + 1 < pages];
  return markup`<nav class="pagination" aria-label="Pages">
${before ? to(p - 1, '«', 'Previous page') : NONE}${numbers.map((page) => to(page, String(page + 1), `Page ${page + 1}`))}${
    after ? to(p + 1, '»', 'Next page') : NONE
  }
</nav>
`;
}

function searchFor({ q, i, d }: ListQuery, p: number): string {
  const parameters: [string, string][] = [
    ['p', String(p)],
    ['i', i === 50 ? '' : String(i)],
    ['q', q],
    ['d', d],
  ];
  return new URLSearchParams(parameters.filter(([, value]) => value !== '')).toString();
}
