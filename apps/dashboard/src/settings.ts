/** What the server says of itself in the page that it sends. */
interface Settings {
  /** Name of the ledger. */
  readonly ledger: string;
  /** Where people reach the server, without a slash at the end. */
  readonly publicUrl: string;
  /** Where a task lives; `{task}` is replaced. */
  readonly taskUrl: string;
  /** Where a change lives; `{change}` is replaced. */
  readonly changeUrl: string;
  /** Where a host is described; `{host}` is replaced; null = nowhere. */
  readonly hostUrl: string | null;
}

export const settings = JSON.parse(
  document.querySelector<HTMLMetaElement>('meta[name="opsledger"]')!.content,
) as Settings;

/** The path below which everything is served: `/`, or `/ledger/` behind a proxy. */
export const basePath = new URL(document.baseURI).pathname;
