/** A request whose outcome is awaited, or not known. */
export interface Attempt<Body> {
  /** The draft that it was made of, as text. */
  readonly of: string;
  readonly body: Body;
  /** By which the server knows it again. */
  readonly key: string;
}

/**
 * What is sent for a draft. The same draft again is the same request with the same key, so that it is written once,
 * however often it is sent; another draft is another request.
 */
export function attemptFor<Draft, Body>(
  draft: Draft,
  last: Attempt<Body> | null,
  bodyOf: (draft: Draft) => Body,
  newKey: () => string,
): Attempt<Body> {
  const of = JSON.stringify(draft);
  return last?.of === of ? last : { of, body: bodyOf(draft), key: newKey() };
}

/** Chance enough that no two drafts of all readers have the same; also where the page came without TLS. */
export function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
