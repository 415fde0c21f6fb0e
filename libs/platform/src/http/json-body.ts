import type { FastifyInstance } from 'fastify';
import { Problem } from './problem.js';

/** Bytes of a request body: a message takes 64 KiB, a batch 1000 items of which few are that long. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024;
/** Levels of nesting: our own shapes need four. Deeper JSON is an attack on recursion. */
export const MAX_JSON_DEPTH = 16;
/** Of a form. */
const MAX_FORM_BYTES = 4096;
/** No route takes more lines: of what comes for nobody, none is parsed. */
const MAX_LINES = 1000;
/** In plain letters, or with some of them escaped: only then is each member looked at. */
const MAY_NAME_PROTOTYPE = /__proto__|\\u/;

/**
 * Accepts exactly JSON (NDJSON, CSV and iCal where a route takes them), strictly UTF-8, not too deep. Any page of the web
 * may have a browser post a form, so one is taken only where the address alone says everything, and nothing in it counts.
 */
export function acceptJson(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  const parse = (_request: unknown, body: Buffer, done: (error: Error | null, value?: unknown) => void): void => {
    try {
      done(null, parseJson(decodeUtf8(body)));
    } catch (error) {
      done(error as Error);
    }
  };
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, parse);
  server.addContentTypeParser('application/x-ndjson', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, linesOf(decodeUtf8(body as Buffer)).map(parseLine));
    } catch (error) {
      done(error as Error);
    }
  });
  const forms = ['application/x-www-form-urlencoded', 'multipart/form-data'];
  server.addContentTypeParser(forms, { parseAs: 'string', bodyLimit: MAX_FORM_BYTES }, (request, _body, done) => {
    const { takesForm } = request.routeOptions.config as { takesForm?: boolean };
    if (takesForm === true) done(null, undefined);
    else done(new Problem(415, 'unsupported-content-type', 'send application/json'));
  });
  server.addContentTypeParser(['text/csv', 'text/calendar'], { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, decodeUtf8(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
}

/** @throws Problem */
export function parseJson(text: string): unknown {
  if (text.trim() === '') throw new Problem(400, 'empty-body', 'the body is empty; send a JSON object');
  checkDepth(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Problem(400, 'malformed-json', `the body is not JSON: ${(error as Error).message.slice(0, 120)}`);
  }
  if (MAY_NAME_PROTOTYPE.test(text)) refusePrototypes(value);
  return value;
}

/** @throws Problem */
function linesOf(text: string): string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length <= MAX_LINES) return lines;
  throw new Problem(413, 'too-large', `the body has ${lines.length} lines, at most ${MAX_LINES} are taken at once`);
}

/** A line that is not JSON is an item that is not an object: its own problem, not that of the lines beside it. */
function parseLine(line: string): unknown {
  try {
    return parseJson(line);
  } catch (error) {
    return error;
  }
}

function decodeUtf8(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new Problem(400, 'malformed-utf8', 'the body is not valid UTF-8');
  }
}

function checkDepth(text: string): void {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 0x5c) at++;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x5b || code === 0x7b) {
      if (++depth > MAX_JSON_DEPTH) {
        throw new Problem(400, 'too-deep', `the body nests deeper than ${MAX_JSON_DEPTH} levels`);
      }
    } else if (code === 0x5d || code === 0x7d) depth--;
  }
}

function refusePrototypes(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (Object.hasOwn(value, '__proto__')) throw new Problem(400, 'malformed-json', 'the body has a member __proto__');
  for (const inner of Array.isArray(value) ? value : Object.values(value)) refusePrototypes(inner);
}
