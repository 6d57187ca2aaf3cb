import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fitAnswerRate } from '../../src/models/answer-rate/fit.ts';
import { forecastAnswerRate } from '../../src/models/answer-rate/forecast.ts';
import { callHistory } from '../../src/pacing/call-counts.ts';
import { campaignNamed, centre } from '../genesys/dialler-server.ts';
import { jumpingClock } from '../genesys/jumping-clock.ts';
import { ask } from '../genesys-server/asking.ts';
import type { ContactServer } from '../genesys-server/server.ts';
import { type SummaryServerOptions, withSummaryServer } from '../summary-server/server.ts';
import type { CampaignDocument } from '../summary-server/summary-centre.ts';
import { filesIn, gcforecast, type Ran, type TestWorld, testWorld } from '../support/test-world.ts';
import { contractEnvironment } from './contracts.ts';
import { expectExplained } from './explained.ts';

/** A Thursday, 12:30 in Berlin. */
const AS_OF = '2026-04-16T10:30:00Z';
const SPRING = campaignNamed('Spring Offers');
const CAMPAIGN = `/api/v2/outbound/campaigns/${SPRING.id}`;
const OUTBOUND = '/api/v2/analytics/outbound/summary/query';
const AGENTS = '/api/v2/schedule/agents/forecast';
const SKILL = 'skill-of-sales';

const DOCUMENT = {
  id: SPRING.id,
  name: 'Spring Offers',
  selfUri: CAMPAIGN,
  routing: { queueId: 'sales' },
  contactList: { id: 'contacts' },
  predictive: { answerRate: 0.4, dropRate: 0.05, maxAttempts: 40, pacing: 'calm' },
} satisfies CampaignDocument;

/** Eight agents in the working hours of Berlin, none at other times; nothing is planned after the day. */
const capacity = (skillId: string, startMs: number): number | undefined => {
  if (skillId !== SKILL || startMs >= Date.UTC(2026, 3, 17)) return undefined;
  const hour = new Date(startMs).getUTCHours();
  return hour >= 7 && hour < 16 ? 8 : 0;
};

const PLAN = ['pace', '--campaign', SPRING.id, '--skill', SKILL, '--hours', '3', '--days-back', '7', '--quiet'];
const APPLY = ['pace', '--apply', '--yes', '--quiet'];

interface Surroundings {
  readonly server: ContactServer;
  readonly world: TestWorld;
  run(argv: readonly string[], asOf?: string): Promise<Ran>;
}

const atDialler = (work: (surroundings: Surroundings) => Promise<void>, options: Partial<SummaryServerOptions> = {}) =>
  withSummaryServer({ centre, campaigns: [DOCUMENT], capacity, ...options }, async (server) => {
    const world = {
      ...testWorld({ clock: jumpingClock(Date.parse(AS_OF)) }),
      env: contractEnvironment('summary', server),
    };
    await work({ server, world, run: (argv, asOf = AS_OF) => gcforecast(world, [...argv, '--as-of', asOf]) });
  });

const campaignAt = async (server: ContactServer) => (await (await ask(server, CAMPAIGN)).json()) as typeof DOCUMENT;
const planIn = (world: TestWorld) => JSON.parse(readFileSync(join(world.cwd, 'pacing_plan.json'), 'utf8'));
const writesTo = (server: ContactServer) => server.requests.filter(({ method }) => method === 'PUT');
const journalIn = (world: TestWorld) =>
  join(world.homeDirectory, filesIn(world.homeDirectory).find((name) => name.endsWith('.jsonl')) ?? 'none');

/** Seven days up to the running hour, as the centre itself knows them. */
function callsOfCentre() {
  const to = Date.UTC(2026, 3, 16, 10) / 1000;
  const from = Date.UTC(2026, 3, 9) / 1000;
  const borders = Array.from({ length: (to - from) / 3600 + 1 }, (_, i) => (from + 3600 * i) * 1000);
  const stream = centre.streams.find(({ dimensions }) => dimensions.outboundCampaignId === SPRING.id);
  const records = (stream?.tally(borders) ?? []).flatMap((tally, i) => {
    const [attempted, connected] = [tally.nOutboundAttempted?.count ?? 0, tally.nOutboundConnected?.count ?? 0];
    const start = from + 3600 * i;
    const unknown = { abandoned: 0, handled: 0, handleSeconds: 0, campaignId: SPRING.id };
    const hour = { intervalStart: start, intervalEnd: start + 3600, attempted, connected, ...unknown };
    return attempted + connected === 0 ? [] : [hour];
  });
  return callHistory(records, from, to, 'UTC');
}

describe('a plan', () => {
  test('tells the dialler the forecast rate, the target and as many attempts as there are agents for, and changes nothing', () =>
    atDialler(
      async ({ server, world, run }) => {
        const ran = await run(PLAN);
        expect(ran.stdout).toContain('Abandonment cannot be predicted');
        expect(ran.exitCode).toBe(0);
        const { intervals, levers, expiresAt, predicted, evidence } = planIn(world);
        const [{ answerRate, upper, agents }] = intervals;
        expect(agents).toBe(8);
        expect(levers).toEqual([
          expect.objectContaining({ name: 'answerRate', before: 0.4, after: Number(answerRate.toFixed(4)) }),
          expect.objectContaining({ name: 'abandonRate', before: 0.05, after: 0.03 }),
          expect.objectContaining({ name: 'maxAttempts', before: 40, after: Math.floor(8 / upper) }),
        ]);
        expect(predicted.abandonRate).toBeNull();
        expect(evidence.window).toBeNull();
        // What holds for an hour must not dial the next one.
        expect(expiresAt).toBe('2026-04-16T11:00:00Z');
        expect(writesTo(server)).toEqual([]);
        // Seven days by the hour do not fit on a page, and the hour that is not over is not asked for (A.2.7).
        const pages = server.requests.filter(({ path }) => path === OUTBOUND);
        expect(pages.length).toBeGreaterThan(2);
        for (const { body } of pages) expect(body).toMatchObject({ dateTo: '2026-04-16T10:00:00Z' });
        // A.2.8: capacity begins on the hour, so that it meets the forecast.
        const asked = server.requests.find(({ path }) => path === AGENTS);
        expect(asked?.query.get('dateFrom')).toBe('2026-04-16T10:00:00Z');
      },
      { paging: { mostPerPage: 20 } },
    ));

  test('learns rates from the calls and answers of the centre, hour by hour', () =>
    atDialler(async ({ world, run }) => {
      await run([...PLAN, '--hours', '1']);
      const { intervals, evidence } = planIn(world);
      const asOf = Date.parse(AS_OF) / 1000;
      const [{ rate }] = forecastAnswerRate(fitAnswerRate(callsOfCentre(), asOf), 1).hours;
      expect(intervals[0].answerRate).toBe(rate);
      expect(evidence.attempts).toBeGreaterThan(5_000);
    }));

  test('takes the skill from the environment, as the tutorials do, and agents from a file', () =>
    atDialler(async ({ world, run }) => {
      const named = { ...world, env: { ...world.env, GENESYS_SKILL_ID: SKILL, GENESYS_CAMPAIGN_ID: SPRING.id } };
      const ran = await gcforecast(named, ['pace', '--hours', '1', '--quiet', '--as-of', AS_OF]);
      expect(ran.exitCode).toBe(0);
      expect(planIn(world).evidence.agents).toContain(SKILL);
      writeFileSync(
        join(world.cwd, 'a.csv'),
        'interval_start,interval_end,agents\n2026-04-16T10:00:00Z,2026-04-16T11:00:00Z,5\n',
      );
      expect((await run(['pace', '--campaign', SPRING.id, '--capacity', 'a.csv', '--quiet'])).exitCode).toBe(0);
      expect(planIn(world).intervals[0].agents).toBe(5);
      // Only the running hour is set: of the others nothing is known, which is not 0.
      expect(planIn(world).intervals[1].agents).toBeNull();
    }));

  test('A.2.10: sets nothing where no agents are planned, and applying says to stop', () =>
    atDialler(async ({ server, world, run }) => {
      expect((await run(PLAN, '2026-04-16T20:10:00Z')).exitCode).toBe(0);
      expect(planIn(world).levers).toEqual([]);
      const ran = await run(APPLY, '2026-04-16T20:10:00Z');
      expectExplained(ran, 75, 'no agents are planned: nobody would take a call', 'stop the campaign');
      expect(writesTo(server)).toEqual([]);
    }));

  test('of agents of whom nothing is told is refused: unknown is not none', () =>
    atDialler(async ({ run }) => expectExplained(await run(PLAN), 5, 'nothing is known of the agents', '--capacity'), {
      capacity: () => undefined,
    }));

  test.each([
    [['--campaign', 'Spring Offers', '--skill', SKILL], 2, 'no campaign with the id Spring Offers', 'by its id'],
    [['--campaign', SPRING.id], 2, 'tells agents by skill only', '--skill'],
    [
      ['--campaign', SPRING.id, '--capacity', 'observed'],
      2,
      'does not tell how long agents were on queue',
      'leave out --capacity',
    ],
    [['--campaign', SPRING.id, '--skill', SKILL, '--max-abandon', '0.05'], 2, 'above the limit', '--abandon-limit'],
  ])('%j is refused', (options, exitCode, error, hint) =>
    atDialler(async ({ run }) => expectExplained(await run(['pace', '--quiet', ...options]), exitCode, error, hint)),
  );

  test('of a campaign without predictive settings is refused', () =>
    atDialler(async ({ run }) => expectExplained(await run(PLAN), 5, 'has no predictive settings', 'only predictive'), {
      campaigns: [{ id: SPRING.id, name: 'Spring Offers' }],
    }));

  test.each([
    [
      'an hour that comes twice',
      [{ interval: '2026-04-15T10:00:00Z' }, { interval: '2026-04-15T10:00:00Z' }],
      OUTBOUND,
    ],
    ['calls without answers', [{ interval: '2026-04-15T10:00:00Z', offered: 3 }], OUTBOUND],
    ['agents of an hour that was not asked for', [{ interval: '2026-04-15T10:00:00Z', capacity: 3 }], AGENTS],
    ['fewer agents than none', [{ interval: '2026-04-16T10:00:00Z', capacity: -1 }], AGENTS],
  ])('%s breaks the contract', (_, entities, path) =>
    atDialler(async ({ server, run }) => {
      const usual = (entity: object) =>
        path === OUTBOUND && 'offered' in entity ? entity : { offered: 1, answered: 0, ...entity };
      const body = { entities: entities.length === 2 ? entities.map(usual) : entities };
      server.inject({ path, fault: { kind: 'wrong-shape', body } });
      expectExplained(await run(PLAN), 6, 'is unexpected', /./);
    }),
  );
});

describe('applying', () => {
  test('puts the whole campaign back with the three settings and without what is read-only; a rollback sets them back', () =>
    atDialler(async ({ server, world, run }) => {
      await run(PLAN);
      const [rate, , attempts] = planIn(world).levers;
      const { stdout, exitCode } = await run(APPLY);
      expect(exitCode).toBe(0);
      const predictive = { answerRate: rate.after, dropRate: 0.03, maxAttempts: attempts.after, pacing: 'calm' };
      expect(writesTo(server).map(({ body }) => body)).toEqual([
        { name: DOCUMENT.name, contactList: DOCUMENT.contactList, predictive },
      ]);
      expect(await campaignAt(server)).toEqual({ ...DOCUMENT, predictive });
      const journal = journalIn(world);
      expect(stdout).toContain(`journal: ${journal}`);
      expect((await run(['pace', '--rollback', journal])).exitCode).toBe(0);
      expect(await campaignAt(server)).toEqual(DOCUMENT);
    }));

  test('is refused when somebody has changed the campaign since the plan', () =>
    atDialler(async ({ server, run }) => {
      await run(PLAN);
      const { id: _, selfUri: __, routing: ___, ...own } = DOCUMENT;
      const changed = { ...own, predictive: { ...DOCUMENT.predictive, maxAttempts: 12 } };
      await ask(server, CAMPAIGN, changed, undefined, 'PUT');
      expectExplained(await run(APPLY), 5, 'maxAttempts is no longer 40', 'new plan');
      expect(writesTo(server)).toHaveLength(1);
    }));

  test.each([
    ['cut' as const, 1],
    ['reset' as const, 2],
  ])('whose answer is lost (%s) is settled by reading: %i writes', (kind, writes) =>
    atDialler(async ({ server, world, run }) => {
      await run(PLAN);
      server.inject({ method: 'PUT', path: CAMPAIGN, fault: { kind } });
      expect((await run(APPLY)).exitCode).toBe(0);
      expect(writesTo(server)).toHaveLength(writes);
      const [{ after }] = planIn(world).levers;
      expect((await campaignAt(server)).predictive.answerRate).toBe(after);
    }),
  );

  test('that the service does not read back as wanted ends with exit code 6, and the journal knows', () =>
    atDialler(async ({ server, world, run }) => {
      await run(PLAN);
      // The plan is read, compared and locked with two readings; the third one follows the write.
      server.inject({ method: 'GET', path: CAMPAIGN, after: 2, fault: { kind: 'wrong-shape', body: DOCUMENT } });
      expectExplained(await run(APPLY), 6, 'has other levers than were set', '--rollback');
      expect(readFileSync(journalIn(world), 'utf8')).toContain('"event":"written"');
    }));
});
