import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RoutingPlanFile } from '../../src/cli/commands/route/plan-file.ts';
import { jumpingClock } from '../genesys/jumping-clock.ts';
import { smallCentre, smallRecords } from '../genesys/small-centre.ts';
import { ask } from '../genesys-server/asking.ts';
import type { ContactServer } from '../genesys-server/server.ts';
import { withSummaryServer } from '../summary-server/server.ts';
import { filesIn, gcforecast, type Ran, type TestWorld, testWorld } from '../support/test-world.ts';
import { contractEnvironment } from './contracts.ts';
import { expectExplained } from './explained.ts';

const AS_OF = '2025-12-10T00:00:00Z';
const DAYS = 5;
const FIRST = Date.parse(AS_OF) / 1000 - DAYS * 86_400;
const MEASURE = ['route', 'measure', '--days', String(DAYS), '--granularity', 'P1D', '--quiet'];
const APPLY = ['route', 'apply', '--yes', '--quiet'];

const [billing, sales] = smallCentre.queues;
const skillOf = (queue: { readonly id: string } | undefined): string => `skill-of-${queue?.id}`;

const profileOf = (id: string, skills: Readonly<Record<string, { score: number; order: number }>>) => ({
  ...{ id, selfUri: `/api/v2/routing/users/${id}/routingprofile`, name: `${id}'s profile` },
  outbound: { enabled: true },
  skills,
});
const PROFILES = {
  anna: profileOf('anna', { [skillOf(billing)]: { score: 0.8, order: 0 }, polish: { score: 0.3, order: 4 } }),
  bob: profileOf('bob', { polish: { score: 1, order: 0 } }),
};

interface Surroundings {
  readonly server: ContactServer;
  readonly world: TestWorld;
  run(argv: readonly string[]): Promise<Ran>;
}

const atCentre = (work: (surroundings: Surroundings) => Promise<void>) =>
  withSummaryServer({ centre: smallCentre, profiles: PROFILES }, async (server) => {
    const env = contractEnvironment('summary', server);
    const world = { ...testWorld({ clock: jumpingClock(Date.parse(AS_OF)) }), env };
    await work({ server, world, run: (argv) => gcforecast(world, [...argv, '--as-of', AS_OF]) });
  });

const skillsAt = async (server: ContactServer, id: 'anna' | 'bob') =>
  (await (await ask(server, PROFILES[id].selfUri)).json()) as (typeof PROFILES)['anna'];
const writesTo = (server: ContactServer) => server.requests.filter(({ method }) => method === 'PUT');

const contactsOf = (queue: { readonly id: string } | undefined): number =>
  smallRecords
    .filter(({ intervalStart, queueId }) => intervalStart >= FIRST && queueId === queue?.id)
    .reduce((sum, { offered }) => sum + offered, 0);

describe('route measure', () => {
  test('tells demand alone, and which skills of the named agents it asked for; the rest is null, not 0', () =>
    atCentre(async ({ run }) => {
      const ran = await run([...MEASURE, '--user', 'anna', '--user', 'bob', '--json']);
      expect(ran.exitCode, ran.stderr).toBe(0);
      const { queues, demand, agents, work, skills, warnings } = JSON.parse(ran.stdout);
      const found = queues.find(({ queueId }: { queueId: string }) => queueId === billing?.id);
      expect(found).toMatchObject({
        ...{ queueName: billing?.name, offered: contactsOf(billing) },
        ...{
          answered: null,
          abandoned: null,
          handleSeconds: null,
          serviceLevelFraction: null,
          members: null,
          rings: null,
        },
      });
      const asked = demand.find(({ queueId }: { queueId: string }) => queueId === billing?.id);
      expect(asked.skillIds).toEqual([skillOf(billing)]);
      expect(asked.intervals.length).toBeLessThanOrEqual(DAYS);
      expect(agents).toEqual([]);
      expect(work).toEqual([]);
      const verdicts = skills.map((one: { agentId: string; skillId: string; verdict: string }) => [
        ...[one.agentId, one.skillId, one.verdict],
      ]);
      expect(verdicts).toEqual([
        ['anna', 'polish', 'no-demand'],
        ['anna', skillOf(billing), 'asked-for'],
        ['bob', 'polish', 'no-demand'],
      ]);
      expect(skills[1]).toMatchObject({ offeredAnywhere: contactsOf(billing), handled: null, proficiency: 4 });
      expect(warnings).toContain(
        `${contactsOf(sales)} contacts asked for ${skillOf(sales)}, which none of the named agents has`,
      );
    }));

  test('leaves empty in tables and files what is not told', () =>
    atCentre(async ({ run, world }) => {
      const ran = await run([...MEASURE, '--user', 'bob', '--output', 'tables']);
      expect(ran.exitCode, ran.stderr).toBe(0);
      expect(ran.stdout).not.toMatch(/NaN|undefined|occupancy/);
      expect(ran.stdout).toContain('nobody asked for it');
      for (const name of filesIn(world.cwd)) expect(readFileSync(join(world.cwd, name), 'utf8')).not.toContain('NaN');
    }));

  test('of an agent without a profile, or a queue without contacts, is wrong usage', () =>
    atCentre(async ({ run }) => {
      expectExplained(
        await run([...MEASURE, '--user', 'nobody']),
        2,
        "no routing profile of 'nobody'",
        'id of the user',
      );
      expectExplained(await run([...MEASURE, '--queue', 'Nowhere']), 2, "'Nowhere' is not one of", '');
    }));
});

test.each([
  ['what-if', ['--move', `+anna:${skillOf(sales)}`]],
  ['recommend', []],
])('route %s says what a simulation lacks, before anything is asked', (command, options) =>
  atCentre(async ({ run, server, world }) => {
    expectExplained(
      await run(['route', command, ...options, '--quiet']),
      2,
      'which agents serve which queue, when they were on queue',
      'route measure --api summary --user',
    );
    expect(server.requests.filter(({ path }) => path.includes('/api/'))).toEqual([]);
    expect(filesIn(world.cwd)).toEqual([]);
  }),
);

/** A plan by hand, as schemas/routing-plan.schema.json describes it: Anna learns the skill of Sales and forgets Polish. */
const planOf = (organisation: string): RoutingPlanFile => {
  const anna = { id: 'anna', name: 'Anna' };
  const move = { agent: anna, why: 'contacts ask for it', effect: null };
  const untold = { before: null, after: null, effect: null };
  return {
    ...{ schema: 'gcforecast/routing-plan@1', organisation, seed: 0, warnings: [] },
    ...{ madeAt: '2025-12-09T00:00:00Z', expiresAt: '2025-12-16T00:00:00Z' },
    moves: [
      { ...move, skill: { id: skillOf(sales), name: 'Sales' }, proficiencyBefore: null, proficiencyAfter: 3 },
      { ...move, skill: { id: 'polish', name: 'Polish' }, proficiencyBefore: 1.5, proficiencyAfter: null },
    ],
    agents: [
      {
        ...anna,
        skillsBefore: [
          { id: skillOf(billing), name: 'Billing', proficiency: 4 },
          { id: 'polish', name: 'Polish', proficiency: 1.5 },
        ],
      },
    ],
    impact: [
      {
        queue: { id: `${sales?.id}`, name: 'Sales' },
        ...{ serviceLevel: untold, abandonment: untold, asaSeconds: untold, occupancy: untold },
      },
    ],
  };
};

/** With a plan of the organisation, whose name a refusal tells. */
const withPlan = (work: (surroundings: Surroundings) => Promise<void>) =>
  atCentre(async (surroundings) => {
    const { run, world } = surroundings;
    const write = (plan: RoutingPlanFile) => writeFileSync(join(world.cwd, 'routing_plan.json'), JSON.stringify(plan));
    write(planOf('elsewhere'));
    const { stderr } = await run(APPLY);
    const own = /the plan is of elsewhere, and this is (.+)$/m.exec(stderr)?.[1] ?? stderr;
    expect(own).toContain('~summary/');
    write(planOf(own));
    await work(surroundings);
  });

describe('route apply and rollback', () => {
  test('change only the skills of the plan, put whole profiles back, read them again, and undo it', () =>
    withPlan(async ({ run, server }) => {
      const ran = await run(APPLY);
      expect([ran.exitCode, ran.stdout], ran.stderr).toEqual([0, expect.stringContaining('Agents: 1 updated\n')]);
      const { skills, ...others } = await skillsAt(server, 'anna');
      const { skills: _, ...before } = PROFILES.anna;
      expect(others).toEqual(before);
      expect(skills).toEqual({
        [skillOf(billing)]: { score: 0.8, order: 0 },
        [skillOf(sales)]: { score: 0.6, order: 5 },
      });
      // One write for what is learned, one for what is taken away; the contract knows neither a PATCH nor a DELETE.
      expect(writesTo(server)).toHaveLength(2);
      expect(await skillsAt(server, 'bob')).toEqual(PROFILES.bob);
      const undone = await run(['route', 'rollback', '--quiet']);
      expect([undone.exitCode, undone.stdout], undone.stderr).toEqual([0, expect.stringContaining('1 updated')]);
      const restored = await skillsAt(server, 'anna');
      const scores = Object.entries(restored.skills).map(([id, { score }]) => [id, score]);
      expect(Object.fromEntries(scores)).toEqual({ [skillOf(billing)]: 0.8, polish: 0.3 });
    }));

  test('write nothing the second time', () =>
    withPlan(async ({ run, server }) => {
      await run(APPLY);
      const writes = writesTo(server).length;
      const again = await run(APPLY);
      expect([again.exitCode, again.stdout]).toEqual([0, expect.stringContaining('1 as wanted already')]);
      expect(writesTo(server)).toHaveLength(writes);
    }));

  test('write nothing when somebody has changed the profile since', () =>
    withPlan(async ({ run, server }) => {
      const { id: _, selfUri, ...own } = PROFILES.anna;
      const changed = { ...own, skills: { ...own.skills, polish: { score: 0.9, order: 4 } } };
      await ask(server, selfUri, changed, undefined, 'PUT');
      expectExplained(await run(APPLY), 5, 'the skills of Anna (polish) have changed', 'make a new plan');
      expect(writesTo(server)).toHaveLength(1);
    }));
});
