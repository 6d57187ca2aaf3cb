import { describe, expect, test } from 'vitest';
import type { VolumeQuestion } from '../../../src/genesys/contact-centre.ts';
import { createPlatform } from '../../../src/genesys/platform/platform.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import { withServer } from '../../genesys-server/asking.ts';
import { scriptedCentre } from '../../genesys-server/scripted-centre.ts';
import type { GenesysServer, GenesysServerOptions } from '../../genesys-server/server.ts';
import { jumpingClock } from '../jumping-clock.ts';
import { collected } from '../small-centre.ts';
import { testClient } from '../test-client.ts';

const AGGREGATES = '/api/v2/analytics/conversations/aggregates/query';
const DAYS = 365;

const aYear: VolumeQuestion = {
  from: Date.UTC(2025, 0, 1) / 1000,
  to: Date.UTC(2026, 0, 1) / 1000,
  step: calendarStep('P1D'),
  timeZone: 'UTC',
};

const queueId = '00000000-0000-4000-8000-000000000001';

/** A contact a day, so that a lost or doubled chunk shows. */
const centre = scriptedCentre({
  queues: [{ id: queueId, name: 'Support' }],
  volumes: Array.from({ length: DAYS }, (_, day) => ({
    queueId,
    mediaType: 'voice',
    start: new Date(Date.UTC(2025, 0, 1 + day)).toISOString(),
    end: new Date(Date.UTC(2025, 0, 2 + day)).toISOString(),
    metrics: { nOffered: 1 },
  })),
});

const withYear = (use: (server: GenesysServer) => Promise<void>, options: Partial<GenesysServerOptions> = {}) =>
  withServer({ centre, ...options }, use);

const statuses = (server: GenesysServer, path: string): (number | undefined)[] =>
  server.requests.filter((one) => one.path === path).map(({ status }) => status);

async function fetchYear(server: GenesysServer, options: Parameters<typeof testClient>[1] = {}): Promise<void> {
  const records = await collected(createPlatform(testClient(server, options)).volumes(aYear));
  expect(records.map(({ offered }) => offered)).toEqual(new Array(DAYS).fill(1));
}

describe('a year of days', () => {
  test('takes one request per 31 days, one for the names of the queues and one for the token', () =>
    withYear(async (server) => {
      await fetchYear(server, { credentials: { clientId: server.clientId, clientSecret: server.clientSecret } });
      expect(statuses(server, AGGREGATES)).toEqual(new Array(Math.ceil(DAYS / 31)).fill(200));
      expect(server.requests).toHaveLength(12 + 1 + 1);
    }));

  // Four chunks are under way when the first refusal comes; those after them are asked for in halves from the start.
  test.each([
    { maxIntervalDays: 16, refused: 4, answered: 2 * 12 },
    // 31 days are refused, then 15; what is answered are 7 + 8 + 8 + 8 days eleven times and 6 + 6 + 6 + 6 at the end.
    { maxIntervalDays: 8, refused: 4 + 8, answered: 4 * 12 },
  ])('asks in addition only what halving costs when the service takes $maxIntervalDays days', (expected) =>
    withYear(
      async (server) => {
        await fetchYear(server);
        const all = statuses(server, AGGREGATES);
        expect(all.filter((status) => status === 400).length).toBeLessThanOrEqual(expected.refused);
        expect(all.filter((status) => status === 200)).toHaveLength(expected.answered);
        expect(all).toHaveLength(all.filter((status) => status === 400 || status === 200).length);
      },
      { limits: { maxIntervalDays: expected.maxIntervalDays } },
    ),
  );

  test.each([2, 5, 12])('has at most one request too many in each minute when %i are allowed', (allowed) => {
    const clock = jumpingClock();
    return withYear(
      async (server) => {
        await fetchYear(server, { clock });
        const all = server.requests.map(({ status }) => status);
        expect(all.filter((status) => status === 200)).toHaveLength(12 + 1);
        expect(all.filter((status) => status === 429).length).toBeLessThanOrEqual(Math.ceil((12 + 1) / allowed));
      },
      { rateLimitPerMinute: allowed, clock: clock.nowMs },
    );
  });

  test('has at most one request too many in each minute also when several questions are asked at once', () => {
    const clock = jumpingClock();
    return withYear(
      async (server) => {
        const platform = createPlatform(testClient(server, { clock }));
        await Promise.all([1, 2, 3].map(() => collected(platform.volumes(aYear))));
        const all = server.requests.map(({ status }) => status);
        expect(all.filter((status) => status === 200)).toHaveLength(3 * 12 + 1);
        expect(all.filter((status) => status === 429).length).toBeLessThanOrEqual(Math.ceil(37 / 10));
      },
      { rateLimitPerMinute: 10, clock: clock.nowMs },
    );
  });
});
