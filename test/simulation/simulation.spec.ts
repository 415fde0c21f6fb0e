import { Simulation } from './simulation.js';

const SEEDS = Number(process.env['SEEDS'] ?? 8);
const STEPS = Number(process.env['STEPS'] ?? 50);
const SEED = process.env['SEED'];
const FIRST = Number(SEED ?? process.env['FROM'] ?? Date.now() % 1_000_000);
const COUNT = SEED === undefined ? SEEDS : 1;

describe(`Histories of ${STEPS} steps`, () => {
  it(
    `hold what the ledger promises (${COUNT} from seed ${FIRST})`,
    async () => {
      const began = performance.now();
      let [events, deaths] = [0, 0];
      for (let seed = FIRST; seed < FIRST + COUNT; seed++) {
        const outcome = await Simulation.run(seed, STEPS).catch((error: unknown) => tellShortest(seed, error));
        events += outcome.events;
        deaths += outcome.deaths;
      }
      const perSecond = Math.round((COUNT * STEPS) / ((performance.now() - began) / 1000));
      console.info(`${COUNT} histories: ${events} events, ${deaths} deaths, ${perSecond} steps a second`);
    },
    60_000 + COUNT * 30_000,
  );

  it('are the same ledger whenever the seed is the same', async () => {
    const { root } = await Simulation.run(FIRST, STEPS);
    expect((await Simulation.run(FIRST, STEPS)).root).toBe(root);
  });
});

/** The fewest steps of this seed that fail. */
async function tellShortest(seed: number, error: unknown): Promise<never> {
  let [fails, last] = [STEPS, error as Error];
  for (let holds = 0; fails - holds > 1;) {
    const steps = (holds + fails) >> 1;
    const failure = await Simulation.run(seed, steps).then(
      () => null,
      (error: unknown) => error as Error,
    );
    if (failure === null) holds = steps;
    else [fails, last] = [steps, failure];
  }
  throw new Error(`SEED=${seed} STEPS=${fails} ${last.message}`, { cause: last });
}
