import { lookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { wordsOf, type FailedSending, type Sending } from './sending.js';
import type { WebhookRequest } from './webhook-request.js';
import { literalAddress, targetProblem, type TargetRule } from '../channels/webhook-target.js';

export interface PostOptions extends TargetRule {
  /** For an attempt as a whole, whatever the other side does. */
  readonly timeoutMs?: number;
  /** The time, against which a date in Retry-After counts. */
  readonly now: string;
  readonly signal?: AbortSignal;
  /** Certificates (PEM) that are trusted instead of the system's. */
  readonly ca?: string;
}

const TIMEOUT_MS = 15_000;
const MAX_ANSWER_BYTES = 64 * 1024;
const PASSING = new Set([408, 425, 429]);

class ForbiddenTarget extends Error {}

/** Posts once: follows no redirect, reuses no connection, and never throws. */
export async function postWebhook(url: string, request: WebhookRequest, options: PostOptions): Promise<Sending> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), options.timeoutMs ?? TIMEOUT_MS);
  const signal = AbortSignal.any([late.signal, ...(options.signal === undefined ? [] : [options.signal])]);
  try {
    checkLiteral(url, options);
    const answer = await posted(new URL(url), request, options, signal);
    return sendingOf(answer, await startOf(answer), options.now);
  } catch (error) {
    if (error instanceof ForbiddenTarget) return failed(true, 'target-refused', `the address ${error.message}`);
    if (options.signal?.aborted === true) return failed(false, 'stopped', 'the server was stopped meanwhile');
    if (late.signal.aborted) return failed(false, 'timeout', 'no answer in time');
    return failureOf(error as NodeJS.ErrnoException);
  } finally {
    clearTimeout(timer);
  }
}

/** What can be told before the name is looked up; a name is judged at the lookup that the connection itself uses. */
function checkLiteral(url: string, rule: TargetRule): void {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const unknownYet = parsed !== null && literalAddress(parsed) === null && /^https?:$/.test(parsed.protocol);
  const problem = targetProblem(url, unknownYet && parsed.protocol === 'http:' ? ['127.0.0.1'] : [], {
    allowPrivate: rule.allowPrivate || unknownYet,
  });
  if (problem !== null) throw new ForbiddenTarget(problem);
}

function posted(
  url: URL,
  request: WebhookRequest,
  options: PostOptions,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const outgoing = send(
      url,
      {
        method: 'POST',
        agent: false,
        headers: { ...request.headers, 'content-length': Buffer.byteLength(request.body) },
        lookup: checkedLookup(url.href, options),
        signal,
        ...(options.ca === undefined ? {} : { ca: options.ca }),
      },
      resolve,
    );
    outgoing.on('error', reject);
    outgoing.end(request.body);
  });
}

/** The addresses that are judged are those that are connected to: no second lookup can say something else. */
function checkedLookup(url: string, rule: TargetRule): NonNullable<RequestOptions['lookup']> {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, '');
      const problem = targetProblem(
        url,
        found.map(({ address }) => address),
        rule,
      );
      if (problem !== null) return callback(new ForbiddenTarget(problem), '');
      if (options.all === true) return callback(null, found);
      callback(null, found[0]!.address, found[0]!.family);
    });
  };
}

/** As much of the answer as is worth keeping; the rest is not waited for. */
async function startOf(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    parts.push(part);
    bytes += part.length;
    if (bytes >= MAX_ANSWER_BYTES) break;
  }
  return Buffer.concat(parts).subarray(0, MAX_ANSWER_BYTES).toString('utf8');
}

function sendingOf(answer: IncomingMessage, text: string, now: string): Sending {
  const status = answer.statusCode ?? 0;
  const words = wordsOf(`${status} ${text}`);
  if (status >= 200 && status < 300) return { outcome: 'accepted', response: words };
  const permanent = status >= 400 && status < 500 && !PASSING.has(status);
  const againAfterMs = waitOf(answer.headers['retry-after'], now);
  return {
    ...failed(permanent, status === 410 ? 'gone' : `http-${status}`, words),
    ...(againAfterMs === null || permanent ? {} : { againAfterMs }),
  };
}

function waitOf(header: string | undefined, now: string): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  const wait = Date.parse(header) - Date.parse(now);
  return Number.isNaN(wait) ? null : Math.max(wait, 0);
}

function failureOf({ code = '', message }: NodeJS.ErrnoException): FailedSending {
  if (/^(?:ENOTFOUND|EAI_)/.test(code)) return failed(false, 'dns', message);
  if (/^(?:ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|EPROTO)/.test(code))
    return failed(false, 'tls', message);
  return failed(false, code.startsWith('HPE_') ? 'protocol' : 'connection', message);
}

function failed(permanent: boolean, code: string, why: string): FailedSending {
  return { outcome: 'failed', permanent, code, why: wordsOf(why) };
}
