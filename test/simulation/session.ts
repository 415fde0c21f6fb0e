import { StoreUnavailable } from '@event-store/event-store.js';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createPrivateKey } from 'node:crypto';
import { join } from 'node:path';
import { Chance } from '../support/chance.js';
import { ManualClock } from '../support/house.js';
import { IN_MEMORY } from '../support/in-memory.js';
import { aFate, Life } from './faults.js';
import { SeededIds } from './seeded-ids.js';
import { type Sent, SimulatedHouse } from './simulated-house.js';

/** What stands before the 32 bytes of a private Ed25519 key (RFC 8410). */
const KEY_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly json: any;
  /** `Ledger-Position`. */
  readonly position: number | null;
}

/** One data folder through all the lives of the process that serves it. */
export class Session {
  readonly clock = new ManualClock();
  house!: SimulatedHouse;
  life!: Life;
  folder: string;
  deaths = 0;
  /** What was asked and answered, in short; the newest last. */
  readonly asked: string[] = [];
  private readonly root = mkdtempSync(join(IN_MEMORY, 'opsledger-simulation-'));
  private readonly ids: SeededIds;

  constructor(
    seed: number,
    private readonly chance: Chance,
  ) {
    const own = new Chance(seed ^ 0x5eed);
    this.ids = new SeededIds(own);
    this.folder = join(this.root, '0');
    mkdirSync(join(this.folder, 'checkpoint-keys'), { recursive: true });
    const key = createPrivateKey({ key: Buffer.concat([KEY_HEAD, this.ids.salt()]), format: 'der', type: 'pkcs8' });
    writeFileSync(join(this.folder, 'checkpoint-keys', 'first.pem'), key.export({ format: 'pem', type: 'pkcs8' }));
  }

  /** Opens the house, however often its process dies over it. */
  async open(): Promise<void> {
    for (;;) {
      this.life = new Life();
      if (this.deaths > 0 && this.chance.happens(15)) this.tempt();
      const opened = SimulatedHouse.open(this.folder, this.clock, this.ids, this.life);
      const house = await Promise.race([opened, this.life.death]).catch((error: unknown) => {
        if (error instanceof StoreUnavailable) return 'died' as const;
        throw error;
      });
      this.life.expect(null);
      if (house !== 'died') {
        this.house = house;
        return;
      }
      this.leave();
    }
  }

  /** Null when the process died over it; by then another one serves. */
  async ask(sent: Sent): Promise<Reply | null> {
    const answer = await Promise.race([this.house.ask(sent), this.life.death]);
    const { method, url, body } = sent;
    const said = body === undefined ? '' : ` ${JSON.stringify(body)}`;
    this.asked.push(`${method} ${url}${said} → ${answer === 'died' ? 'died' : answer.statusCode}`);
    if (answer === 'died') {
      await this.die();
      return null;
    }
    const text = answer.body;
    const isJson = String(answer.headers['content-type']).includes('json') && text !== '';
    const position = answer.headers['ledger-position'];
    return {
      status: answer.statusCode,
      text,
      json: isJson && !text.includes('\n') ? JSON.parse(text) : null,
      position: position === undefined ? null : Number(position),
    };
  }

  /** The process is gone in this moment, and another one starts over what it left. */
  async die(): Promise<void> {
    this.leave();
    await this.open();
  }

  /** Something will go wrong soon. */
  tempt(): void {
    this.life.expect(aFate(this.chance));
  }

  close(): void {
    this.life.end();
    this.life.letGo();
    rmSync(this.root, { recursive: true });
  }

  /** The files as they are now go on, with the write-ahead logs that a proper close would empty. */
  private leave(): void {
    this.life.end();
    const left = this.folder;
    this.folder = join(this.root, String(++this.deaths));
    cpSync(left, this.folder, { recursive: true, filter: (path) => !path.endsWith('-shm') });
    this.life.letGo();
    rmSync(left, { recursive: true });
  }
}
