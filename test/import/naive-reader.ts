/** What anybody reads in a line of today's pages. */
export interface NaiveEntry {
  readonly time: string;
  readonly nick: string;
  readonly message: string;
}

/**
 * A second reader, of nothing but the pages that today's bots write, newest day and newest line first. It knows the form
 * from its description and not from our reader, so that one misunderstanding cannot be in both. Oldest first.
 */
export function naiveReader(text: string): NaiveEntry[] {
  const entries: NaiveEntry[] = [];
  let day = '';
  for (const line of text.split('\n')) {
    day = /^== (\d{4}-\d{2}-\d{2}) ==$/.exec(line)?.[1] ?? day;
    const entry = /^\* (\d\d:\d\d) ([^:]+): (.*)$/s.exec(line);
    if (entry !== null)
      entries.unshift({ time: `${day} ${entry[1]!}`, nick: plain(entry[2]!), message: plain(entry[3]!) });
  }
  return entries;
}

function plain(wikitext: string): string {
  return wikitext.replaceAll('{{!}}', '|').replaceAll('<nowiki>{</nowiki>', '{').replaceAll('<nowiki>}</nowiki>', '}');
}
