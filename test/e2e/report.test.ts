import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withServer } from '../genesys-server/asking.ts';
import { conversationCentre } from '../genesys-server/conversation-centre.ts';
import type { Fault, Injection } from '../genesys-server/fault.ts';
import { scriptedCentre } from '../genesys-server/scripted-centre.ts';
import type { GenesysServer, GenesysServerOptions } from '../genesys-server/server.ts';
import { startS3Server } from '../s3-server/s3-server.ts';
import { filesIn, gcforecast, type TestWorld, testWorld } from '../support/test-world.ts';
import { expectExplained } from './explained.ts';
import { linesOf, readOutput } from './forecast-file.ts';
import { AGGREGATES, environmentOf } from './organisation.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START_MS = Date.UTC(2026, 0, 5);
/** Ten days of conversations from Monday, 5 January 2026; e-mails wait for up to three. */
const centre = conversationCentre({ seed: 7, count: 400, startMs: START_MS, presentMs: START_MS + 10 * DAY_MS });
const AS_OF = new Date(START_MS + 10 * DAY_MS).toISOString().replace('.000', '');
/** Three days in the middle. */
const PERIOD = ['--from', '2026-01-06', '--to', '2026-01-09', '--as-of', AS_OF];
const [FROM_MS, TO_MS] = [START_MS + DAY_MS, START_MS + 4 * DAY_MS];

const DEMO = resolve('fixtures/recordings/demo');

async function atCentre<T>(
  work: (world: TestWorld, server: GenesysServer) => Promise<T>,
  options: Partial<GenesysServerOptions> = {},
): Promise<T> {
  return withServer({ centre, ...options }, (server) => work({ ...testWorld(), env: environmentOf(server) }, server));
}

async function reported(world: TestWorld, ...options: string[]) {
  const ran = await gcforecast(world, ['report', ...PERIOD, ...options]);
  expect(ran.stderr.split('\n').filter((line) => line !== '' && !line.startsWith('warning:'))).toEqual([]);
  expect(ran.exitCode).toBe(0);
  return linesOf(readOutput(world, 'report.csv'));
}

/** Everything that was emitted within the period, worked out from the centre itself. */
function emitted() {
  const found: { name: string; value: number; emitMs: number; queueId: string | undefined; mediaType: string }[] = [];
  const { source } = centre.details;
  for (let index = 0; index < source.count; index++) {
    for (const { session } of source.at(index).participants) {
      const queueId = session.segments.find((segment) => segment.queueId !== undefined)?.queueId;
      for (const metric of session.metrics) {
        if (metric.emitMs < FROM_MS || metric.emitMs >= TO_MS) continue;
        found.push({ ...metric, queueId, mediaType: session.mediaType });
      }
    }
  }
  return found;
}

const queueName = (id: string | undefined) => centre.queues.find((queue) => queue.id === id)?.name ?? '';

describe('a grouped report from sums', () => {
  test('has one column for each dimension, one row for each group in which anything happened, and counts of the service', () =>
    atCentre(async (world) => {
      const lines = await reported(world, '--group-by', 'queue,media,hour', '--metrics', 'offered,answered,abandoned');
      expect(Object.keys(lines[0])).toEqual(['queue', 'media', 'hour', 'offered', 'answered', 'abandoned']);
      const offered = emitted().filter(({ name }) => name === 'nOffered');
      for (const line of lines) {
        const hour = Date.parse(line['hour']);
        const expected = offered.filter(
          ({ queueId, mediaType, emitMs }) =>
            queueName(queueId) === line['queue'] &&
            mediaType === line['media'] &&
            Math.floor(emitMs / HOUR_MS) * HOUR_MS === hour,
        );
        expect(Number(line['offered'])).toBe(expected.length);
      }
      expect(lines.reduce((sum, line) => sum + Number(line['offered']), 0)).toBe(offered.length);
    }));

  test('A.5.1: asks for the aggregates alone', () =>
    atCentre(async (world, server) => {
      await reported(world, '--media', 'voice');
      const asked = server.requests.map(({ path }) => path).filter((path) => path.includes('analytics'));
      expect(asked).toEqual([AGGREGATES]);
    }));

  test('A.4.9, A.5.4: handle time is that of agents, after-call work included, in seconds', () =>
    atCentre(async (world) => {
      const [line] = await reported(world, '--group-by', 'media', '--media', 'voice');
      const handled = emitted().filter(({ name, mediaType }) => name === 'tHandle' && mediaType === 'voice');
      const meanMs = handled.reduce((sum, { value }) => sum + value, 0) / handled.length;
      expect(Number(line['avg_handle_seconds'])).toBeCloseTo(meanMs / 1000, 9);
    }));

  test('A.4.8: who was never on hold does not count in the average hold time', () =>
    atCentre(async (world) => {
      const [line] = await reported(world, '--group-by', 'media', '--media', 'voice');
      const held = emitted().filter(({ name, mediaType }) => name === 'tHeldComplete' && mediaType === 'voice');
      expect(held.length).toBeGreaterThan(0);
      expect(Number(line['avg_hold_seconds'])).toBeCloseTo(
        held.reduce((sum, { value }) => sum + value, 0) / held.length / 1000,
        9,
      );
    }));

  // The tutorial's file ends in a TypeError for `["group_key"] + columns`, and its group is one text: `('voice', 'Billing')`.
  test('A.4.3, A.4.14: is a CSV file whose header names each dimension and each measure once', () =>
    atCentre(async (world) => {
      const lines = await reported(world, '--group-by', 'media,queue', '--metrics', 'offered,handled');
      expect(readOutput(world, 'report.csv').split('\n')[0]).toBe('media,queue,offered,handled');
      const named = lines.map((line) => [line['media'], line['queue']]);
      expect(named).toContainEqual(['voice', 'Billing']);
      expect(named.flat().join()).not.toMatch(/[()']/);
    }));

  // The tutorial writes max(0, 100 - 50 x hold ratio), as if that could fall below 0, and 100 where nothing was handled.
  test('A.4.10: has an efficiency score from 50, where all handling was holding, to 100, and none where nothing was handled', () => {
    const handled = (hold: number) => ({
      nOffered: 1,
      tHandle: { count: 1, sum: 100_000 },
      tHeldComplete: { count: 1, sum: hold },
    });
    const volumes = [
      scripted('2026-01-06T10:00:00Z', handled(0)),
      scripted('2026-01-06T11:00:00Z', handled(25_000)),
      scripted('2026-01-06T12:00:00Z', handled(100_000)),
      scripted('2026-01-06T13:00:00Z', { nOffered: 2 }),
    ];
    return withServer({ centre: scriptedCentre({ queues: [BILLING], volumes }) }, async (server) => {
      const world = { ...testWorld(), env: environmentOf(server) };
      const lines = await reported(world, '--group-by', 'hour');
      expect(lines.map((line) => line['efficiency_score'])).toEqual(['100', '87.5', '50', '']);
    });
  });

  // The tutorial gives one number for seven rolling days, from the microsecond of the run on.
  test('A.5.2, A.5.3: has a row for each hour of whole local weeks, the same whenever it is run in a week', () =>
    atCentre(async (world, server) => {
      const week = ['--last', 'week', '--time-zone', 'Europe/Berlin', '--group-by', 'hour', '--metrics', 'offered'];
      const files: string[] = [];
      for (const asOf of ['2026-01-12T00:00:00.123456Z', '2026-01-14T17:31:07Z']) {
        const ran = await gcforecast(world, ['report', ...week, '--as-of', asOf]);
        expect(ran.exitCode).toBe(0);
        files.push(readOutput(world, 'report.csv'));
      }
      expect(files[1]).toBe(files[0]);
      const hours = linesOf(files[0]).map((line) => Date.parse(line['hour']));
      expect(hours.length).toBeGreaterThan(100);
      expect(hours.every((hour) => hour % HOUR_MS === 0)).toBe(true);
      const asked = server.requests.find(({ path }) => path === AGGREGATES)?.body;
      expect(asked).toMatchObject({
        granularity: 'PT1H',
        interval: '2026-01-05T00:00:00.000+01:00/2026-01-12T00:00:00.000+01:00',
        timeZone: 'Europe/Berlin',
      });
    }));

  // The tutorial adds up conversations over queues, and never hears of those that were abandoned.
  test('A.5.6: offers a conversation that is handed on in both queues, and counts abandons among the offered', () =>
    atCentre(async (world) => {
      const byQueue = await reported(world, '--group-by', 'queue', '--metrics', 'conversations,offered,abandoned');
      const sumOf = (name: string) => byQueue.reduce((sum, line) => sum + Number(line[name]), 0);
      const [whole] = await reported(world, '--group-by', 'direction', '--metrics', 'conversations', '--details');
      expect(sumOf('conversations')).toBeGreaterThan(Number(whole['conversations']));
      expect(sumOf('offered')).toBe(emitted().filter(({ name }) => name === 'nOffered').length);
      expect(sumOf('abandoned')).toBe(emitted().filter(({ name }) => name === 'tAbandon').length);
      expect(sumOf('abandoned')).toBeGreaterThan(0);
    }));

  // The tutorial looks for "429" anywhere in the text of an error.
  test('A.5.7: is not asked for again when a refusal speaks of 429 without being one', () =>
    atCentre(async (world, server) => {
      const body = { message: 'Queue 429 is not visible.', code: 'bad.request', status: 400 };
      server.inject({ path: AGGREGATES, fault: { kind: 'status', status: 400, body } });
      const ran = await gcforecast(world, ['report', ...PERIOD]);
      expectExplained(ran, 6, /400 bad.request: Queue 429 is not visible/, /./);
      expect(server.requests.filter(({ path }) => path === AGGREGATES)).toHaveLength(1);
    }));

  test('A.5.5: an average of nothing is empty, not 0, and a total is pooled', () =>
    withServer(
      {
        centre: scriptedCentre({
          queues: [BILLING],
          volumes: [
            scripted('2026-01-06T10:00:00Z', { nOffered: 1, tHandle: { count: 1, sum: 100_000 } }),
            scripted('2026-01-06T11:00:00Z', { nOffered: 3, tHandle: { count: 3, sum: 900_000 } }),
            scripted('2026-01-06T12:00:00Z', { nOffered: 2 }),
          ],
        }),
      },
      async (server) => {
        const world = { ...testWorld(), env: environmentOf(server) };
        const hours = await reported(world, '--group-by', 'hour');
        expect(hours.map((line) => line['avg_handle_seconds'])).toEqual(['100', '300', '']);
        const [total] = await reported(world, '--group-by', 'media');
        // (100 + 900) / 4; the mean of the hours' means would be 200.
        expect(total['avg_handle_seconds']).toBe('250');
      },
    ));

  test('A.4.12: a period without contacts is a header, and replaces the file of a run before', () =>
    withServer({ centre: scriptedCentre({ queues: [], volumes: [] }) }, async (server) => {
      const world = { ...testWorld(), env: environmentOf(server) };
      writeFileSync(join(world.cwd, 'report.csv'), 'of yesterday\n');
      const ran = await gcforecast(world, [
        'report',
        ...PERIOD,
        '--metrics',
        'offered',
        '--formats',
        'csv,json,html,parquet',
      ]);
      expect(ran.exitCode).toBe(0);
      expect(readOutput(world, 'report.csv')).toBe('queue,media,offered\n');
      expect(JSON.parse(readOutput(world, 'report.json')).rows).toEqual([]);
      expect(readOutput(world, 'report.html')).toContain('Nothing happened.');
      expect(ran.stdout).toContain('no contacts');
    }));

  test('A.4.13: a relative period is another one every night, on the clocks of the time zone', () =>
    atCentre(async (world) => {
      const periodOf = async (asOf: string) => {
        const options = ['--last', 'day', '--as-of', asOf, '--time-zone', 'Europe/Berlin', '--json'];
        return JSON.parse((await gcforecast(world, ['report', ...options])).stdout).period;
      };
      expect(await periodOf('2026-01-08T22:59:00Z')).toEqual({
        start: '2026-01-06T23:00:00Z',
        end: '2026-01-07T23:00:00Z',
      });
      expect(await periodOf('2026-01-08T23:01:00Z')).toEqual({
        start: '2026-01-07T23:00:00Z',
        end: '2026-01-08T23:00:00Z',
      });
    }));

  test('leaves what sums cannot tell empty, and says so', () =>
    atCentre(async (world) => {
      const ran = await gcforecast(world, ['report', ...PERIOD, '--json']);
      const { rows, warnings } = JSON.parse(ran.stdout);
      expect(rows[0]).toMatchObject({ avg_duration_seconds: null, wrapup_codes: null });
      expect(warnings).toEqual([expect.stringContaining('avg_duration_seconds and wrapup_codes stay empty')]);
    }));
});

const BILLING = { id: '00000000-0000-4000-8000-000000000001', name: 'Billing' };

const scripted = (start: string, metrics: Parameters<typeof scriptedCentre>[0]['volumes'][number]['metrics']) => ({
  queueId: BILLING.id,
  mediaType: 'voice',
  start,
  end: new Date(Date.parse(start) + HOUR_MS).toISOString(),
  metrics,
});

describe('a grouped report from single conversations', () => {
  const SUMS =
    'conversations,offered,answered,abandoned,transferred,handled,handle_seconds,talk_seconds,hold_seconds,acw_seconds,wait_seconds,service_level_numerator,service_level_denominator';

  test('has exactly the sums of the aggregates, transfers and callbacks included', () =>
    atCentre(async (world) => {
      for (const grouping of ['queue,media,hour', 'queue,media,direction']) {
        const fromSums = await reported(world, '--group-by', grouping, '--metrics', SUMS);
        const fromDetails = await reported(world, '--group-by', grouping, '--metrics', SUMS, '--details');
        expect(fromDetails).toEqual(fromSums);
        expect(fromSums.reduce((sum, line) => sum + Number(line['transferred']), 0)).toBeGreaterThan(5);
        expect(fromSums.some((line) => line['media'] === 'callback')).toBe(true);
      }
    }));

  test('counts conversations that still run, and leaves them out', () =>
    atCentre(async (world) => {
      const { source, presentMs } = centre.details;
      const period = ['report', '--from', '2026-01-14', '--to', '2026-01-15', '--as-of', AS_OF, '--details', '--json'];
      const { stdout, stderr } = await gcforecast(world, period);
      const running = Array.from({ length: source.count }, (_, i) => source.at(i)).filter(
        ({ endMs }) => (endMs ?? 0) > presentMs,
      );
      expect(running.length).toBeGreaterThan(0);
      const begun = running.filter(({ startMs }) => startMs >= presentMs - DAY_MS);
      const document = JSON.parse(stdout);
      expect(document.running).toBe(begun.length);
      expect(stderr).toContain(`${begun.length} conversations still run and are left out`);
      const ids = document.rows.map((row: { conversation_id: string }) => row.conversation_id);
      for (const { id } of running) expect(ids).not.toContain(id);
    }));

  test('A.4.11: names wrap-up codes with their counts, the most frequent first, the same in every run', () =>
    atCentre(async (world) => {
      const options = ['--group-by', 'media', '--metrics', 'wrapup_codes', '--media', 'voice', '--formats', 'csv,json'];
      await reported(world, ...options);
      const first = readOutput(world, 'report.json');
      await reported(world, ...options);
      expect(readOutput(world, 'report.json')).toBe(first);
      const [{ wrapup_codes: codes }] = JSON.parse(first).rows;
      const counts = codes.map(({ count }: { count: number }) => count);
      expect(counts).toEqual([...counts].sort((a, b) => b - a));
      const names = codes.map(({ name }: { name: string }) => name).sort();
      expect(names).toEqual(['Follow up', 'ININ-WRAP-UP-TIMEOUT', 'Solved', 'Wrong number']);
      expect(linesOf(readOutput(world, 'report.csv'))[0]['wrapup_codes']).toBe(
        codes.map(({ name, count }: { name: string; count: number }) => `${name}: ${count}`).join('; '),
      );
    }));

  test('groups by wrap-up code, and gives exact percentiles', () =>
    atCentre(
      async (world) => {
        const [line] = await reported(
          world,
          '--group-by',
          'media',
          '--media',
          'voice',
          '--metrics',
          'p50_handle_seconds,p95_handle_seconds',
        );
        const handled = emitted()
          .filter(({ name, mediaType }) => name === 'tHandle' && mediaType === 'voice')
          .map(({ value }) => value / 1000)
          .sort((a, b) => a - b);
        // PERCENTILE.INC of spreadsheets.
        const percentile = (probability: number) => {
          const place = probability * (handled.length - 1);
          const below = handled[Math.floor(place)];
          return below + (handled[Math.ceil(place)] - below) * (place - Math.floor(place));
        };
        expect(Number(line['p50_handle_seconds'])).toBeCloseTo(percentile(0.5), 9);
        expect(Number(line['p95_handle_seconds'])).toBeCloseTo(percentile(0.95), 9);
        const byCode = await reported(world, '--group-by', 'wrapup', '--metrics', 'handled', '--details');
        expect(byCode.map((row) => row['wrapup'])).toContain('Solved');
        expect(byCode.find((row) => row['wrapup'] === '')?.['handled'] ?? '0').toBe('0');
      },
      { detailJobs: {} },
    ));

  test('works out measures of one’s own', () =>
    atCentre(async (world) => {
      const formula = 'talk_part=round(1000 * talk_seconds / handle_seconds) / 1000';
      const lines = await reported(world, '--metrics', 'handle_seconds,talk_seconds', '--measure', formula);
      for (const line of lines) {
        const [handle, talk] = [Number(line['handle_seconds']), Number(line['talk_seconds'])];
        expect(line['talk_part']).toBe(handle === 0 ? '' : String(Math.round((1000 * talk) / handle) / 1000));
      }
    }));
});

describe('a report of single conversations', () => {
  test('A.4.6, A.4.7: lists those that began in the period in order of time, one column for each dimension', () =>
    atCentre(async (world) => {
      const lines = await reported(world, '--details');
      const { source } = centre.details;
      const expected = Array.from({ length: source.count }, (_, index) => source.at(index)).filter(
        ({ startMs, endMs = 0 }) => startMs >= FROM_MS && startMs < TO_MS && endMs <= centre.details.presentMs,
      );
      expect(lines.map((line) => line['conversation_id'])).toEqual(expected.map(({ id }) => id));
      for (const [index, line] of lines.entries()) {
        const { startMs, endMs = 0, participants } = expected[index];
        const handledMs = participants
          .flatMap(({ session }) => session.metrics)
          .filter(({ name }) => name === 'tHandle')
          .map(({ value }) => value);
        const sum = handledMs.reduce((a, b) => a + b, 0) / 1000;
        expect(line['handle_seconds']).toBe(handledMs.length === 0 ? '' : String(sum));
        expect(Number(line['duration_seconds'])).toBeCloseTo((endMs - startMs) / 1000, 9);
        expect(new Set(line['media'].split('; '))).toEqual(
          new Set(participants.map(({ session }) => session.mediaType)),
        );
      }
    }));

  test('filters by numbers and by parts of words after fetching, and says so', () =>
    atCentre(async (world) => {
      const all = await reported(world, '--details');
      const lines = await reported(
        world,
        '--details',
        '--where',
        'handle_seconds greater 300',
        '--where',
        'queue contains ill',
      );
      expect(lines.map((line) => line['conversation_id'])).toEqual(
        all
          .filter((line) => Number(line['handle_seconds']) > 300 && line['queue'].includes('Billing'))
          .map((line) => line['conversation_id']),
      );
      expect(lines.length).toBeGreaterThan(0);
    }));
});

describe('filters and names', () => {
  test.each([
    [['--where', 'qeue equals Billing'], "there is no dimension 'qeue'; did you mean 'queue'?"],
    [['--where', 'queue is Billing'], "there is no operator 'is'"],
    [['--group-by', 'wrapups'], "there is no dimension 'wrapups'; did you mean 'wrapup'?"],
    [['--metrics', 'ofered'], "there is no measure 'ofered'; did you mean 'offered'?"],
    [['--measure', 'x=talk_secnds / 2'], "there is no measure 'talk_secnds'; did you mean 'talk_seconds'?"],
    [['--measure', 'x=process.exit(1)'], "'process.exit(1)' is not a formula"],
    [['--where', 'queue equals Biling'], "there is no queue 'Biling' among the 3 that this client may see"],
    [['--s3', 'bucket/prefix'], 'bucket/prefix is no place in S3'],
    [['--s3', 's3://reports', '--expires', '8d'], 'a link cannot last 8d'],
  ])('what is not known is refused with what was meant: %j', (options, error) =>
    atCentre(async (world) => {
      const ran = await gcforecast(world, ['report', ...PERIOD, ...options]);
      expectExplained(ran, 2, error, /./);
      expect(filesIn(world.cwd)).toEqual([]);
    }),
  );

  test('names of queues become ids in the question, where the service filters', () =>
    atCentre(async (world, server) => {
      const lines = await reported(world, '--queue', 'billing', '--queue', 'Sales', '--metrics', 'offered');
      expect(new Set(lines.map((line) => line['queue']))).toEqual(new Set(['Billing', 'Sales']));
      const asked = server.requests.find(({ path }) => path === AGGREGATES)?.body as { filter: object };
      expect(JSON.stringify(asked.filter)).toContain(centre.queues[0].id);
    }));

  test('a definition file is a report of its own, and options win over it', () =>
    atCentre(async (world) => {
      const definition = {
        title: 'Voice <by queue>',
        period: { from: '2026-01-06', to: '2026-01-09' },
        where: { or: [{ and: [{ dimension: 'media', operator: 'equals', value: 'voice' }] }] },
        groupBy: ['queue'],
        measures: ['offered'],
        define: { twice: 'offered * 2' },
        output: { name: 'voice', formats: ['csv', 'html'] },
      };
      writeFileSync(join(world.cwd, 'voice.json'), JSON.stringify(definition));
      const ran = await gcforecast(world, ['report', '--definition', 'voice.json', '--as-of', AS_OF]);
      expect(ran.exitCode).toBe(0);
      expect(filesIn(world.cwd)).toEqual(['voice.csv', 'voice.html', 'voice.json', 'voice.manifest.json']);
      const offered = emitted().filter(({ name, mediaType }) => name === 'nOffered' && mediaType === 'voice');
      const lines = linesOf(readOutput(world, 'voice.csv'));
      expect(lines.reduce((sum, line) => sum + Number(line['offered']), 0)).toBe(offered.length);
      for (const line of lines) expect(Number(line['twice'])).toBe(2 * Number(line['offered']));
      expect(readOutput(world, 'voice.html')).toContain('<h1>Voice &lt;by queue&gt;</h1>');
      const again = await gcforecast(world, [
        'report',
        '--definition',
        'voice.json',
        '--as-of',
        AS_OF,
        '--group-by',
        'media',
      ]);
      expect(again.exitCode).toBe(0);
      expect(linesOf(readOutput(world, 'voice.csv')).map((line) => line['media'])).toEqual(['voice']);
    }));
});

describe('trouble in the middle', () => {
  // Two days of 1000 conversations each, a hundred on a page.
  const busy = conversationCentre({ seed: 3, count: 2000, startMs: START_MS, presentMs: START_MS + 2 * DAY_MS });
  const LISTING = [
    'report',
    '--from',
    '2026-01-05',
    '--to',
    '2026-01-07',
    '--as-of',
    '2026-01-07T00:00:00Z',
    '--details',
  ];
  const PAGES = '/api/v2/analytics/conversations/details/query';

  async function listed(...injections: Injection[]) {
    return atCentre(
      async (world, server) => {
        injections.forEach(server.inject);
        const ran = await gcforecast(world, LISTING);
        return { ran, files: filesIn(world.cwd), csv: ran.exitCode === 0 ? readOutput(world, 'report.csv') : '' };
      },
      { centre: busy },
    );
  }

  test('A.4.4: pages that come at the second attempt make the same file, byte for byte', async () => {
    const untroubled = await listed();
    expect(untroubled.ran.exitCode).toBe(0);
    const faults: Fault[] = [
      { kind: 'status', status: 429, headers: { 'retry-after': '3' } },
      { kind: 'status', status: 502 },
      { kind: 'truncated' },
      { kind: 'invalid-json' },
      { kind: 'reset' },
    ];
    const troubled = await listed(...faults.map((fault) => ({ path: PAGES, after: 6, fault })));
    expect(troubled.csv).toBe(untroubled.csv);
  });

  test.each<[string, number, Fault, RegExp]>([
    ['A.4.4: 429 for ever', 4, { kind: 'status', status: 429, headers: { 'retry-after': '1' } }, /429/],
    ['A.4.5: a refusal', 3, { kind: 'status', status: 403 }, /403|permission/],
    ['something else than the contract says', 6, { kind: 'wrong-shape', body: { conversations: 'none' } }, /./],
  ])('a page that fails is an error, never a shorter report: %s', async (_, exitCode, fault, error) => {
    const { ran, files } = await listed({ path: PAGES, after: 6, times: Number.POSITIVE_INFINITY, fault });
    expectExplained(ran, exitCode, error, /./);
    expect(files).toEqual([]);
  });
});

describe('files', () => {
  test('are named in the manifest with their rows, bytes and SHA-256, and hold the same rows', () =>
    atCentre(async (world) => {
      const lines = await reported(
        world,
        '--formats',
        'csv,json,html,parquet',
        '--metrics',
        'offered,avg_handle_seconds',
      );
      const manifest = JSON.parse(readOutput(world, 'report.manifest.json'));
      expect(manifest.files.map(({ path }: { path: string }) => path)).toEqual([
        ...['report.csv', 'report.json', 'report.html', 'report.parquet'],
      ]);
      for (const { path, rows, bytes, sha256 } of manifest.files) {
        const content = readFileSync(join(world.cwd, path));
        expect([rows, bytes]).toEqual([lines.length, content.length]);
        expect(sha256).toBe(createHash('sha256').update(content).digest('hex'));
      }
      const { rows } = JSON.parse(readOutput(world, 'report.json'));
      expect(rows.map((row: object) => Object.values(row).map((value) => String(value ?? '')))).toEqual(
        lines.map((line) => Object.values(line)),
      );
      const { DuckDBInstance } = await import('@duckdb/node-api');
      const connection = await (await DuckDBInstance.create(':memory:')).connect();
      const read = await connection.runAndReadAll(
        `SELECT queue, media, offered, avg_handle_seconds FROM read_parquet('${join(world.cwd, 'report.parquet')}')`,
      );
      connection.closeSync();
      expect(read.getRows().map((row) => row.map((value) => String(value ?? '')))).toEqual(
        lines.map((line) => Object.values(line)),
      );
    }));

  test('of an earlier run stay when the service fails, and the run says so', () =>
    atCentre(async (world, server) => {
      await reported(world, '--metrics', 'offered');
      const before = filesIn(world.cwd).map((name) => readOutput(world, name));
      server.inject({ path: AGGREGATES, fault: { kind: 'status', status: 403 } });
      const ran = await gcforecast(world, ['report', ...PERIOD, '--metrics', 'answered']);
      expect(ran.exitCode).toBe(3);
      expect(filesIn(world.cwd).map((name) => readOutput(world, name))).toEqual(before);
    }));

  test('cannot go where a directory lies: told before a manifest claims them', () =>
    atCentre(async (world) => {
      mkdirSync(join(world.cwd, 'report.csv'));
      const ran = await gcforecast(world, ['report', ...PERIOD]);
      expect(ran.exitCode).toBe(2);
      expect(filesIn(world.cwd)).toEqual([]);
    }));
});

describe('the report of the tutorial', () => {
  test('is one command against the recording: voice by hour, media and queue, as CSV and JSON with a link to each', async () => {
    const s3 = await startS3Server({
      keys: { accessKeyId: 'demo', secretAccessKey: 'demo-secret' },
      buckets: ['reports'],
    });
    const env = { AWS_ENDPOINT_URL_S3: s3.endpoint, AWS_ACCESS_KEY_ID: 'demo', AWS_SECRET_ACCESS_KEY: 'demo-secret' };
    const world = testWorld({ env });
    const options = ['--last', 'week', '--media', 'voice', '--group-by', 'media,queue,hour', '--formats', 'csv,json'];
    const ran = await gcforecast(world, [
      'report',
      '--replay',
      DEMO,
      ...options,
      '--s3',
      's3://reports/voice',
      '--json',
    ]);
    expect(ran.exitCode).toBe(0);
    const { files, period } = JSON.parse(ran.stdout);
    expect(period).toEqual({ start: '2018-12-24T00:00:00Z', end: '2018-12-31T00:00:00Z' });
    expect([...s3.objects.keys()]).toEqual([
      'reports/voice/2018-12-24/report.csv',
      'reports/voice/2018-12-24/report.json',
    ]);
    for (const { url, path, sha256 } of files) {
      const shared = Buffer.from(await (await fetch(url)).arrayBuffer());
      expect(shared.equals(readFileSync(path))).toBe(true);
      expect(createHash('sha256').update(shared).digest('hex')).toBe(sha256);
    }
    await s3.close();
    const lines = linesOf(readOutput(world, 'report.csv'));
    expect(Object.keys(lines[0]).slice(0, 3)).toEqual(['media', 'queue', 'hour']);
    // Three queues, seven days, every hour in which anything happened.
    expect(lines.length).toBeGreaterThan(450);
    expect(lines.length).toBeLessThanOrEqual(504);
  });

  test('A.4.12: has no link when the upload fails, and the exit code says so', async () => {
    const s3 = await startS3Server({ keys: { accessKeyId: 'demo', secretAccessKey: 'other' }, buckets: ['reports'] });
    const env = { AWS_ENDPOINT_URL_S3: s3.endpoint, AWS_ACCESS_KEY_ID: 'demo', AWS_SECRET_ACCESS_KEY: 'demo-secret' };
    const world = testWorld({ env });
    const options = ['--last', 'week', '--media', 'voice', '--group-by', 'media,queue,hour'];
    const ran = await gcforecast(world, ['report', '--replay', DEMO, ...options, '--s3', 's3://reports/voice']);
    await s3.close();
    expectExplained(ran, 3, /cannot upload report.csv .*the secret key is wrong/, /AWS_SECRET_ACCESS_KEY/);
    expect(ran.stdout).toBe('');
  });
});
