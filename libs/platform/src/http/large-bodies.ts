import type { FastifyInstance, FastifyRequest } from 'fastify';
import { bearerSecret, type Principals } from '../auth/principal.js';
import { notSignedIn } from './caller.js';
import { MAX_BODY_BYTES } from './json-body.js';
import type { Metrics } from './metrics.js';
import { Problem } from './problem.js';

/** What anybody may send before it is asked who they are: a message and what belongs to it. */
const SMALL_BYTES = 96 * 1024;
/** Of large bodies that are on their way at once. */
const MOST_BYTES_UNDER_WAY = 256 * 1024 * 1024;

/** Large bodies are kept in memory until they are there: for people with a token only, and only so many at a time. */
export function boundLargeBodies(server: FastifyInstance, principals: Principals, metrics: Metrics): void {
  let underWay = 0;
  server.addHook('onRequest', (request, reply, done) => {
    const bytes = sizeOf(request);
    if (bytes <= SMALL_BYTES) return done();
    const secret = bearerSecret(request.headers.authorization);
    if (secret === undefined || principals.bySecret(secret) === null) {
      // What is not read of a body would be taken for a next request.
      void reply.header('connection', 'close');
      return done(notSignedIn('a body of this size needs a good token: send Authorization: Bearer opsl_…'));
    }
    if (underWay + bytes > MOST_BYTES_UNDER_WAY) {
      metrics.shedRequests.inc();
      void reply.header('connection', 'close');
      const sentence = 'larger requests are on their way than can be kept at once; try again in a second';
      return done(new Problem(503, 'overloaded', sentence, [], { 'retry-after': '1' }));
    }
    underWay += bytes;
    reply.raw.once('close', () => (underWay -= bytes));
    done();
  });
}

/** As it says itself; as large as can be where it says nothing. */
function sizeOf({ headers }: FastifyRequest): number {
  if (headers['transfer-encoding'] !== undefined) return MAX_BODY_BYTES;
  return Math.min(Number(headers['content-length'] ?? 0), MAX_BODY_BYTES);
}
