import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { jumpingClock } from '../genesys/jumping-clock.ts';
import { centre } from '../genesys/routing-server.ts';
import { withServer } from '../genesys-server/asking.ts';
import { agent, QUEUE, SKILL } from '../genesys-server/routing-centre.ts';
import { filesIn, gcforecast, type Ran, type TestWorld, testWorld } from '../support/test-world.ts';
import { expectExplained } from './explained.ts';
import { environmentOf } from './organisation.ts';
import { runProgram } from './program-process.ts';

/** The Monday after the two weeks of history. */
const AS_OF = '2026-03-16T06:00:00Z';
const HISTORY = ['--days', '14', '--as-of', AS_OF, '--quiet', '--jobs', '1'];

type Work = (
  run: (argv: readonly string[]) => Promise<Ran>,
  world: TestWorld,
  env: Readonly<Record<string, string>>,
) => Promise<void>;

const atCentre = (work: Work) =>
  withServer({ centre }, async (server) => {
    const env = environmentOf(server);
    const world = { ...testWorld({ clock: jumpingClock(Date.parse(AS_OF)) }), env };
    await work((argv) => gcforecast(world, ['route', ...argv, ...HISTORY]), world, env);
  });

interface Simulated {
  readonly moves: { agent: { id: string }; proficiencyBefore: number | null; proficiencyAfter: number | null }[];
  readonly queues: {
    queue: { id: string };
    serviceLevel: { before: number; effect: { difference: number; lower: number } };
    erlang: { before: { serviceLevel: number | null; invalid: string | null } };
  }[];
  readonly warnings: string[];
}

const simulated = ({ exitCode, stdout, stderr }: Pick<Ran, 'exitCode' | 'stdout' | 'stderr'>): Simulated => {
  expect(exitCode, stderr).toBe(0);
  return JSON.parse(stdout);
};

const queueOf = ({ queues }: Simulated, id: string) => {
  const found = queues.find(({ queue }) => queue.id === id);
  if (found === undefined) throw new Error(`no queue ${id}`);
  return found;
};

const WHAT_IF = ['what-if', '--move', '+Agent 2:Invoices', '--max-weeks', '20'];

describe('route what-if', () => {
  test('shows what a skill does to every queue, leaves a plan and a report, and its bytes do not depend on threads', () =>
    atCentre(async (run, world, env) => {
      const ran = await run([...WHAT_IF, '--output-dir', 'report', '--json']);
      const found = simulated(ran);
      expect(queueOf(found, QUEUE.billing).serviceLevel.effect.lower).toBeGreaterThan(0);
      expect(queueOf(found, QUEUE.support).serviceLevel.effect.difference).toBe(0);
      expect(queueOf(found, QUEUE.support).erlang.before.invalid).not.toBeNull();
      const plan = JSON.parse(readFileSync(join(world.cwd, 'routing_plan.json'), 'utf8'));
      expect(plan.moves).toMatchObject([
        { agent: { id: agent(2) }, skill: { id: SKILL.invoices }, proficiencyBefore: null, proficiencyAfter: 3 },
      ]);
      expect(plan.agents[0].skillsBefore).toHaveLength(1);
      const report = 'wfm_impact_report_20260316_060000.csv';
      expect(filesIn(join(world.cwd, 'report'))).toEqual([report]);
      expect(readFileSync(join(world.cwd, 'report', report), 'utf8')).toContain(`Queue ${QUEUE.billing} SL Change`);
      const argv = ['route', ...WHAT_IF, '--output-dir', 'report', '--json', ...HISTORY, '--jobs', '2'];
      const threaded = await runProgram(argv, { cwd: world.cwd, env });
      expect(threaded.stdout, threaded.stderr).toBe(ran.stdout);
    }));

  test('names agents and skills of a change that is none', () =>
    atCentre(async (run) => {
      const argv = ['what-if', '--move', '+Agent 3:Orders'];
      expectExplained(await run(argv), 2, 'the move of Agent 3 and Orders is not possible', 'route measure');
    }));
});

/** A forecast of the Monday to come by half-hours, in which `perHour` calls come to each of the queues from 9 to 18 o'clock. */
const forecastOf = (perHour: Readonly<Record<string, number>>) => ({
  ...{ schema: 'gcforecast/forecast@1', timeZone: 'UTC', granularity: 'PT30M', intervalWidth: 0.8 },
  series: Object.entries(perHour).map(([queueId, calls]) => ({
    ...{ key: { queueId, mediaType: 'voice' }, metric: 'offered', model: 'naive', warnings: [] },
    points: Array.from({ length: 48 }, (_, i) => ({
      start: new Date(Date.UTC(2026, 2, 16, 0, 30 * i)).toISOString(),
      end: new Date(Date.UTC(2026, 2, 16, 0, 30 * (i + 1))).toISOString(),
      forecast: i >= 18 && i < 36 ? calls / 2 : 0,
    })),
  })),
});

describe('a forecast instead of the contacts of the history', () => {
  const { orders, support, billing } = QUEUE;
  const CALM = { [orders]: 2, [support]: 2, [billing]: 2 };
  const ask = (options: readonly string[]) => [...WHAT_IF, '--forecast', 'forecast.json', ...options];
  const write = ({ cwd }: TestWorld, document: object) =>
    writeFileSync(join(cwd, 'forecast.json'), JSON.stringify(document));

  test('is what is simulated: on a calm day nobody waits where the history has them waiting', () =>
    atCentre(async (run, world) => {
      write(world, forecastOf(CALM));
      const found = simulated(await run(ask(['--json'])));
      // Two calls an hour of 200 to 300 seconds beside three to five agents; breaks and rings leave some waiting.
      for (const { serviceLevel } of found.queues) expect(serviceLevel.before).toBeGreaterThan(0.9);
      expect(found.warnings).toContainEqual(expect.stringContaining('those of the forecast forecast.json'));
    }));

  test.each<[string, object, readonly string[], number, string, string]>([
    [
      'in other intervals',
      forecastOf(CALM),
      ['--granularity', 'PT15M'],
      2,
      'intervals of 1800 seconds',
      '--granularity PT15M',
    ],
    [
      'of other days',
      forecastOf(CALM),
      ['--time-zone', 'Europe/Berlin'],
      2,
      'not of whole days in Europe/Berlin',
      '--time-zone',
    ],
    [
      'without a queue',
      forecastOf({ [orders]: 2 }),
      [],
      5,
      'there is no forecast for voice of Support',
      '--by queue,media',
    ],
    [
      'of everything together',
      {
        ...forecastOf(CALM),
        series: forecastOf(CALM)
          .series.slice(0, 1)
          .map((one) => ({ ...one, key: {} })),
      },
      [],
      2,
      'not by queue and media type',
      '--by queue,media',
    ],
  ])('is refused %s', (_, document, options, exitCode, error, hint) =>
    atCentre(async (run, world) => {
      write(world, document);
      expectExplained(await run(ask(options)), exitCode, error, hint);
    }),
  );
});
