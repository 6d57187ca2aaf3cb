import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { jumpingClock } from '../genesys/jumping-clock.ts';
import { centre } from '../genesys/routing-server.ts';
import { withServer } from '../genesys-server/asking.ts';
import { agent, QUEUE, SKILL } from '../genesys-server/routing-centre.ts';
import { filesIn, gcforecast, type Ran, type TestWorld, testWorld } from '../support/test-world.ts';
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
  readonly moves: { agent: { id: string }; skill: { id: string }; effect: { lower: number } | null; why: string }[];
  readonly queues: {
    queue: { id: string };
    serviceLevel: { before: number; after: number; effect: { difference: number; lower: number; upper: number } };
    erlang: { before: { serviceLevel: number | null; invalid: string | null } };
  }[];
  readonly overall: { effect: { lower: number } } | null;
  readonly files: string[];
}

const simulated = (ran: Ran): Simulated => {
  expect(ran.exitCode, ran.stderr).toBe(0);
  return JSON.parse(ran.stdout);
};

const queueOf = ({ queues }: Simulated, id: string) => {
  const found = queues.find(({ queue }) => queue.id === id);
  if (found === undefined) throw new Error(`no queue ${id}`);
  return found;
};

describe('route what-if', () => {
  test('shows what a skill does to every queue, and leaves a plan for route apply', () =>
    atCentre(async (run, world) => {
      const argv = ['what-if', '--move', '+Agent 1:Invoices', '--max-weeks', '20', '--output-dir', 'report', '--json'];
      const found = simulated(await run(argv));
      expect(queueOf(found, QUEUE.billing).serviceLevel.effect.lower).toBeGreaterThan(0);
      expect(queueOf(found, QUEUE.support).serviceLevel.effect.difference).toBe(0);
      expect(queueOf(found, QUEUE.support).erlang.before.invalid).not.toBeNull();
      const plan = JSON.parse(readFileSync(join(world.cwd, 'routing_plan.json'), 'utf8'));
      expect(plan.moves).toMatchObject([
        { agent: { id: agent(1) }, skill: { id: SKILL.invoices }, proficiencyBefore: null, proficiencyAfter: 3 },
      ]);
      expect(plan.agents[0].skillsBefore).toHaveLength(2);
      const [report] = filesIn(join(world.cwd, 'report'));
      expect(report).toBe('wfm_impact_report_20260316_060000.csv');
      expect(readFileSync(join(world.cwd, 'report', report), 'utf8')).toContain(`Queue ${QUEUE.billing} SL Change`);
    }));
});

test('the bytes do not depend on the number of threads', () =>
  atCentre(async (run, { cwd }, env) => {
    const argv = ['what-if', '--move', '+Agent 2:Invoices', '--max-weeks', '20', '--json'];
    const { stdout } = await run(argv);
    for (const jobs of ['2', '4']) {
      const threaded = await runProgram(['route', ...argv, ...HISTORY, '--jobs', jobs], { cwd, env });
      expect(threaded.stdout, threaded.stderr).toBe(stdout);
    }
  }));

describe('route recommend', () => {
  test('finds that a clerk of Orders should take invoices', () =>
    atCentre(async (run) => {
      const found = simulated(
        await run(['recommend', '--moves', '1', '--skill', 'Invoices', '--max-loss', '0.3', '--json']),
      );
      expect(found.moves).toHaveLength(1);
      // A clerk who helps Billing is missed in Orders, more than the usual limit allows.
      expect(queueOf(found, QUEUE.orders).serviceLevel.effect.upper).toBeLessThan(0);
      const [move] = found.moves;
      expect([agent(1), agent(2)]).toContain(move.agent.id);
      expect(move.skill.id).toBe(SKILL.invoices);
      expect(move.effect?.lower).toBeGreaterThan(0);
      expect(move.why).toContain('Billing');
      expect(found.overall?.effect.lower).toBeGreaterThan(0);
    }));
});
