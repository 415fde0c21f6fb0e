import rateLimit from '@fastify/rate-limit';
import { Clock } from '@kernel/clock.js';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Logger } from 'pino';
import { bearerSecret, Principals } from '../auth/principal.js';
import { acceptJson, MAX_BODY_BYTES } from './json-body.js';
import { boundLargeBodies } from './large-bodies.js';
import { shedLoad } from './load-shedding.js';
import { Metrics } from './metrics.js';
import { describeApi } from './openapi.js';
import { Shutdown } from './shutdown.js';
import { RateWindows } from './rate-windows.js';
import { Problem, problemBody, sendProblem, toProblem } from './problem.js';

/** A slow client may take this long for its headers, and for a whole request, before it is closed. */
const HEADERS_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 8_000;
/** How long a connection is kept for a next request: longer than load balancers keep theirs, or they would use a closed one. */
const KEEP_ALIVE_MS = 75_000;
const CHECKED_EVERY_MS = 500;
/** A reader that takes nothing of its answer for so long (at most twice that) is closed: some work on a part of it meanwhile. */
const STALLED_MS = 30_000;
/** Requests of one caller are counted over this time. */
const RATE_WINDOW_MS = 10_000;
/** What a load balancer asks of any host. */
const FOR_MACHINES = /^\/(?:healthz|readyz)(?:\?|$)/;
const REQUEST_ID = /^[A-Za-z0-9._:/-]{1,100}$/;

export interface HttpOptions {
  readonly logger: Logger;
  /** Requests per second that one token (or address without one) may make, over ten seconds; 0 = no limit. */
  readonly rateLimit: number;
  /** What stands before every path where people reach the server; whether a proxy takes it away is left to it. */
  readonly pathPrefix?: string;
  /** A host name at whose root stands what is elsewhere under a path. */
  readonly rootOf?: { readonly host: string; readonly path: string };
}

/** The HTTP side of the product and of every HTTP spec: same limits, same parsers, same errors. */
export async function createHttpServer(root: Type | object, options: HttpOptions): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(root as Type, adapter(options), {
    bodyParser: false,
    abortOnError: false,
    logger: false,
  });
  const server = app.getHttpAdapter().getInstance();
  acceptJson(server);
  const metrics = app.get(Metrics);
  shedLoad(server, metrics);
  boundLargeBodies(server, app.get(Principals), metrics);
  if (options.rateLimit > 0) await app.register(rateLimit, rateRule(options.rateLimit, app));
  server.addHook('onRequest', async (request, reply) => {
    void reply.headers({
      'x-request-id': request.id,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  });
  let isStopping = false;
  app.get(Shutdown).begins.subscribe(() => (isStopping = true));
  server.addHook('onSend', async (_request, reply) => {
    if (isStopping) void reply.header('connection', 'close');
    const { socket } = reply.raw;
    if (socket instanceof Socket) socket.setTimeout(STALLED_MS);
  });
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions?.url ?? 'none';
    const labels = { method: request.method, route, status: String(reply.statusCode) };
    metrics.requests.observe(labels, reply.elapsedTime / 1000);
    options.logger.debug({ requestId: request.id, ...labels, ms: reply.elapsedTime });
  });
  app.getHttpServer().on('checkExpectation', refuseExpectation);
  describeApi(app);
  await app.init();
  await server.ready();
  return app;
}

function adapter(options: HttpOptions): FastifyAdapter {
  return new FastifyAdapter({
    rewriteUrl: (request: IncomingMessage) => rewritten(request, options),
    bodyLimit: MAX_BODY_BYTES,
    // While stopping, idle connections are closed at once and those with a request when it is answered, as ever.
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    clientErrorHandler,
    genReqId: requestId,
    routerOptions: { maxParamLength: 500, ignoreTrailingSlash: true },
    http: {
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: CHECKED_EVERY_MS,
      maxHeaderSize: 16_384,
    },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      sendProblem(reply, toProblem(error), request.id);
    },
  } as never);
}

/** Of what a client may expect before it sends its body, there is only `100-continue`. */
function refuseExpectation(_request: IncomingMessage, response: ServerResponse): void {
  const problem = new Problem(417, 'http-417', 'nothing but 100-continue can be expected');
  const body = JSON.stringify(problemBody(problem, randomUUID()));
  const type = 'application/problem+json; charset=utf-8';
  response.writeHead(417, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
}

function rewritten({ url = '/', headers }: IncomingMessage, { rootOf, pathPrefix = '' }: HttpOptions): string {
  const path = pathOf(url);
  const within = withoutPrefix(path, pathPrefix);
  if (hostOf(headers.host) === rootOf?.host && !FOR_MACHINES.test(within)) return rootOf.path + path;
  return within === path ? url : within;
}

/** `/ledger/x?y` is `/x?y` and `/ledger` is `/`; `/ledgerx` is none of it. */
function withoutPrefix(path: string, prefix: string): string {
  const rest = path.slice(prefix.length);
  if (!path.startsWith(prefix) || !/^(?:[/?]|$)/.test(rest)) return path;
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** The name in a Host header, without its port. */
export function hostOf(header = ''): string {
  return header.replace(/\.?(?::\d*)?$/, '').toLowerCase();
}

/** A proxy may send the whole address. */
function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/?#]*(?=[/?#]|$)/i, '') || '/';
}

/** What is so broken that no request comes of it. */
function clientErrorHandler(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const problem = new Problem(
    status,
    `http-${status}`,
    status === 408 ? 'the request took too long to arrive' : 'this is not a request that can be read',
  );
  const body = JSON.stringify(problemBody(problem, randomUUID()));
  const head = `HTTP/1.1 ${status} ${status === 408 ? 'Request Timeout' : 'Bad Request'}\r\ncontent-type: application/problem+json; charset=utf-8\r\n`;
  socket.end(`${head}content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`);
}

function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

function rateRule(perSecond: number, app: NestFastifyApplication): object {
  const principals = app.get(Principals);
  const windows = new RateWindows(app.get(Clock));
  return {
    global: true,
    store: function Store() {
      return windows;
    },
    max: (perSecond * RATE_WINDOW_MS) / 1000,
    timeWindow: RATE_WINDOW_MS,
    enableDraftSpec: true,
    keyGenerator: (request: FastifyRequest) => {
      // Only a token that is good has a count of its own; made-up ones share that of their address.
      const secret = bearerSecret(request.headers.authorization);
      return (secret === undefined ? undefined : principals.bySecret(secret)?.tokenId) ?? request.ip;
    },
    errorResponseBuilder: (_request: FastifyRequest, { ttl }: { ttl: number }) => {
      const seconds = String(Math.max(1, Math.ceil(ttl / 1000)));
      return new Problem(
        429,
        'rate-limited',
        `more than ${perSecond} requests a second; try again in ${seconds} s`,
        [],
        {
          'retry-after': seconds,
        },
      );
    },
  };
}
