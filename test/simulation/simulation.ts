import { Chance } from '../support/chance.js';
import { Chronicle } from './chronicle.js';
import { Client } from './client.js';
import * as invariants from './invariants.js';
import type { Action, Kind } from './kind.js';
import { kinds } from './kinds.js';
import { Reader } from './reader.js';
import { Session } from './session.js';
import { World } from './world.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Requests before a failure that it tells of. */
const TOLD_OF_A_FAILURE = Number(process.env['TOLD'] ?? 8);
const FIRST_TOOLS = [
  { tool: 'bot', scopes: ['read', 'log:write', 'log:on-behalf'] },
  { tool: 'clerk', scopes: ['read', 'log:write', 'log:amend', 'log:manage', 'log:on-behalf', 'redact'] },
  { tool: 'guest', scopes: ['read'], logs: ['production'] },
];

export interface Outcome {
  /** Of the tree over all events. */
  readonly root: string;
  readonly events: number;
  readonly deaths: number;
}

/** One history: what its seed says, step by step, and what must hold after each. */
export class Simulation {
  private readonly chance: Chance;
  private readonly session: Session;
  private readonly world: World;
  private readonly chronicle = new Chronicle();
  private readonly client: Client;
  private readonly reader: Reader;
  private readonly kinds: readonly Kind[];
  private readonly actions: readonly Action[];

  private constructor(seed: number) {
    this.chance = new Chance(seed);
    this.session = new Session(seed, this.chance);
    this.world = new World(this.chance, this.session.clock);
    this.client = new Client(this.session, this.world, this.chronicle);
    this.kinds = kinds.map((kind) => kind(this.world));
    this.actions = this.kinds.flatMap(({ actions }) => actions);
    this.reader = new Reader(this.session, this.world, this.chronicle, this.kinds);
  }

  /** @throws Error that says at which step what did not hold */
  static async run(seed: number, steps: number): Promise<Outcome> {
    const simulation = new Simulation(seed);
    try {
      return await simulation.play(steps);
    } finally {
      simulation.session.close();
    }
  }

  private async play(steps: number): Promise<Outcome> {
    let step = 0;
    try {
      await this.begin();
      while (++step <= steps) await this.step();
      return await this.end();
    } catch (error) {
      const asked = this.session.asked.slice(-TOLD_OF_A_FAILURE).join('\n');
      throw new Error(`in step ${step}: ${(error as Error).message}\nafter\n${asked}`, { cause: error });
    }
  }

  private async begin(): Promise<void> {
    const { session, world } = this;
    await session.open();
    const token = await session.house.adminToken();
    const me = await session.ask({ method: 'GET', url: '/api/v1/me', token });
    world.actors.push({ name: 'admin', token, tokenId: me!.json.token, scopes: ['admin'] });
    for (const body of FIRST_TOOLS) {
      const reply = await session.ask({ method: 'POST', url: '/api/v1/tokens', token, body });
      const { secret, id } = reply!.json;
      world.actors.push({ name: body.tool, token: secret, tokenId: id, scopes: body.scopes });
    }
    this.chronicle.readOn(session.folder);
  }

  private async step(): Promise<void> {
    const { chance, client, reader } = this;
    this.passTime();
    const deed = this.choose()[1]();
    if (deed !== null) await client.carryOut(deed);
    if (chance.happens(12)) await client.repeat();
    if (chance.happens(8)) await client.reuse();
    if (chance.happens(60)) await reader.remember();
    if (chance.happens(60)) await reader.askAgain();
    if (chance.happens(35)) await reader.askOfInstant();
    if (chance.happens(15)) await reader.lookAsNobody();
    if (chance.happens(10)) await reader.keepCheckpoint();
    if (chance.happens(10)) await reader.checkProofs();
    if (chance.happens(3)) await this.session.die();
    if (chance.happens(3)) await this.session.house.foundation.rebuild.request();
    if (chance.happens(5)) await this.check();
  }

  /** Mostly a moment; sometimes not at all, for long, or backwards. */
  private passTime(): void {
    const { chance, session } = this;
    const kind = chance.below(20);
    if (kind < 2) session.clock.advance(-chance.below(HOUR));
    else if (kind === 2) session.clock.advance(chance.below(2 * DAY));
    else if (kind < 16) session.clock.advance(chance.below(90_000));
  }

  private choose(): Action {
    const all = this.actions.reduce((sum, [weight]) => sum + weight, 0);
    let at = this.chance.below(all);
    return this.actions.find(([weight]) => (at -= weight) < 0)!;
  }

  private async check(): Promise<void> {
    // What was recorded while the disk failed is readable with the next write.
    await this.session.house.foundation.store.rowsAreCurrent();
    this.chronicle.readOn(this.session.folder);
    this.chronicle.compareAll(this.session.folder);
    invariants.nothingIsParked(this.session);
    invariants.ledgerTimeNeverGoesBack(this.session, this.chronicle);
    invariants.rebuildIsLive(this.session);
  }

  private async end(): Promise<Outcome> {
    await this.session.die();
    await this.check();
    await this.reader.lookAsNobody();
    await this.reader.askAllAgain();
    invariants.goneFromFiles(this.session.folder, [...this.chronicle.goneWords()]);
    const root = invariants.verifierFindsNothing(this.session, this.reader.checkpoints);
    return { root, events: this.chronicle.head, deaths: this.session.deaths };
  }
}
