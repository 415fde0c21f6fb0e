import type { components, paths } from '@api/openapi.js';
import createClient from 'openapi-fetch';
import { heedDate } from './server-clock.js';
import { basePath } from '../settings.js';
import { problemOf, refusalOf } from './problem.js';
import { headersOfReader, heedStatus, newestSeen, saw } from './reader.js';

export type Entry = components['schemas']['LogEntryView'];
export type Operation = components['schemas']['OperationView'];
export type Version = components['schemas']['VersionView'];
export type Log = components['schemas']['LogView'];

/** The API as its document describes it. */
export const api = createClient<paths>({ baseUrl: basePath.replace(/\/$/, '') });

api.use({
  onRequest({ request }) {
    for (const [name, value] of Object.entries(headersOfReader())) request.headers.set(name, value);
    if (request.method === 'GET' && newestSeen() > 0) request.headers.set('ledger-min-position', String(newestSeen()));
  },
  onResponse({ response }) {
    saw(Number(response.headers.get('ledger-position') ?? 0));
    heedStatus(response.status);
    heedDate(response.headers.get('date'));
  },
});

interface Answered<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/** The body of a good answer. @throws Problem for every other, DOMException AbortError when it was given up */
export async function bodyOf<Data>(asked: Promise<Answered<Data>>): Promise<Data> {
  let answered: Answered<Data>;
  try {
    answered = await asked;
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') throw thrown;
    throw problemOf(thrown);
  }
  const { data, error, response } = answered;
  if (!response.ok) throw refusalOf(response.status, error);
  return data as Data;
}
