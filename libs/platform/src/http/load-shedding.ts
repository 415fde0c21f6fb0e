import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Metrics } from './metrics.js';
import { Problem, problemBody } from './problem.js';

/**
 * Writes that are worked on at once. It is enough to keep the writer busy; more of them would only wait longer, and in
 * memory. A body that is still on its way does not count: who is slow must not keep others out.
 */
const MAX_WRITES_UNDER_WAY = 256;
const HELD_MS = 200;
const HEADERS = {
  'content-type': 'application/problem+json; charset=utf-8',
  'retry-after': '1',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};
/** All of the problem but its last member, made once: a refusal must cost next to nothing. */
const REFUSAL = JSON.stringify(
  problemBody(new Problem(503, 'overloaded', 'more is written than can be taken; try again in a second'), ''),
).replace(/""}$/, '');
const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses writes that cannot be taken before anything is done for them: what they wait for would grow without end. */
export function shedLoad(server: FastifyInstance, metrics: Metrics): void {
  const working = new Set<FastifyRequest>();
  const isTooMuch = (request: FastifyRequest): boolean =>
    working.size >= MAX_WRITES_UNDER_WAY && !READS.has(request.method);
  server.addHook('onRequest', (request, reply, done) => {
    if (isTooMuch(request)) refuse(request, reply, metrics);
    else done();
  });
  // Its body has come meanwhile, and so have those of others.
  server.addHook('preValidation', (request, reply, done) => {
    if (READS.has(request.method)) return done();
    if (isTooMuch(request)) return refuse(request, reply, metrics);
    working.add(request);
    done();
  });
  // When the answer is there, not when it has been read: a client could put that off.
  server.addHook('onSend', (request, _reply, _payload, done) => {
    working.delete(request);
    done();
  });
}

/**
 * The answer is held for a moment, and its connection with it: answering at once would let a client that tries again at
 * once, or does not wait for answers, take all the time that there is.
 */
function refuse(request: FastifyRequest, reply: FastifyReply, metrics: Metrics): void {
  metrics.shedRequests.inc();
  reply.hijack();
  const { socket } = request.raw;
  socket.pause();
  setTimeout(() => {
    const body = `${REFUSAL}${JSON.stringify(request.id)}}`;
    reply.raw.writeHead(503, { ...HEADERS, 'content-length': Buffer.byteLength(body), 'x-request-id': request.id });
    reply.raw.end(body);
    socket.resume();
  }, HELD_MS);
}
