import { features } from '@features/features.js';
import { createFirstRecords, issueAdminToken } from '@features/first-start.js';
import { Clock } from '@kernel/clock.js';
import type { Feature } from '@kernel/feature.js';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpServer } from '@platform/http/http-server.js';
import { DueLoop } from '@platform/due-loop.js';
import { inMemory } from '@platform/in-memory.js';
import { Ledger } from '@platform/ledger.js';
import type { Foundation } from '@platform/platform.module.js';
import { settleCheckpointKeys } from '@platform/transparency/checkpoint-keys.js';
import type { LightMyRequestResponse } from 'fastify';
import { join } from 'node:path';
import { ServerModule } from '../../apps/server/src/server.module.js';

/** The built pages. */
export const DASHBOARD = join(__dirname, '../../dist/apps/dashboard');

/** A clock that a spec sets. */
export class ManualClock extends Clock {
  constructor(public ms = Date.parse('2026-11-22T17:05:09.123Z')) {
    super();
  }
  override now(): number {
    return this.ms;
  }
  advance(ms: number): void {
    this.ms += ms;
  }
}

export interface Ask {
  readonly token?: string | null;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** The whole server in memory, with a clock that stands still: what HTTP specs talk to. */
export class House {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly foundation: Foundation,
    readonly clock: ManualClock,
    readonly adminToken: string,
  ) {}

  static async open(
    given: {
      rateLimit?: number;
      rootOf?: { host: string; path: string };
      pathPrefix?: string;
      features?: readonly Feature[];
      foundation?: Partial<Foundation>;
    } = {},
  ): Promise<House> {
    const clock = new ManualClock();
    const foundation = await inMemory(given.features ?? features, { clock, ...given.foundation });
    const app = await createHttpServer(await ServerModule.over(foundation, DASHBOARD), {
      logger: foundation.logger,
      rateLimit: given.rateLimit ?? 0,
      ...(given.rootOf === undefined ? {} : { rootOf: given.rootOf }),
      ...(given.pathPrefix === undefined ? {} : { pathPrefix: given.pathPrefix }),
    });
    const ledger = app.get(Ledger);
    await settleCheckpointKeys(ledger, foundation.signingKeys);
    await createFirstRecords(ledger, foundation.readModel);
    const adminToken = await issueAdminToken(ledger, foundation.readModel, foundation.ids);
    return new House(app, foundation, clock, adminToken);
  }

  /** As the admin, unless another token (or null for none) is given. */
  ask(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT',
    url: string,
    { token, body, headers = {} }: Ask = {},
  ): Promise<LightMyRequestResponse> {
    const authorization = token === null ? {} : { authorization: `Bearer ${token ?? this.adminToken}` };
    const payload =
      typeof body === 'string' || Buffer.isBuffer(body) ? body : body === undefined ? undefined : JSON.stringify(body);
    const type = payload === undefined ? {} : { 'content-type': 'application/json' };
    return this.app.inject({
      method,
      url,
      headers: { ...authorization, ...type, ...headers },
      ...(payload === undefined ? {} : { payload }),
    });
  }

  async get(url: string, ask: Ask = {}): Promise<any> {
    return (await this.ask('GET', url, ask)).json();
  }

  /** Logs an entry and gives it back; fails the spec when it is refused. */
  async log(message: string, more: Record<string, unknown> = {}): Promise<any> {
    const response = await this.ask('POST', '/api/v1/log-entries', { body: { log: 'production', message, ...more } });
    if (response.statusCode !== 201) throw new Error(response.body);
    return response.json();
  }

  /** The secret of a new token. */
  async token(scopes: readonly string[], more: Record<string, unknown> = { tool: 'bot' }): Promise<string> {
    const response = await this.ask('POST', '/api/v1/tokens', { body: { scopes, ...more } });
    if (response.statusCode !== 201) throw new Error(response.body);
    return response.json().secret as string;
  }

  /** Lets the clock go on and everything happen that is due by then. */
  async pass(ms: number): Promise<void> {
    this.clock.advance(ms);
    await this.app.get(DueLoop).run();
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.foundation.store.close();
  }
}
