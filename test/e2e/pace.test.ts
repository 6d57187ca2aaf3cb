import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { campaignNamed, withDialler } from '../genesys/dialler-server.ts';
import { jumpingClock } from '../genesys/jumping-clock.ts';
import { ask } from '../genesys-server/asking.ts';
import type { GenesysServer } from '../genesys-server/server.ts';
import { filesIn, gcforecast, type Ran, type TestWorld, testWorld } from '../support/test-world.ts';
import { expectExplained } from './explained.ts';
import { environmentOf } from './organisation.ts';
import { PROGRAM, startProcess } from './program-process.ts';

/** A Thursday, 12:30 in Berlin; the campaigns may call from 9 to 18. */
const AS_OF = '2026-04-16T10:30:00Z';
const SPRING = campaignNamed('Spring Offers');
const CAMPAIGN = `/api/v2/outbound/campaigns/${SPRING.id}`;

const PLAN = ['pace', '--campaign', 'Spring Offers', '--hours', '2', '--quiet'];
const APPLY = ['pace', '--apply', '--yes', '--quiet'];

interface Surroundings {
  readonly server: GenesysServer;
  readonly world: TestWorld;
  /** Runs a command, now or at another time. */
  run(argv: readonly string[], asOf?: string): Promise<Ran>;
}

const atDialler = (work: (surroundings: Surroundings) => Promise<void>) =>
  withDialler(async (_, server) => {
    const world = { ...testWorld({ clock: jumpingClock(Date.parse(AS_OF)) }), env: environmentOf(server) };
    await work({ server, world, run: (argv, asOf = AS_OF) => gcforecast(world, [...argv, '--as-of', asOf]) });
  });

const writesTo = (server: GenesysServer) =>
  server.requests.filter(({ method }) => method === 'PATCH' || method === 'PUT');

const leversOf = async (server: GenesysServer) => {
  const { maxCallsPerAgent, maxCallsPerAgentDecimal, abandonRate, outboundLineCount } = (await (
    await ask(server, CAMPAIGN)
  ).json()) as Record<string, number>;
  return { ratio: maxCallsPerAgentDecimal ?? maxCallsPerAgent, abandonRate, outboundLineCount };
};

/** As the centre has it. */
const BEFORE = { ratio: 2.5, abandonRate: 3, outboundLineCount: 30 };

const planIn = (world: TestWorld, name = 'pacing_plan.json') => JSON.parse(readFileSync(join(world.cwd, name), 'utf8'));

const journalsOf = (world: TestWorld) =>
  filesIn(world.homeDirectory)
    .filter((name) => name.startsWith('.local/share/gcforecast/journals/') && name.endsWith('.jsonl'))
    .map((name) => join(world.homeDirectory, name));

let kept: string | undefined;

/** Puts the plan of the campaign as it is into the working directory: made once, since it is the same for every server but for its host. */
async function planned({ server, world, run }: Surroundings): Promise<void> {
  const path = join(world.cwd, 'pacing_plan.json');
  const host = new URL(server.apiUrl).host.replace(':', '~3A');
  if (kept === undefined) {
    await run(PLAN);
    kept = readFileSync(path, 'utf8').replaceAll(host, 'HOST');
  }
  writeFileSync(path, kept.replaceAll('HOST', host));
}

const eventsIn = (journal: string): string[] =>
  readFileSync(journal, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).event);

describe('a plan', () => {
  test('is shown and kept, and changes nothing', () =>
    atDialler(async ({ server, world, run }) => {
      const { exitCode, stdout } = await run(PLAN);
      expect(exitCode).toBe(0);
      expect(stdout).toContain('Pacing plan for Spring Offers, predictive (UTC)');
      expect(stdout).toMatch(/maxCallsPerAgent +2\.5 calls per idle agent +1\.\d+ calls per idle agent/);
      expect(stdout).toMatch(/Predicted abandonment \d\.\d\d % of answered calls \(\d\.\d\d to \d\.\d\d at the bounds/);
      expect(stdout).toContain('written: pacing_plan.json\n');
      expect(writesTo(server)).toEqual([]);
      const plan = planIn(world);
      expect(plan).toMatchObject({
        schema: 'gcforecast/pacing@1',
        campaign: { id: SPRING.id, name: 'Spring Offers', dialingMode: 'predictive', version: 3 },
        applied: false,
        seed: 0,
        madeAt: AS_OF,
        expiresAt: '2026-04-16T12:30:00Z',
      });
      expect(plan.intervals.map(({ start }: { start: string }) => start)).toEqual([
        '2026-04-16T10:00:00Z',
        '2026-04-16T11:00:00Z',
      ]);
      for (const { answerRate, lower, upper, agents, callsPerAgent, abandonRate } of plan.intervals) {
        // The centre answers about a quarter of its calls, and eight agents work for it.
        expect(lower).toBeLessThan(answerRate);
        expect(answerRate).toBeLessThan(upper);
        expect(answerRate).toBeGreaterThan(0.2);
        expect(answerRate).toBeLessThan(0.36);
        expect(agents).toBeGreaterThan(4);
        expect(agents).toBeLessThanOrEqual(8);
        expect(callsPerAgent).toBeGreaterThan(1);
        expect(abandonRate).toBeLessThan(0.03);
      }
    }));

  test('is the same, byte for byte, for the same seed, and tells JSON when asked', () =>
    atDialler(async ({ world, run }) => {
      const [first, second] = [await run([...PLAN, '--json']), await run([...PLAN, '--json'])];
      expect(second.stdout).toBe(first.stdout);
      expect(JSON.parse(first.stdout)).toEqual(planIn(world));
    }));

  test('reads the window of 30 days whatever --days-back says, and rates from no more than it says', () =>
    atDialler(async ({ world, run }) => {
      await run([...PLAN, '--days-back', '3']);
      const short = planIn(world).evidence;
      await run([...PLAN, '--days-back', '60']);
      const long = planIn(world).evidence;
      expect(short.window).toEqual(long.window);
      expect(short.window.days).toBe(30);
      expect(short.daysWithAttempts).toBeLessThanOrEqual(4);
      expect(long.daysWithAttempts).toBeGreaterThan(40);
    }));

  test('by the published schedule, less what is not spent on the campaign: who is planned is not yet free (tutorial error 16)', () =>
    atDialler(async ({ world, run }) => {
      await run([...PLAN, '--capacity', 'wfm']);
      const [{ agents }] = planIn(world).intervals;
      await run([...PLAN, '--capacity', 'wfm', '--shrinkage', '0.2', '--inbound-share', '0.5']);
      expect(planIn(world).intervals[0].agents).toBeCloseTo(agents * 0.8 * 0.5, 9);
    }));

  test('by a file, whose intervals may be cut otherwise and must cover every hour in which calls may be made', () =>
    atDialler(async ({ world, run }) => {
      const file = (...rows: string[]) =>
        writeFileSync(join(world.cwd, 'a.csv'), ['interval_start,interval_end,agents', ...rows].join('\n'));
      const plan = [...PLAN, '--capacity', 'a.csv'];
      file('2026-04-16T09:30:00Z,2026-04-16T10:30:00Z,6', '2026-04-16T10:30:00Z,2026-04-16T12:00:00Z,10');
      await run(plan);
      expect(planIn(world).intervals.map(({ agents }: { agents: number }) => agents)).toEqual([8, 10]);
      file('2026-04-16T10:00:00Z,2026-04-16T11:30:00Z,6');
      expectExplained(await run(plan), 5, 'nothing is known of the agents at 2026-04-16T11:00:00Z', '--capacity');
      file('2026-04-16T10:00:00Z,2026-04-16T12:00:00Z,6', '2026-04-16T11:00:00Z,2026-04-16T12:00:00Z,6');
      expectExplained(await run(plan), 2, 'counts agents twice', 'once');
      file('2026-04-16T10:00:00Z,2026-04-16T12:00:00Z,');
      expectExplained(await run(plan), 2, 'line 2: agents is empty: missing is not 0', 'interval_start');
      file('2026-04-16T10:00:00Z,2026-04-16T12:00:00Z,0');
      expect((await run(plan)).exitCode).toBe(0);
      expect(planIn(world).intervals[0]).toMatchObject({
        callsPerAgent: 1,
        reason: expect.stringContaining('no agents'),
      });
    }));

  test('at night plans one call per agent and says why', () =>
    atDialler(async ({ world, run }) => {
      await run(PLAN, '2026-04-16T20:10:00Z');
      for (const { callsPerAgent, abandonRate } of planIn(world).intervals)
        expect([callsPerAgent, abandonRate]).toEqual([1, null]);
    }));

  test('by the plain recipe has no bounds, is for comparison, and is never applied', () =>
    atDialler(async ({ server, world, run }) => {
      const recipe = [...PLAN, '--model', 'tutorial-stl'];
      expect((await run(recipe)).exitCode).toBe(0);
      const [{ answerRate, lower, upper }] = planIn(world).intervals;
      expect([lower, upper]).toEqual([answerRate, answerRate]);
      expect(answerRate).toBeGreaterThan(0.1);
      expectExplained(await run([...recipe, '--apply', '--yes']), 2, 'is for comparison', 'leave out --model');
      expectExplained(await run(APPLY), 2, 'made by --model tutorial-stl', 'without --model');
      expectExplained(await run([...recipe, '--hours', '25']), 2, 'forecasts 24 hours', '--hours 24');
      expect(writesTo(server)).toEqual([]);
    }));

  test('names the campaign as the tutorials do, from the environment', () =>
    atDialler(async ({ world, run }) => {
      const other = { ...world, env: { ...world.env, GENESYS_CAMPAIGN_ID: String(SPRING.id) } };
      const ran = await gcforecast(other, ['pace', '--hours', '1', '--quiet', '--as-of', AS_OF]);
      expect(ran.stdout).toContain('Pacing plan for Spring Offers');
      expectExplained(await run(['pace']), 2, 'which campaign is to be paced?', 'GENESYS_CAMPAIGN_ID');
    }));

  test.each([
    [['--campaign', 'Large Accounts'], 5, 'preview dialling has no pacing to set', 'only predictive'],
    [['--campaign', 'Appointment Note'], 5, 'agentless dialling has no pacing to set', 'only predictive'],
    [['--campaign', 'Spring Ofers'], 2, 'Spring Ofers', 'Spring Offers'],
    [['--campaign', 'Spring Offers', '--max-abandon', '0'], 2, 'above 0 and below 1', '--help'],
    [['--campaign', 'Spring Offers', '--max-abandon', '0.05'], 2, 'above the limit of 0.03', '--abandon-limit'],
    [['--campaign', 'Spring Offers', '--shrinkage', '0.2'], 2, 'has lost it already', 'leave out --shrinkage'],
    [['--campaign', 'Spring Offers', '--watch'], 2, 'every hour without asking', '--apply --yes'],
    [['--rollback', 'x.jsonl', '--apply'], 2, '--rollback and --apply exclude each other', 'undo first'],
    [['--rollback', 'x.jsonl'], 2, 'cannot read the journal', 'check the path'],
  ])('%j is refused', (options, exitCode, error, hint) =>
    atDialler(async ({ world, run }) => {
      expectExplained(await run(['pace', '--quiet', ...options]), exitCode, error, hint);
      expect(filesIn(world.cwd)).toEqual([]);
    }),
  );

  test('of a campaign that has made no calls is refused', () =>
    atDialler(async ({ run }) => {
      expectExplained(await run(PLAN, '2026-01-26T06:00:00Z'), 5, 'has made no calls in the days', '--days-back');
    }));

  test('warns of a denominator that makes the organisation’s own rates look small', () =>
    atDialler(async ({ server, run }) => {
      server.inject({
        path: '/api/v2/outbound/settings',
        fault: { kind: 'wrong-shape', body: { complianceAbandonRateDenominator: 'ALL_CALLS', abandonSeconds: 2 } },
      });
      const { stderr } = await run(PLAN.filter((option) => option !== '--quiet'));
      expect(stderr).toContain('measures abandoned calls against all calls');
    }));
});

describe('applying', () => {
  test('changes exactly the levers that the plan shows, journals them, and a rollback sets them back (tutorial error 14)', () =>
    atDialler(async (surroundings) => {
      const { server, world, run } = surroundings;
      await planned(surroundings);
      const plan = planIn(world);
      const { exitCode, stdout } = await run(APPLY);
      expect(exitCode).toBe(0);
      const [ratio] = plan.levers;
      expect(writesTo(server).map(({ method, body }) => ({ method, body }))).toEqual([
        { method: 'PATCH', body: { maxCallsPerAgent: ratio.after, abandonRate: 3 } },
      ]);
      expect(await leversOf(server)).toEqual({ ...BEFORE, ratio: ratio.after });
      const [journal] = journalsOf(world);
      expect(stdout).toContain(`journal: ${journal}`);
      expect(eventsIn(journal)).toEqual(['writing', 'written']);

      const undone = await run(['pace', '--rollback', journal]);
      expect(undone.stdout).toContain('Spring Offers: set back (maxCallsPerAgent 2.5');
      expect(await leversOf(server)).toEqual(BEFORE);
      expect(eventsIn(journal)).toEqual(['writing', 'written', 'writing', 'written']);
      expect((await run(['pace', '--rollback', journal])).stdout).toContain('nothing to undo');
      expect(writesTo(server)).toHaveLength(2);
    }));

  test('a plan is applied to its own campaign, never to another one that is named', () =>
    atDialler(async (surroundings) => {
      const { server, run } = surroundings;
      await planned(surroundings);
      const other = await run([...APPLY, '--campaign', 'Overdue Bills']);
      expectExplained(other, 2, 'the plan is for the campaign Spring Offers, not for Overdue Bills', '--plan');
      expect(writesTo(server)).toEqual([]);
    }));

  test('without --yes asks, and where nobody can be asked refuses', () =>
    atDialler(async (surroundings) => {
      const { server, world, run } = surroundings;
      await planned(surroundings);
      expectExplained(await run(['pace', '--apply', '--quiet']), 2, 'this is no terminal', '--yes');
      const at = ['pace', '--apply', '--as-of', AS_OF];
      const no = { ...testWorld({ stdin: 'n\n' }), env: world.env, cwd: world.cwd, homeDirectory: world.homeDirectory };
      expect((await gcforecast(no, at, 100)).stderr).toContain('Set maxCallsPerAgent 2.5 -> ');
      expect(writesTo(server)).toEqual([]);
      const yes = {
        ...testWorld({ stdin: 'y\n' }),
        env: world.env,
        cwd: world.cwd,
        homeDirectory: world.homeDirectory,
      };
      expect((await gcforecast(yes, at, 100)).exitCode).toBe(0);
      expect(writesTo(server)).toHaveLength(1);
    }));

  test('rises by no more than a tenth at a step, and says what the plan would have', () =>
    atDialler(async ({ server, world, run }) => {
      await ask(server, CAMPAIGN, { maxCallsPerAgent: 1.2 }, undefined, 'PATCH');
      await run(PLAN);
      const plan = planIn(world);
      expect(plan.levers[0]).toMatchObject({ before: 1.2, after: 1.32 });
      const { stdout } = await run(APPLY);
      expect(stdout).toContain('held back by ramp: one step from 1.2 calls per agent goes no further than 1.32');
      expect((await leversOf(server)).ratio).toBe(1.32);
    }));

  test.each<
    [why: string, between: (surroundings: Surroundings) => unknown, asOf: string, exitCode: number, error: string]
  >([
    [
      'a plan that expired',
      () => {},
      '2026-04-16T12:31:00Z',
      2,
      'the plan of 2026-04-16T10:30:00Z is for another time',
    ],
    [
      'a campaign that changed',
      ({ server }) => ask(server, CAMPAIGN, { maxCallsPerAgent: 2 }, undefined, 'PATCH'),
      AS_OF,
      5,
      'has changed since the plan: maxCallsPerAgent is no longer 2.5',
    ],
    [
      'a campaign that is not on the list',
      ({ world }) => {
        const path = join(world.cwd, 'pacing_plan.json');
        writeFileSync(path, readFileSync(path, 'utf8').replace('"Spring Offers"', '"Autumn Offers"'));
      },
      AS_OF,
      2,
      'not among those that may be changed',
    ],
    [
      'a plan of another organisation',
      ({ world }) => {
        const path = join(world.cwd, 'pacing_plan.json');
        writeFileSync(
          path,
          readFileSync(path, 'utf8').replace(/"organisation": ?"[^"]*"/, '"organisation":"elsewhere"'),
        );
      },
      AS_OF,
      2,
      'the plan was made for elsewhere',
    ],
    [
      'a plan that is none',
      ({ world }) => writeFileSync(join(world.cwd, 'pacing_plan.json'), '{"schema":"gcforecast/pacing@1"}'),
      AS_OF,
      2,
      'is no pacing plan',
    ],
  ])('%s is refused before anything is written', (_, between, asOf, exitCode, error) =>
    atDialler(async (surroundings) => {
      const { server, run } = surroundings;
      await planned(surroundings);
      await between(surroundings);
      const before = writesTo(server).length;
      expectExplained(await run([...APPLY, '--allow', 'Spring Offers'], asOf), exitCode, error, '');
      expect(writesTo(server)).toHaveLength(before);
      expect(journalsOf(surroundings.world)).toEqual([]);
    }),
  );

  test('outside callable hours is for later: exit code 75', () =>
    atDialler(async ({ server, run }) => {
      const closing = '2026-04-16T15:50:00Z';
      await run([...PLAN, '--hours', '3'], closing);
      expectExplained(await run(APPLY, '2026-04-16T16:10:00Z'), 75, 'outside its callable hours', 'within callable');
      expect(writesTo(server)).toEqual([]);
    }));

  test('a plan made from a recording is never applied', () =>
    atDialler(async ({ server, world, run }) => {
      await run([...PLAN, '--record', 'rec']);
      const replayed = ['pace', '--campaign', 'Spring Offers', '--hours', '2', '--quiet', '--replay', 'rec'];
      const { exitCode } = await gcforecast(world, [...replayed, '--plan', 'from-recording.json']);
      expect(exitCode).toBe(0);
      expect(planIn(world, 'from-recording.json').intervals).toEqual(planIn(world).intervals);
      expectExplained(
        await run([...APPLY, '--plan', 'from-recording.json']),
        2,
        'was made for a recording',
        'make a plan',
      );
      expectExplained(await gcforecast(world, [...replayed, '--apply', '--yes']), 2, 'cannot be changed', '--replay');
      expect(writesTo(server)).toEqual([]);
    }));
});

describe('when a write goes wrong, the campaign is old or journalled, and a rollback restores it', () => {
  test.each<[fault: string, inject: (server: GenesysServer) => void, exitCode: number, events: string[]]>([
    [
      '429, once, waited for as long as the service says (tutorial error 15)',
      (server) => fail(server, 429, { 'Retry-After': '1' }),
      0,
      ['writing', 'written'],
    ],
    ['503', (server) => fail(server, 503), 0, ['writing', 'written']],
    ['500 for ever', (server) => fail(server, 500, {}, 99), 4, ['writing', 'failed']],
    ['a refusal', (server) => fail(server, 403), 3, ['writing', 'failed']],
    ['a conflict', (server) => fail(server, 409), 0, ['writing', 'written']],
    [
      'an answer that was lost after the change',
      (server) => server.inject({ method: 'PATCH', path: CAMPAIGN, fault: { kind: 'cut' } }),
      0,
      ['writing', 'written'],
    ],
  ])('%s', (_, inject, exitCode, events) =>
    atDialler(async (surroundings) => {
      const { server, world, run } = surroundings;
      await planned(surroundings);
      const { after } = planIn(world).levers[0];
      inject(server);
      const ran = await run(APPLY);
      expect(ran.exitCode).toBe(exitCode);
      const [journal] = journalsOf(world);
      expect(eventsIn(journal)).toEqual(events);
      expect((await leversOf(server)).ratio).toBe(exitCode === 0 ? after : BEFORE.ratio);
      expect((await run(['pace', '--rollback', journal])).exitCode).toBe(0);
      expect(await leversOf(server)).toEqual(BEFORE);
    }),
  );

  const fail = (server: GenesysServer, status: number, headers: Record<string, string> = {}, times = 1) => {
    // The client gives up before so many; what is left over must not count as missing.
    if (times === 1) server.inject({ method: 'PATCH', path: CAMPAIGN, fault: { kind: 'status', status, headers } });
    else
      server.inject({
        method: 'PATCH',
        path: CAMPAIGN,
        times: Number.POSITIVE_INFINITY,
        fault: { kind: 'status', status },
      });
  };

  test.each<[moment: string, fault: 'silence' | 'delay', done: boolean]>([
    ['before the service has done it', 'silence', false],
    ['after the service has done it', 'delay', true],
  ])('kill -9 %s', (_, kind, done) =>
    atDialler(async (surroundings) => {
      const { server, world, run } = surroundings;
      await planned(surroundings);
      const { after } = planIn(world).levers[0];
      const fault = kind === 'delay' ? ({ kind, ms: 5000 } as const) : ({ kind } as const);
      server.inject({ method: 'PATCH', path: CAMPAIGN, fault });
      const home = join(world.homeDirectory, '.local/share/gcforecast');
      const argv = [PROGRAM, ...APPLY, '--as-of', AS_OF, '--home', home];
      const { child, ended } = startProcess(process.execPath, argv, { cwd: world.cwd, env: environmentOf(server) });
      await vi.waitFor(() => expect(writesTo(server)).toHaveLength(1), { timeout: 20_000, interval: 20 });
      child.kill('SIGKILL');
      await ended;
      const [journal] = journalsOf(world);
      expect(eventsIn(journal)).toEqual(['writing']);
      expect((await leversOf(server)).ratio).toBe(done ? after : BEFORE.ratio);
      // The lock of the dead is no obstacle.
      const { exitCode, stdout } = await run(['pace', '--rollback', journal]);
      expect(exitCode).toBe(0);
      expect(stdout).toContain(done ? 'set back' : 'nothing to undo');
      expect(await leversOf(server)).toEqual(BEFORE);
    }),
  );

  test('levers that somebody else has set since stay', () =>
    atDialler(async (surroundings) => {
      const { server, world, run } = surroundings;
      await planned(surroundings);
      await run(APPLY);
      await ask(server, CAMPAIGN, { maxCallsPerAgent: 4 }, undefined, 'PATCH');
      const [journal] = journalsOf(world);
      expectExplained(await run(['pace', '--rollback', journal]), 5, 'somebody has changed it since', 'not touched');
      expect((await leversOf(server)).ratio).toBe(4);
    }));

  test('two at once: one writes, the other is told to come again', () =>
    atDialler(async (surroundings) => {
      const { server, world, run } = surroundings;
      await planned(surroundings);
      server.inject({ method: 'PATCH', path: CAMPAIGN, fault: { kind: 'delay', ms: 300 } });
      const ran = await Promise.all([run(APPLY), run(APPLY)]);
      expect(ran.map(({ exitCode }) => exitCode).sort()).toEqual([0, 75]);
      expect(writesTo(server)).toHaveLength(1);
      expect(journalsOf(world)).toHaveLength(1);
    }));
});

test('backtest --campaign shows how the rates of each way would have been: the model before recipe and last week', () =>
  atDialler(async ({ world, run }) => {
    const backtest = ['backtest', '--campaign', 'Spring Offers', '--history-days', '42', '--quiet'];
    const { exitCode, stdout } = await run([...backtest, '--json']);
    expect(exitCode).toBe(0);
    const { schema, scores, origins, hours } = JSON.parse(stdout);
    expect([schema, origins]).toEqual(['gcforecast/rate-backtest@1', 28]);
    expect(scores[0].model).toBe('answer-rate');
    expect(scores.map(({ model }: { model: string }) => model).sort()).toEqual([
      'answer-rate',
      'last-week',
      'tutorial-stl',
    ]);
    // About nine hours of six days a week are dialled.
    expect(hours).toBeGreaterThan(150);
    for (const { pooledError } of scores) expect(pooledError).toBeGreaterThanOrEqual(scores[0].pooledError);
    expect((await run(backtest)).stdout).toMatch(/\nanswer-rate +0\.\d{4} +0\.\d{4} +\d\d\.\d\n/);
    expectExplained(
      await run([...backtest, '--history-days', '10'], '2026-02-10T10:30:00Z'),
      5,
      'too short',
      '--history-days',
    );
    expect(filesIn(world.cwd)).toEqual([]);
  }));

test('--watch plans and applies at every hour, within the ramp, until it is stopped', () =>
  atDialler(async ({ server, world }) => {
    await ask(server, CAMPAIGN, { maxCallsPerAgent: 1.2 }, undefined, 'PATCH');
    let rounds = 0;
    const stopping: TestWorld = {
      ...world,
      sleep: async (ms, signal) => {
        rounds++;
        if (rounds === 2) world.interrupt({ signal: 'SIGTERM', exitCode: 143 });
        await world.sleep(ms, signal);
      },
    };
    const ran = await gcforecast(stopping, [...PLAN, '--apply', '--yes', '--watch']);
    expect(ran.exitCode).toBe(143);
    const ratios = writesTo(server)
      .slice(1)
      .map(({ body }) => (body as { maxCallsPerAgent: number }).maxCallsPerAgent);
    expect(ratios).toEqual([1.32, 1.45]);
    expect(journalsOf(world)).toHaveLength(2);
  }));

test('the help has examples', async () => {
  const { stdout, exitCode } = await gcforecast(testWorld(), ['pace', '--help']);
  expect(stdout).toMatch(/\nExamples:\n {2}gcforecast pace --campaign "Spring Offers"\n/);
  expect(exitCode).toBe(0);
});
