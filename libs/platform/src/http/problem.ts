import { AppendTooLarge, StoreOverloaded, StoreUnavailable, WrongExpectedRevision } from '@event-store/event-store.js';
import { DamagedEvent } from '@kernel/event-catalogue.js';
import { Rejected, type RejectionKind, StaleRevision } from '@kernel/decider.js';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { KeyReused } from '../ledger.js';

export interface FieldError {
  readonly field: string;
  readonly rule: string;
  readonly message: string;
}

/** An error as RFC 9457 puts it, with a code for programs. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly errors: readonly FieldError[] = [],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
  }
}

export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly requestId: string;
  readonly errors?: readonly FieldError[];
}

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  406: 'Not acceptable',
  408: 'Too slow',
  409: 'Conflict',
  410: 'Gone',
  412: 'Changed since',
  413: 'Too large',
  414: 'Address too long',
  415: 'Unsupported content type',
  417: 'Cannot be expected',
  422: 'Key was used for something else',
  429: 'Too many requests',
  431: 'Headers too large',
  500: 'Internal error',
  503: 'Not available now',
};

const REJECTIONS: Record<RejectionKind, number> = { invalid: 400, 'not-found': 404, conflict: 409, forbidden: 403 };

/** Every error that leaves the process, whatever raised it. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Rejected) {
    const errors = error.field === undefined ? [] : [{ field: error.field, rule: error.code, message: error.message }];
    return new Problem(REJECTIONS[error.kind], error.code, error.message, errors);
  }
  if (error instanceof StaleRevision) {
    return new Problem(412, 'stale-revision', error.message, [], { etag: `"${error.actual}"` });
  }
  if (error instanceof KeyReused) {
    const field = { field: 'Idempotency-Key', rule: 'same-request', message: error.message };
    return new Problem(422, 'idempotency-key-reused', error.message, [field]);
  }
  if (error instanceof WrongExpectedRevision) {
    return new Problem(503, 'too-contended', 'others kept changing this at the same time; try again', [], {
      'retry-after': '1',
    });
  }
  if (error instanceof AppendTooLarge) return new Problem(413, 'too-large', error.message);
  if (error instanceof StoreOverloaded)
    return new Problem(503, 'overloaded', error.message, [], { 'retry-after': '1' });
  if (error instanceof StoreUnavailable) {
    return new Problem(503, 'ledger-unavailable', error.message, [], { 'retry-after': '2' });
  }
  if (error instanceof DamagedEvent) return new Problem(500, 'damaged-event', error.message);
  return fromFramework(error);
}

/** For a write whose rows are not there, because a projection could not take its event. @throws Problem */
export function notReadable(position: number): never {
  throw new Problem(
    503,
    'recorded-not-readable',
    `this is recorded at position ${position}, but cannot be read: /readyz says why`,
  );
}

export function problemBody(problem: Problem, requestId: string): ProblemBody {
  return {
    type: `https://opsledger.invalid/problems/${problem.code}`,
    title: TITLES[problem.status] ?? 'Error',
    status: problem.status,
    detail: problem.detail,
    code: problem.code,
    requestId,
    ...(problem.errors.length > 0 ? { errors: problem.errors } : {}),
  };
}

export function sendProblem(reply: FastifyReply, problem: Problem, requestId: string): void {
  void reply
    .code(problem.status)
    .headers(problem.headers)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemBody(problem, requestId)));
}

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    sendProblem(http.getResponse<FastifyReply>(), this.told(error, request), request.id);
  }

  /** What is wrong with one item of a request, as it stands in the answer. */
  ofItem(error: unknown, request: FastifyRequest): { readonly status: number; readonly problem: ProblemBody } {
    const problem = this.told(error, request);
    return { status: problem.status, problem: problemBody(problem, request.id) };
  }

  private told(error: unknown, request: FastifyRequest): Problem {
    const problem = toProblem(error);
    if (problem.status >= 500) {
      // The route's template, not the address: an address can hold what somebody typed.
      const about = { requestId: request.id, route: request.routeOptions?.url };
      // What is over when it is tried again is no error of the server, and everybody could fill its log with it.
      const passes = problem.headers['retry-after'] !== undefined && !(error instanceof StoreUnavailable);
      if (passes) this.logger.debug({ ...about, code: problem.code });
      else this.logger.error({ ...about, err: error });
    }
    return problem;
  }
}

/** What the framework refuses before a route is reached, by status: its own words and codes say less. */
const FRAMEWORK: Record<number, readonly [code: string, detail: string]> = {
  404: ['no-such-route', 'there is nothing at this address; /api/docs lists what is'],
  413: ['too-large', 'the body is larger than this route takes'],
  414: ['address-too-long', 'the address is longer than any that this server has'],
  415: ['unsupported-content-type', 'send application/json'],
};

function fromFramework(error: unknown): Problem {
  const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number }).statusCode;
  if (status === undefined || status < 400 || status >= 500) {
    return new Problem(500, 'internal', 'something went wrong here; the log of the server has the requestId');
  }
  const [code, detail] = FRAMEWORK[status] ?? [`http-${status}`, (error as Error).message];
  return new Problem(status, code, detail);
}
