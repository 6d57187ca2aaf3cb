import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { applyPlan } from '../../src/cli/commands/route/apply/apply-plan.ts';
import type { RoutingPlanFile } from '../../src/cli/commands/route/plan-file.ts';
import { createPlatformRouting } from '../../src/genesys/platform/platform-routing.ts';
import { jumpingClock } from '../genesys/jumping-clock.ts';
import { centre } from '../genesys/routing-server.ts';
import { testClient } from '../genesys/test-client.ts';
import { withServer } from '../genesys-server/asking.ts';
import { agent, QUEUE, SKILL } from '../genesys-server/routing-centre.ts';
import type { GenesysServer, GenesysServerOptions } from '../genesys-server/server.ts';
import { filesIn, gcforecast, type Ran, type TestWorld, testWorld } from '../support/test-world.ts';
import { expectExplained } from './explained.ts';
import { environmentOf } from './organisation.ts';
import { PROGRAM, startProcess } from './program-process.ts';

/** A Monday, 3:30 in Berlin. */
const AS_OF = '2026-03-23T02:30:00Z';
const APPLY = ['route', 'apply', '--yes', '--quiet'];
const ROLLBACK = ['route', 'rollback', '--quiet'];
const PLAN = 'routing_plan.json';

interface Surroundings {
  readonly server: GenesysServer;
  readonly world: TestWorld;
  /** Runs a command, now or at another time. */
  run(argv: readonly string[], asOf?: string): Promise<Ran>;
}

/** A centre, and a plan for it in the working directory. */
const atCentre = (
  work: (surroundings: Surroundings) => Promise<void>,
  change: (plan: RoutingPlanFile) => RoutingPlanFile = (plan) => plan,
  options: Partial<GenesysServerOptions> = {},
) =>
  withServer({ centre, ...options }, async (server) => {
    const world = { ...testWorld({ clock: jumpingClock(Date.parse(AS_OF)) }), env: environmentOf(server) };
    writePlan(world, change(planFor(server)));
    await work({ server, world, run: (argv, asOf = AS_OF) => gcforecast(world, [...argv, '--as-of', asOf]) });
  });

const writePlan = (world: TestWorld, plan: RoutingPlanFile) =>
  writeFileSync(join(world.cwd, PLAN), JSON.stringify(plan));

const skillName = (id: string) => {
  const found = centre.routing.skills.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no skill ${id}`);
  return { id, name: found.name };
};

/** Agents 1 and 2 learn invoices, agent 1 forgets complaints, agent 9 forgets network and gets better at what he does. */
const WANTED: readonly (readonly [agent: number, skill: string, to: number | null])[] = [
  [1, SKILL.invoices, 3],
  [1, SKILL.complaints, null],
  [2, SKILL.invoices, 2.5],
  [9, SKILL.network, null],
  [9, SKILL.technical, 3],
];

function planFor(server: GenesysServer): RoutingPlanFile {
  const skillsOf = (number: number) => server.skills.skillsOf(agent(number)) ?? [];
  const named = (number: number) => ({ id: agent(number), name: `Agent ${number}` });
  const measure = (before: number, after: number) => ({
    before,
    after,
    effect: { difference: after - before, lower: after - before - 0.01, upper: after - before + 0.01 },
  });
  const nothing = { before: null, after: null, effect: null };
  return {
    schema: 'gcforecast/routing-plan@1',
    organisation: `${new URL(server.apiUrl).host.replace(':', '~3A')}/${centre.organization?.id}`,
    madeAt: '2026-03-22T20:00:00Z',
    expiresAt: '2026-03-29T20:00:00Z',
    seed: 0,
    moves: WANTED.map(([number, skill, to]) => ({
      agent: named(number),
      skill: skillName(skill),
      proficiencyBefore: skillsOf(number).find(({ id }) => id === skill)?.proficiency ?? null,
      proficiencyAfter: to,
      why: 'Billing starves',
      effect: null,
    })),
    agents: [1, 2, 9].map((number) => ({
      ...named(number),
      skillsBefore: skillsOf(number).map(({ id, name, proficiency }) => ({ id, name, proficiency })),
    })),
    impact: [
      {
        queue: { id: QUEUE.billing, name: 'Billing' },
        serviceLevel: measure(0.5, 0.75),
        abandonment: measure(0.25, 0.125),
        asaSeconds: measure(80, 30),
        occupancy: measure(0.9375, 0.875),
      },
      {
        queue: { id: QUEUE.support, name: 'Support' },
        serviceLevel: nothing,
        abandonment: nothing,
        asaSeconds: nothing,
        occupancy: nothing,
      },
    ],
    warnings: [],
  };
}

/** All skills of all twelve agents, by number and id; undefined for one who has left. */
const everybody = ({ skills }: GenesysServer) =>
  Object.fromEntries(
    Array.from({ length: 12 }, (_, i) => [
      i + 1,
      skills.skillsOf(agent(i + 1)) &&
        Object.fromEntries((skills.skillsOf(agent(i + 1)) ?? []).map(({ id, proficiency }) => [id, proficiency])),
    ]),
  );

const planned = (before: ReturnType<typeof everybody>) => ({
  ...before,
  1: { [SKILL.orders]: 5, [SKILL.invoices]: 3 },
  2: { [SKILL.orders]: 4, [SKILL.invoices]: 2.5 },
  9: { [SKILL.technical]: 3 },
});

const writesTo = (server: GenesysServer) =>
  server.requests.filter(({ method, path }) => method !== 'GET' && path.includes('routingskills'));

const journalsOf = (world: TestWorld) =>
  filesIn(world.homeDirectory)
    .filter((name) => name.startsWith('.local/share/gcforecast/journals/') && name.endsWith('.jsonl'))
    .map((name) => join(world.homeDirectory, name));

const eventsIn = (journal: string): string[] =>
  readFileSync(journal, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).event);

describe('route apply', () => {
  test('gives agents what the plan wants and nothing else, journals it, and a rollback is exact (A.3.13)', () =>
    atCentre(async ({ server, world, run }) => {
      const before = everybody(server);
      const { exitCode, stdout } = await run(APPLY);
      expect([exitCode, stdout]).toEqual([0, expect.stringContaining('Agents: 3 updated\n')]);
      expect(everybody(server)).toEqual(planned(before));
      expect(writesTo(server).map(({ method, body }) => [method, body])).toEqual([
        ['PATCH', [{ id: SKILL.invoices, proficiency: 3 }]],
        ['DELETE', undefined],
        ['PATCH', [{ id: SKILL.invoices, proficiency: 2.5 }]],
        ['PATCH', [{ id: SKILL.technical, proficiency: 3 }]],
        ['DELETE', undefined],
      ]);
      const [journal] = journalsOf(world);
      expect(stdout).toContain(`undo: gcforecast route rollback --journal ${journal}\n`);
      expect(eventsIn(journal)).toEqual(['writing', 'written', 'writing', 'written', 'writing', 'written']);

      const undone = await run(ROLLBACK);
      expect([undone.exitCode, undone.stdout]).toEqual([0, `Agents: 3 updated\njournal: ${journal}\n`]);
      expect(everybody(server)).toEqual(before);
      expect((await run([...ROLLBACK, '--journal', journal])).stdout).toContain('Agents: 3 as wanted already');
      expect(writesTo(server)).toHaveLength(9);
    }));

  test('changes nothing the second time (A.3.12)', () =>
    atCentre(async ({ server, run }) => {
      await run(APPLY);
      const writes = writesTo(server).length;
      const again = await run([...APPLY, '--json']);
      expect(again.exitCode).toBe(0);
      expect(JSON.parse(again.stdout)).toMatchObject({ profilesUpdated: 0, profilesUnchanged: 3, failedUpdates: 0 });
      expect(writesTo(server)).toHaveLength(writes);
    }));

  test('writes the impact report, as the tutorial names it and its columns, and as JSON', () =>
    atCentre(async ({ world, run }) => {
      const { stdout } = await run([...APPLY, '--json']);
      const files = ['wfm_impact_report_20260323_023000.csv', 'wfm_impact_report_20260323_023000.json'];
      expect(filesIn(world.cwd)).toEqual([PLAN, ...files].sort());
      expect(readFileSync(join(world.cwd, files[0]), 'utf8').split('\n')).toEqual([
        'Metric,Value,queue_id,queue_name,before,after,lower,upper',
        'Total Profiles Updated,3,,,,,,',
        'Failed Updates,0,,,,,,',
        `Queue ${QUEUE.billing} SL Change,0.25,${QUEUE.billing},Billing,0.5,0.75,0.24,0.26`,
        `Queue ${QUEUE.billing} Occupancy Delta,-0.0625,${QUEUE.billing},Billing,0.9375,0.875,-0.0725,-0.0525`,
        `Queue ${QUEUE.support} SL Change,,${QUEUE.support},Support,,,,`,
        `Queue ${QUEUE.support} Occupancy Delta,,${QUEUE.support},Support,,,,`,
        '',
      ]);
      const document = JSON.parse(readFileSync(join(world.cwd, files[1]), 'utf8'));
      expect(JSON.parse(stdout)).toEqual(document);
      expect(document).toMatchObject({
        schema: 'gcforecast/routing@1',
        kind: 'apply',
        appliedAt: AS_OF,
        profilesUpdated: 3,
        failedUpdates: 0,
        journal: journalsOf(world)[0],
        files,
        warnings: [],
      });
      const runs = filesIn(world.homeDirectory).filter((name) => name.includes('/runs/'));
      const record = JSON.parse(readFileSync(join(world.homeDirectory, ...runs), 'utf8'));
      expect(record.inputs).toMatchObject([
        { path: join(world.cwd, PLAN), sha256: expect.stringMatching(/^[0-9a-f]/) },
      ]);
      expect(record.outputs.map(({ path }: { path: string }) => path)).toEqual(
        [...files.map((name) => join(world.cwd, name)), journalsOf(world)[0]].sort(),
      );
    }));

  test('makes the folder of the report before anything is written, or says why it cannot', () =>
    atCentre(async ({ server, world, run }) => {
      expectExplained(await run([...APPLY, '--output-dir', PLAN]), 2, 'cannot make the folder', '--output-dir');
      expect(writesTo(server)).toEqual([]);
      expect((await run([...APPLY, '--output-dir', 'a/b'])).stdout).toContain('written: a/b/wfm_impact_report_2026');
      expect(filesIn(join(world.cwd, 'a/b'))).toHaveLength(2);
    }));

  test('without --yes asks, and where nobody can be asked refuses', () =>
    atCentre(async ({ server, world, run }) => {
      expectExplained(await run(['route', 'apply', '--quiet']), 2, 'route apply asks for consent', '--yes');
      const answering = (stdin: string) => ({
        ...testWorld({ stdin }),
        env: world.env,
        cwd: world.cwd,
        homeDirectory: world.homeDirectory,
      });
      const argv = ['route', 'apply', '--as-of', AS_OF];
      const no = await gcforecast(answering('n\n'), argv, 100);
      expect([no.exitCode, no.stderr]).toEqual([0, expect.stringContaining('Change 5 skills of 3 agents of ')]);
      expect(no.stderr).toMatch(/Agent 2 +Invoices +none +2\.5 +Billing starves\n/);
      expect(writesTo(server)).toEqual([]);
      expect((await gcforecast(answering('y\n'), argv, 100)).exitCode).toBe(0);
      expect(writesTo(server)).toHaveLength(5);
    }));

  test.each<[string, (plan: RoutingPlanFile) => RoutingPlanFile, readonly string[], number, string | RegExp, string]>([
    ['expired', (plan) => ({ ...plan, expiresAt: AS_OF }), [], 2, 'is for another time', 'make a new plan'],
    [
      'of the future',
      (plan) => ({ ...plan, madeAt: '2026-03-24T00:00:00Z' }),
      [],
      2,
      'another time',
      'make a new plan',
    ],
    [
      'of another organisation',
      (plan) => ({ ...plan, organisation: 'h/o' }),
      [],
      2,
      'the plan is of h/o',
      'credentials',
    ],
    ['without moves', (plan) => ({ ...plan, moves: [] }), [], 2, 'has no moves', 'nothing helped'],
    [
      'with a move twice',
      (plan) => ({ ...plan, moves: [...plan.moves, ...plan.moves] }),
      [],
      2,
      'two moves',
      'new plan',
    ],
    ['of unknown agents', (plan) => ({ ...plan, agents: [] }), [], 2, 'nothing is known of the agent', 'new plan'],
    ['of no known shape', (plan) => ({ ...plan, impact: [] }), [], 2, 'is no routing plan: impact', 'route recommend'],
    ['above a limit', (plan) => plan, ['--max-moves', '4'], 2, '5 moves, and at most 4', '--max-moves'],
    ['above a limit per agent', (plan) => plan, ['--max-moves-per-agent', '1'], 2, 'for one agent', '--max-moves'],
    ['that is not there', (plan) => plan, ['--plan', 'none.json'], 2, 'there is no plan', 'route recommend'],
    [
      'that harms a queue (A.3.11)',
      (plan) => ({
        ...plan,
        impact: plan.impact.map((one) => ({
          ...one,
          serviceLevel: { before: 0.9, after: 0.8, effect: { difference: -0.1, lower: -0.12, upper: -0.08 } },
        })),
      }),
      [],
      5,
      'Billing is predicted to fall by 10 %, and at most 2 % is allowed',
      '--max-loss',
    ],
  ])('refuses a plan %s before anything is written', (_, change, options, exitCode, error, hint) =>
    atCentre(async ({ server, world, run }) => {
      expectExplained(await run([...APPLY, ...options]), exitCode, error, hint);
      expect(writesTo(server)).toEqual([]);
      expect(journalsOf(world)).toEqual([]);
      expect(filesIn(world.cwd)).toEqual([PLAN]);
    }, change),
  );

  test('refuses when somebody has changed an agent since the plan, before anything is written', () =>
    atCentre(async ({ server, world, run }) => {
      server.skills.give(agent(9), { skillId: SKILL.french, proficiency: 1 });
      expectExplained(await run(APPLY), 5, 'the skills of Agent 9 (French) have changed', 'make a new plan');
      expect(writesTo(server)).toEqual([]);
      expect(journalsOf(world)).toEqual([]);
    }));

  test('never changes a recording, and records no changes', () =>
    atCentre(async ({ server, world, run }) => {
      const replayed = [...APPLY, '--replay', 'fixtures/recordings/demo-outbound'];
      expectExplained(
        await gcforecast({ ...world, cwd: process.cwd() }, [
          ...replayed,
          '--plan',
          join(world.cwd, PLAN),
          '--as-of',
          AS_OF,
        ]),
        2,
        'a recording cannot be changed',
        '--replay',
      );
      expectExplained(await run([...APPLY, '--record', 'rec']), 2, '--record and changes exclude', 'leave out');
      expectExplained(await run([...ROLLBACK, '--record', 'rec']), 2, '--record and changes exclude', 'leave out');
      expect(server.requests).toEqual([]);
    }));
});

describe('the off-peak window (A.3.12)', () => {
  const inBerlin = ['--time-zone', 'Europe/Berlin'];

  test('lets a run change skills inside of it, by the clock of its zone', () =>
    atCentre(async ({ run }) => {
      expect((await run([...APPLY, '--window', '01:00-05:00', ...inBerlin])).exitCode).toBe(0);
    }));

  test('outside of it nothing is asked, and the exit code is 75 with the time at which it opens', () =>
    atCentre(async ({ server, run }) => {
      expectExplained(
        await run([...APPLY, '--window', '22:00-02:00', ...inBerlin]),
        75,
        '2026-03-23 03:30 in Europe/Berlin is outside the window 22:00-02:00',
        'the window opens at 2026-03-23T21:00:00Z',
      );
      expect(server.requests).toEqual([]);
    }));

  test('that closes while a run goes on stops it; the next run ends the work', () =>
    atCentre(async ({ server, world, run }) => {
      const before = everybody(server);
      server.inject({
        path: /routingskills\/bulk/,
        after: 1,
        fault: { kind: 'status', status: 429, headers: { 'Retry-After': '120' } },
      });
      const closing = await run([...APPLY, '--json', '--window', '22:00-02:31']);
      expect(closing.exitCode).toBe(75);
      expect(JSON.parse(closing.stdout)).toMatchObject({
        profilesUpdated: 2,
        profilesNotTried: 1,
        stopped: 'window',
        opensAt: '2026-03-23T22:00:00Z',
        warnings: [expect.stringContaining('1 of its 3 agents do not have their planned skills')],
      });
      expect((await run(APPLY, '2026-03-23T22:00:00Z')).stdout).toContain('Agents: 1 updated, 2 as wanted already');
      expect(everybody(server)).toEqual(planned(before));
      expect(journalsOf(world)).toHaveLength(1);
      await run(ROLLBACK, '2026-03-23T22:10:00Z');
      expect(everybody(server)).toEqual(before);
    }));

  test.each([
    ['01:00-01:00', 'never opens'],
    ['1-5', 'is no window such as 01:00-05:00'],
    ['01:00-25:00', 'is no window'],
  ])('%s is wrong usage', (window, error) =>
    atCentre(async ({ run }) => {
      expectExplained(await run([...APPLY, '--window', window]), 2, error, '--window 01:00-05:00');
    }),
  );
});

describe('when writes go wrong, every agent is as before or as planned and journalled, and a rollback is exact', () => {
  const bulkOf = (number: number) => `/api/v2/users/${agent(number)}/routingskills/bulk`;
  const status = (code: number, headers: Record<string, string> = {}) =>
    ({ kind: 'status', status: code, headers }) as const;

  test.each<[string, (server: GenesysServer) => void]>([
    [
      '429, waited for as long as the service says (A.3.15)',
      (server) => server.inject({ method: 'PATCH', path: bulkOf(2), fault: status(429, { 'Retry-After': '7' }) }),
    ],
    ['503, twice', (server) => server.inject({ method: 'PATCH', path: bulkOf(2), times: 2, fault: status(503) })],
    ['a conflict', (server) => server.inject({ method: 'PATCH', path: bulkOf(2), fault: status(409) })],
    [
      'an answer that was lost after the change',
      (server) => server.inject({ method: 'PATCH', path: bulkOf(2), fault: { kind: 'cut' } }),
    ],
    ['a reset connection', (server) => server.inject({ method: 'PATCH', path: bulkOf(2), fault: { kind: 'reset' } })],
    [
      'a removal whose answer was lost',
      (server) => server.inject({ method: 'DELETE', path: /routingskills/, fault: { kind: 'cut' } }),
    ],
  ])('%s: all is done', (_, inject) =>
    atCentre(async ({ server, run }) => {
      const before = everybody(server);
      inject(server);
      expect((await run(APPLY)).exitCode).toBe(0);
      expect(everybody(server)).toEqual(planned(before));
      await run(ROLLBACK);
      expect(everybody(server)).toEqual(before);
    }),
  );

  test('timeouts, whether the service was late or never heard of it: all is done', () =>
    atCentre(async ({ server, world }) => {
      const before = everybody(server);
      server.inject({ method: 'PATCH', path: bulkOf(1), fault: { kind: 'delay', ms: 10_000 } });
      server.inject({ method: 'PATCH', path: bulkOf(2), fault: { kind: 'silence' } });
      const routing = createPlatformRouting(testClient(server, { timeoutMs: 250 }));
      const plan = planFor(server);
      const rules = { offPeak: undefined, maxErrorShare: 0, now: () => 0 };
      const journals = join(world.homeDirectory, plan.organisation);
      const progress = { phase: () => {}, advance: () => {}, pause: () => {}, above: () => {} };
      const { outcomes } = await applyPlan(plan, rules, { routing, journals }, world, { progress });
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(['updated', 'updated', 'updated']);
      expect(everybody(server)).toEqual(planned(before));
    }));

  test('a run that is asked to stop ends with the write under way, and the next one goes on', () =>
    atCentre(async ({ server, world }) => {
      const before = everybody(server);
      server.inject({ method: 'PATCH', path: bulkOf(2), fault: status(429, { 'Retry-After': '60' }) });
      const stopping: TestWorld = {
        ...world,
        sleep: async (ms, signal) => {
          world.interrupt({ signal: 'SIGTERM', exitCode: 143 });
          await world.sleep(ms, signal);
        },
      };
      expect((await gcforecast(stopping, [...APPLY, '--as-of', AS_OF])).exitCode).toBe(143);
      expect(everybody(server)).toEqual({ ...before, 1: planned(before)[1] });
      const [journal] = journalsOf(world);
      expect(eventsIn(journal)).toEqual(['writing', 'written', 'writing', 'failed']);
      const later = { ...testWorld(), env: world.env, cwd: world.cwd, homeDirectory: world.homeDirectory };
      expect((await gcforecast(later, [...APPLY, '--as-of', AS_OF])).exitCode).toBe(0);
      expect(everybody(server)).toEqual(planned(before));
    }));

  test('500 for ever for one agent: he is listed, the others are done, exit code 7', () =>
    atCentre(async ({ server, world, run }) => {
      const before = everybody(server);
      server.inject({ method: 'PATCH', path: bulkOf(2), times: Number.POSITIVE_INFINITY, fault: status(500) });
      const ran = await run([...APPLY, '--max-error-share', '0.5']);
      expect(ran.exitCode).toBe(7);
      expect(ran.stdout).toContain('Agents: 2 updated, 1 failed\n');
      expect(ran.stdout).toMatch(/Agent 2 +failed +\S/);
      expect(everybody(server)).toEqual({ ...planned(before), 2: before[2] });
      const [journal] = journalsOf(world);
      expect(eventsIn(journal)).toEqual(['writing', 'written', 'writing', 'failed', 'writing', 'written']);
      expect((await run(ROLLBACK)).stdout).toContain('Agents: 2 updated, 1 as wanted already');
      expect(everybody(server)).toEqual(before);
    }));

  test('more failures than are borne stop the run, and the next one goes on', () =>
    atCentre(async ({ server, run }) => {
      const before = everybody(server);
      server.inject({ method: 'PATCH', path: bulkOf(2), fault: status(400) });
      const ran = await run([...APPLY, '--json']);
      expect(ran.exitCode).toBe(7);
      expect(JSON.parse(ran.stdout)).toMatchObject({
        profilesUpdated: 1,
        failedUpdates: 1,
        profilesNotTried: 1,
        stopped: 'errors',
      });
      expect((await run(APPLY)).exitCode).toBe(0);
      expect(everybody(server)).toEqual(planned(before));
    }));

  test('when nothing at all could be written, the exit code is that of the reason', () =>
    atCentre(
      async ({ server, run }) => {
        const before = everybody(server);
        expectExplained(await run(APPLY), 3, '403 missing.any.permissions', 'routing:skill:assign');
        expect(everybody(server)).toEqual(before);
      },
      undefined,
      { permissions: ['routing:skill:view', 'routing:queue:view'] },
    ));

  test('an agent who left is listed and the others are done, exit code 7; so does the rollback', () =>
    atCentre(async ({ server, run }) => {
      const before = everybody(server);
      server.skills.leave(agent(2));
      const ran = await run([...APPLY, '--json']);
      expect(ran.exitCode).toBe(7);
      expect(JSON.parse(ran.stdout)).toMatchObject({
        profilesUpdated: 2,
        failedUpdates: 1,
        agents: [{}, { id: agent(2), name: 'Agent 2', outcome: 'left', reason: 'there is no such agent any more' }, {}],
      });
      server.skills.leave(agent(9));
      const undone = await run(ROLLBACK);
      expect(undone.exitCode).toBe(7);
      expect(undone.stdout).toMatch(/Agents: 1 updated, 1 left the organisation\n/);
      expect(everybody(server)).toEqual({ ...before, 2: undefined, 9: undefined });
    }));

  test('a skill that was deleted meanwhile: who needs it is listed, and nobody is changed by halves', () =>
    atCentre(async ({ server, run }) => {
      server.skills.deleteSkill(SKILL.invoices);
      const before = everybody(server);
      const ran = await run([...APPLY, '--json', '--max-error-share', '1']);
      expect(ran.exitCode).toBe(7);
      expect(JSON.parse(ran.stdout)).toMatchObject({
        profilesUpdated: 1,
        failedUpdates: 2,
        agents: [
          { outcome: 'failed', reason: expect.stringContaining('no longer there') },
          { outcome: 'failed' },
          { outcome: 'updated' },
        ],
      });
      expect(everybody(server)).toEqual({ ...before, 9: { [SKILL.technical]: 3 } });
      await run(ROLLBACK);
      expect(everybody(server)).toEqual(before);
    }));

  test('agents whom somebody has changed since are left alone by a rollback, and listed, exit code 7', () =>
    atCentre(async ({ server, run }) => {
      const before = everybody(server);
      await run(APPLY);
      server.skills.give(agent(2), { skillId: SKILL.invoices, proficiency: 5 });
      const undone = await run(ROLLBACK);
      expect(undone.exitCode).toBe(7);
      expect(undone.stdout).toContain('Agents: 2 updated, 1 refused\n');
      expect(undone.stdout).toContain('Agent 2 has 5 Invoices, and the journal set 2.5 Invoices');
      expect(everybody(server)).toEqual({ ...before, 2: { ...before[2], [SKILL.invoices]: 5 } });
    }));

  test('a rollback of another organisation’s journal, or without any, is refused', () =>
    atCentre(async ({ world, run }) => {
      expectExplained(await run(ROLLBACK), 2, 'there is no journal in', 'route apply leaves one');
      await run(APPLY);
      const [journal] = journalsOf(world);
      const path = join(world.cwd, 'other.jsonl');
      writeFileSync(join(world.cwd, 'none.jsonl'), 'a line\n');
      writeFileSync(path, readFileSync(journal, 'utf8').replace(/"organisation":"[^"]*"/g, '"organisation":"h/o"'));
      expectExplained(await run([...ROLLBACK, '--journal', 'other.jsonl']), 2, 'the journal is of h/o', 'credentials');
      expectExplained(
        await run([...ROLLBACK, '--journal', 'none.jsonl']),
        2,
        'is no journal of this program',
        'route apply',
      );
    }));

  test('two at once: one writes, the other is told to come again', () =>
    atCentre(async ({ server, run }) => {
      server.inject({ method: 'PATCH', path: bulkOf(1), fault: { kind: 'delay', ms: 100 } });
      const ran = await Promise.all([run(APPLY), run(APPLY)]);
      expect(ran.map(({ exitCode }) => exitCode).sort()).toEqual([0, 75]);
      expect(ran.map(({ stderr }) => stderr).join('')).toContain(`process ${process.pid} is changing skills`);
      expect(writesTo(server)).toHaveLength(5);
    }));

  test.each<[moment: string, at: RegExp | string, fault: 'silence' | 'delay', writes: number, events: string[]]>([
    ['before the first write is done', bulkOf(1), 'silence', 1, ['writing']],
    ['between two writes of an agent', new RegExp(`routingskills/${SKILL.complaints}`), 'silence', 2, ['writing']],
    ['after the second agent, before it is known', bulkOf(2), 'delay', 3, ['writing', 'written', 'writing']],
  ])('kill -9 %s: the next run ends the work', (_, path, kind, writes, events) =>
    atCentre(async ({ server, world, run }) => {
      const before = everybody(server);
      server.inject({ path, fault: kind === 'delay' ? { kind, ms: 5000 } : { kind } });
      const home = join(world.homeDirectory, '.local/share/gcforecast');
      const argv = [PROGRAM, ...APPLY, '--as-of', AS_OF, '--home', home];
      const { child, ended } = startProcess(process.execPath, argv, { cwd: world.cwd, env: environmentOf(server) });
      await vi.waitFor(() => expect(writesTo(server)).toHaveLength(writes), { timeout: 20_000, interval: 20 });
      child.kill('SIGKILL');
      await ended;
      const [journal] = journalsOf(world);
      expect(eventsIn(journal)).toEqual(events);
      const [is, was, wanted] = [everybody(server), before, planned(before)].map((all) => Object.entries(all));
      const begun = readFileSync(journal, 'utf8');
      for (const [i, [number, skills]] of is.entries())
        for (const skill of Object.values(SKILL)) {
          const now = skills?.[skill];
          if (now === was[i]?.[1]?.[skill]) continue;
          expect(now).toBe(wanted[i]?.[1]?.[skill]);
          expect(begun).toContain(`"agent":{"id":"${agent(Number(number))}"`);
        }
      expect((await run(APPLY)).exitCode).toBe(0);
      expect(everybody(server)).toEqual(planned(before));
      expect(journalsOf(world)).toEqual([journal]);
      await run(ROLLBACK);
      expect(everybody(server)).toEqual(before);
    }),
  );
});
