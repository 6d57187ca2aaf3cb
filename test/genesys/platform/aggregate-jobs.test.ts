import { describe, expect, test } from 'vitest';
import { createReplayClient } from '../../../src/genesys/client.ts';
import type { VolumeQuestion } from '../../../src/genesys/contact-centre.ts';
import { createPlatform } from '../../../src/genesys/platform/platform.ts';
import { openReplay } from '../../../src/genesys/replay.ts';
import { addSteps, calendarStep } from '../../../src/series/calendar-step.ts';
import { withServer } from '../../genesys-server/asking.ts';
import { scriptedCentre } from '../../genesys-server/scripted-centre.ts';
import type { GenesysServer, GenesysServerOptions } from '../../genesys-server/server.ts';
import { temporaryFolder } from '../../support/test-world.ts';
import { jumpingClock } from '../jumping-clock.ts';
import { collected, smallCentre, smallQuestion, smallRecords } from '../small-centre.ts';
import { testClient } from '../test-client.ts';

const JOBS = '/api/v2/analytics/conversations/aggregates/jobs';
const STATUS = /\/jobs\/[^/]+$/;
const RESULTS = /\/jobs\/[^/]+\/results/;
const PENDING_TWICE = { states: ['QUEUED', 'PENDING', 'FULFILLED'], intervalsPerPage: 100 };

const withJobs = (
  use: (server: GenesysServer) => Promise<void>,
  { jobs = PENDING_TWICE, ...options }: Partial<GenesysServerOptions> = {},
) => withServer({ centre: smallCentre, jobs, ...options }, use);

const byJobs = (server: GenesysServer, options: Parameters<typeof testClient>[1] = {}) =>
  createPlatform(testClient(server, options), () => {}, 'jobs');

const asked = (server: GenesysServer, method: string) =>
  server.requests.filter((one) => one.method === method && one.path.startsWith(JOBS));

/** Checks that as many jobs were deleted as were made. */
function expectNothingLeft(server: GenesysServer, jobs: number): void {
  expect(asked(server, 'POST').filter(({ status }) => status === 202)).toHaveLength(jobs);
  expect(new Set(asked(server, 'DELETE').map(({ path }) => path)).size).toBe(jobs);
}

describe('volumes by jobs', () => {
  test('are the records that queries give, over all pages of results, and the job is deleted', () =>
    withJobs(async (server) => {
      expect(await collected(byJobs(server).volumes(smallQuestion))).toEqual(smallRecords);
      expect(server.requests.map(({ method, path, query }) => `${method} ${path} ${query}`.trim())).toEqual([
        'GET /api/v2/routing/queues pageSize=500&pageNumber=1',
        `POST ${JOBS}`,
        ...Array.from({ length: 3 }, () => expect.stringMatching(/^GET \S+\/jobs\/[\w-]+$/)),
        expect.stringMatching(/^GET \S+\/results$/),
        expect.stringMatching(/^GET \S+\/results cursor=\w+/),
        expect.stringMatching(/^GET \S+\/results cursor=\w+/),
        expect.stringMatching(/^DELETE \S+\/jobs\/[\w-]+$/),
      ]);
      expectNothingLeft(server, 1);
    }));

  test('are waited for with growing pauses of at most a quarter of a minute', () =>
    withJobs(
      async (server) => {
        const clock = jumpingClock();
        await collected(byJobs(server, { clock }).volumes(smallQuestion));
        // 1 s and half as much again each time: 1, 1.5, 2.25, ..., 11.39, then 15.
        const growing = Array.from({ length: 7 }, (_, i) => 1000 * 1.5 ** i);
        expect(clock.waits).toEqual([...growing, 15_000, 15_000, 15_000]);
      },
      { jobs: { states: [...new Array<string>(9).fill('PENDING'), 'FULFILLED'] } },
    ));

  test('come whole through 429 while polling, broken connections and half answers while reading', () =>
    withJobs(async (server) => {
      server.inject({ path: JOBS, fault: { kind: 'reset' } });
      server.inject({
        path: STATUS,
        method: 'GET',
        after: 1,
        times: 3,
        fault: { kind: 'status', status: 429, headers: { 'Retry-After': '7' } },
      });
      server.inject({ path: RESULTS, after: 1, times: 2, fault: { kind: 'reset' } });
      server.inject({ path: RESULTS, after: 2, fault: { kind: 'truncated' } });
      expect(await collected(byJobs(server).volumes(smallQuestion))).toEqual(smallRecords);
    }));

  test('wait on when the job is in a state that nobody knew yet', () =>
    withJobs(
      async (server) => {
        expect(await collected(byJobs(server).volumes(smallQuestion))).toEqual(smallRecords);
      },
      { jobs: { states: ['DEFERRED', 'FULFILLED'] } },
    ));

  test.each([
    ['FAILED', 'failed: too many groups'],
    ['CANCELLED', 'was cancelled at the service: too many groups'],
    ['EXPIRED', 'expired before its results were read: too many groups'],
  ])('are an error when the job ends as %s, which says why, and nothing is left behind', (state, words) =>
    withJobs(
      async (server) => {
        await expect(collected(byJobs(server).volumes(smallQuestion))).rejects.toMatchObject({
          code: 'GCF-JOB',
          exitCode: 4,
          message: expect.stringContaining(words),
        });
        expectNothingLeft(server, 1);
      },
      { jobs: { states: ['PENDING', state], errorMessage: 'too many groups' } },
    ),
  );

  test('are an error when the job is not ready after half an hour', () =>
    withJobs(
      async (server) => {
        const clock = jumpingClock(0);
        await expect(collected(byJobs(server, { clock }).volumes(smallQuestion))).rejects.toMatchObject({
          exitCode: 4,
          message: expect.stringContaining('not ready after 30 min'),
        });
        expect(clock.nowMs() / 60_000).toBeGreaterThanOrEqual(30);
        expect(clock.nowMs() / 60_000).toBeLessThan(31);
        expectNothingLeft(server, 1);
      },
      { jobs: { states: ['PENDING'] } },
    ));

  test('are an error when a page of results cannot be had, not a shorter result', () =>
    withJobs(async (server) => {
      server.inject({ path: RESULTS, after: 1, times: 6, fault: { kind: 'status', status: 503 } });
      await expect(collected(byJobs(server).volumes(smallQuestion))).rejects.toMatchObject({ exitCode: 4 });
      expectNothingLeft(server, 1);
    }));

  test.each([
    ['pages that go in circles', RESULTS, 2, { results: [], cursor: 'again' }, /cursor again comes twice/],
    ['a job without an id', JOBS, 1, {}, /jobId/],
    ['a job without a state', STATUS, 1, {}, /state/],
  ])('have no answer in %s: the service has broken its contract', (_, path, times, body, words) =>
    withJobs(async (server) => {
      server.inject({ path, times, fault: { kind: 'wrong-shape', body } });
      await expect(collected(byJobs(server).volumes(smallQuestion))).rejects.toMatchObject({
        exitCode: 6,
        message: expect.stringMatching(words),
      });
    }),
  );

  test('do not fail because their job cannot be deleted: the service drops it by itself', () =>
    withJobs(async (server) => {
      server.inject({ path: STATUS, method: 'DELETE', fault: { kind: 'status', status: 500 } });
      expect(await collected(byJobs(server).volumes(smallQuestion))).toEqual(smallRecords);
      server.inject({ path: STATUS, method: 'DELETE', fault: { kind: 'reset' } });
      expect(await collected(byJobs(server).volumes(smallQuestion))).toEqual(smallRecords);
    }));

  test('that are interrupted delete their jobs and end with the interruption', () =>
    withJobs(
      async (server) => {
        const stop = new AbortController();
        const clock = jumpingClock();
        const interruptingClock = {
          ...clock,
          async sleep(ms: number, signal?: AbortSignal) {
            if (ms > 5000) stop.abort('interrupted by the user');
            await clock.sleep(ms, signal);
          },
        };
        const platform = byJobs(server, { clock: interruptingClock, signal: stop.signal });
        await expect(collected(platform.volumes({ ...smallQuestion, from: fourYearsBack }))).rejects.toBe(
          'interrupted by the user',
        );
        expectNothingLeft(server, 4);
      },
      { jobs: { states: ['PENDING'] } },
    ));

  test('that nobody reads on delete the jobs under way', () =>
    withJobs(async (server) => {
      const platform = byJobs(server);
      for await (const _ of platform.volumes({ ...smallQuestion, from: fourYearsBack })) break;
      expect(asked(server, 'POST').length).toBeGreaterThan(1);
      expectNothingLeft(server, asked(server, 'POST').length);
    }));

  test('are halved when the service takes no job of that length', () =>
    withJobs(
      async (server) => {
        expect(await collected(byJobs(server).volumes(smallQuestion))).toEqual(smallRecords);
        // 100 days, then 50, then 25 each.
        expect(asked(server, 'POST').map(({ status }) => status)).toEqual([400, 400, 202, 202, 202, 202]);
        expectNothingLeft(server, 4);
      },
      { limits: { maxJobIntervalDays: 30 } },
    ));

  test('are the same when they are replayed from a recording', () =>
    withJobs(async (server) => {
      const directory = `${temporaryFolder()}/recording`;
      const client = testClient(server, { recording: { directory, toolVersion: '0' } });
      await collected(createPlatform(client, () => {}, 'jobs').volumes(smallQuestion));
      await client.finishRecording();
      const replayed = createPlatform(createReplayClient(await openReplay(directory)), () => {}, 'jobs');
      expect(await collected(replayed.volumes(smallQuestion))).toEqual(smallRecords);
    }));
});

describe('the way that is chosen', () => {
  const day = calendarStep('P1D');
  const queueIds = (count: number) => Array.from({ length: count }, (_, i) => `queue-${i}`);

  test.each<[string, string, number, Partial<VolumeQuestion>, 'queries' | 'jobs']>([
    ['a year of days', 'P1D', 365, {}, 'queries'],
    ['a year of half-hours', 'PT30M', 365, {}, 'queries'],
    ['60 weeks of half-hours', 'PT30M', 420, {}, 'queries'],
    ['more than 60 weeks of half-hours', 'PT30M', 421, {}, 'jobs'],
    ['five years of days', 'P1D', 5 * 365, {}, 'queries'],
    ['six years of days', 'P1D', 6 * 365, {}, 'jobs'],
    ['a year of days of 500 queues', 'P1D', 365, { queueIds: queueIds(500) }, 'queries'],
    ['a year of days of 501 queues', 'P1D', 365, { queueIds: queueIds(501) }, 'jobs'],
    ['a year of quarter-hours of no queue', 'PT15M', 3650, { queueIds: [] }, 'queries'],
  ])('for %s needs at most 60 queries, or is that of jobs', (_, step, days, more, route) =>
    withServer({ centre: scriptedCentre({ queues: [], volumes: [] }) }, async (server) => {
      const to = addSteps(smallQuestion.from, day, 'UTC', days);
      const question = { ...smallQuestion, to, step: calendarStep(step), ...more };
      await collected(createPlatform(testClient(server)).volumes(question));
      const posts = server.requests.filter(({ method }) => method === 'POST');
      expect(posts.filter(({ path }) => path === JOBS)).toHaveLength(route === 'jobs' ? posts.length : 0);
      if (route === 'queries') expect(posts.length).toBeLessThanOrEqual(60);
    }),
  );

  test('keeps to a hundred predicates a job', () =>
    withServer({ centre: scriptedCentre({ queues: [], volumes: [] }) }, async (server) => {
      await collected(byJobs(server).volumes({ ...smallQuestion, queueIds: queueIds(230), direction: 'inbound' }));
      const predicates = asked(server, 'POST').map(({ text }) => text.match(/"dimension":/g)?.length);
      expect(predicates).toEqual([100, 100, 33]);
      expectNothingLeft(server, 3);
    }));
});

const fourYearsBack = smallQuestion.to - 4 * 365 * 86_400;
