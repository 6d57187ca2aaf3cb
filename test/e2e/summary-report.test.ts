import { describe, expect, test } from 'vitest';
import { type CentreConversation, knownAt } from '../genesys-server/centre-conversation.ts';
import { conversationCentre } from '../genesys-server/conversation-centre.ts';
import type { ContactServer } from '../genesys-server/server.ts';
import { withSummaryServer } from '../summary-server/server.ts';
import { gcforecast, type TestWorld, testWorld } from '../support/test-world.ts';
import { contractEnvironment } from './contracts.ts';
import { expectExplained } from './explained.ts';
import { linesOf, readOutput } from './forecast-file.ts';

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 0, 5);
const PRESENT_MS = START_MS + 10 * DAY_MS;
const centre = conversationCentre({ seed: 7, count: 300, startMs: START_MS, presentMs: PRESENT_MS });
const AS_OF = new Date(PRESENT_MS).toISOString().replace('.000', '');
const DETAILS = '/api/v2/analytics/conversations/details/query';

const PERIOD = ['--from', '2026-01-06', '--to', '2026-01-09', '--as-of', AS_OF];
const [FROM_MS, TO_MS] = [START_MS + DAY_MS, START_MS + 4 * DAY_MS];

/** Pages of a dozen, so that every day has several. */
const atCentre = (work: (world: TestWorld, server: ContactServer) => Promise<void>) =>
  withSummaryServer({ centre, paging: { mostPerPage: 12 } }, (server) =>
    work(testWorld({ env: contractEnvironment('summary', server) }), server),
  );

const REPORT = ['report', ...PERIOD];

/** The conversations that ended within the period, from the centre itself. */
const ended: (CentreConversation & { readonly endMs: number })[] = [];
for (let index = 0; index < centre.details.source.count; index++) {
  const known = knownAt(centre.details.source.at(index), PRESENT_MS);
  if (known?.endMs !== undefined && known.endMs >= FROM_MS && known.endMs < TO_MS)
    ended.push({ ...known, endMs: known.endMs });
}

const talkSeconds = ({ participants }: CentreConversation): number[] => {
  const talks = participants.flatMap(({ session }) => session.metrics.filter(({ name }) => name === 'tTalkComplete'));
  return talks.length === 0 ? [] : [talks.reduce((sum, { value }) => sum + value, 0) / 1000];
};

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a report over the contract of summaries', () => {
  test('counts every conversation of every page once, and averages each time over those that had it (A.4.8)', () =>
    atCentre(async (world, server) => {
      const metrics = 'conversations,avg_duration_seconds,avg_talk_seconds,p90_talk_seconds';
      const ran = await gcforecast(world, [...REPORT, '--group-by', 'media', '--metrics', metrics]);
      expect(ran.exitCode).toBe(0);
      const lines = linesOf(readOutput(world, 'report.csv'));
      const media = new Set(ended.map(({ participants: [first] }) => String(first?.session.mediaType)));
      expect(new Set(lines.map((line) => line['media']))).toEqual(media);
      for (const line of lines) {
        const own = ended.filter(({ participants: [first] }) => first?.session.mediaType === line['media']);
        expect(Number(line['conversations'])).toBe(own.length);
        const durations = own.map(({ startMs, endMs }) => (endMs - startMs) / 1000);
        expect(Number(line['avg_duration_seconds'])).toBeCloseTo(mean(durations), 6);
        expect(Number(line['avg_talk_seconds'])).toBeCloseTo(mean(own.flatMap(talkSeconds)), 6);
      }
      // Three days, each of several pages.
      expect(server.requests.filter(({ path }) => path === DETAILS).length).toBeGreaterThan(6);
    }));

  test('leaves empty what the contract does not tell, and says so; queues go by name', () =>
    atCentre(async (world) => {
      const ran = await gcforecast(world, [...REPORT, '--group-by', 'queue']);
      expect(ran.stderr).toMatch(/offered and answered and .* stay empty: the service does not tell them/);
      const lines = linesOf(readOutput(world, 'report.csv')).filter((line) => line['queue'] !== '');
      expect(lines.map((line) => line['queue'])).toEqual(['Billing', 'Sales', 'Support']);
      for (const line of lines) {
        expect(line['offered']).toBe('');
        expect(line['avg_handle_seconds']).toBe('');
        expect(line['service_level']).toBe('');
        expect(Number(line['conversations'])).toBeGreaterThan(0);
      }
      expect(lines.some((line) => line['wrapup_codes'] !== '')).toBe(true);
    }));

  test('asks the service for one medium and queue, by the id of the queue', () =>
    atCentre(async (world, server) => {
      await gcforecast(world, [...REPORT, '--media', 'voice', '--queue', 'Sales', '--metrics', 'conversations']);
      const asked = server.requests.filter(({ path, text }) => path === DETAILS && text.includes('"query"'));
      expect(asked.length).toBeGreaterThan(0);
      for (const { body } of asked) {
        expect(body).toMatchObject({
          filter: expect.arrayContaining([
            { type: 'simple', path: 'conversation.media.type', value: 'voice', operator: 'eq' },
            { type: 'simple', path: 'routing.queue.id', value: centre.queues[1]?.id, operator: 'eq' },
          ]),
        });
      }
      const [line] = linesOf(readOutput(world, 'report.csv'));
      expect(line?.['queue']).toBe('Sales');
    }));

  test('leaves out and counts those of which no duration is told: they still run', () =>
    atCentre(async (world, server) => {
      const running = { timestamp: '2026-01-06T10:00:00Z', metrics: { 'agent.talk.seconds': 5 } };
      server.inject({ path: DETAILS, fault: { kind: 'wrong-shape', body: { results: [running] } } });
      const ran = await gcforecast(world, [...REPORT, '--group-by', 'media', '--metrics', 'conversations']);
      expect(ran.stderr).toContain('1 conversations still run and are left out');
    }));

  test('of another time than asked for breaks the contract', () =>
    atCentre(async (world, server) => {
      const body = { results: [{ timestamp: '2025-01-06T10:00:00Z' }] };
      server.inject({ path: DETAILS, fault: { kind: 'wrong-shape', body } });
      const ran = await gcforecast(world, [...REPORT, '--group-by', 'media', '--metrics', 'conversations']);
      expectExplained(ran, 6, 'which was not asked for', /./);
    }));

  test('A.4.4: a page that fails for good fails the report, which is never shorter than the data', () =>
    atCentre(async (world, server) => {
      server.inject({ path: DETAILS, after: 3, times: 3, fault: { kind: 'status', status: 500 } });
      expectExplained(
        await gcforecast(world, [...REPORT, '--group-by', 'media', '--metrics', 'conversations']),
        4,
        'the conversations from',
        /./,
      );
    }));

  test.each([
    [['--metrics', 'offered'], 'what is needed for offered'],
    [['--metrics', 'conversations,service_level'], 'what is needed for service_level'],
    [['--measure', 'busy = handle_seconds / 3600'], 'what is needed for busy'],
    [['--group-by', 'user'], 'contacts by user'],
    [['--where', 'skill exists'], 'conversations by skill'],
    [['--details'], 'conversations by an id of their own'],
  ])('%j is refused: the contract does not tell it', (options, error) =>
    atCentre(async (world) => {
      expectExplained(await gcforecast(world, [...REPORT, ...options]), 2, error, 'the published API');
    }),
  );
});
