import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withServer } from '../genesys-server/asking.ts';
import { conversationCentre } from '../genesys-server/conversation-centre.ts';
import type { Fault, Injection } from '../genesys-server/fault.ts';
import type { GenesysServer, GenesysServerOptions } from '../genesys-server/server.ts';
import { type S3ServerOptions, startS3Server } from '../s3-server/s3-server.ts';
import { filesIn, gcforecast, type Ran, temporaryFolder, testWorld } from '../support/test-world.ts';
import { expectExplained } from './explained.ts';
import { readOutput } from './forecast-file.ts';
import { environmentOf } from './organisation.ts';
import { runShell } from './program-process.ts';

const START_MS = Date.UTC(2026, 0, 5);
/** One day of 1000 conversations. */
const centre = conversationCentre({ seed: 3, count: 1000, startMs: START_MS, presentMs: START_MS + 86_400_000 });
const DAY = ['--from', '2026-01-05', '--to', '2026-01-06', '--as-of', '2026-01-06T00:00:00Z', '--details'];
const GROUPED = ['report', ...DAY, '--group-by', 'queue,media', '--metrics', 'offered,avg_handle_seconds'];
const LISTED = ['report', ...DAY];
/** Twenty pages of results. */
const TWENTY_PAGES = { detailJobs: { pageSizeMax: 50 } };
const PAGES = '/api/v2/analytics/conversations/details/query';
const RESULTS = /\/details\/jobs\/[^/]+\/results/;
/** What the recording was asked. */
const RECORDED = [
  ...['--replay', resolve('fixtures/recordings/demo'), '--last', 'week'],
  ...['--media', 'voice', '--group-by', 'media,queue,hour', '--metrics', 'offered'],
];
const EVER = Number.POSITIVE_INFINITY;

interface Reported {
  readonly ran: Ran;
  readonly files: readonly string[];
  readonly csv: string;
  /** Jobs that were submitted, less those that were deleted. */
  readonly jobsLeft: number;
}

/** Runs a report where a report of yesterday lies, and looks at what is there afterwards. */
function reported(
  argv: readonly string[],
  injections: readonly Injection[],
  options: Partial<GenesysServerOptions> = {},
): Promise<Reported> {
  return withServer({ centre, ...options }, async (server) => {
    for (const one of injections) server.inject(one);
    const world = { ...testWorld(), env: environmentOf(server) };
    writeFileSync(join(world.cwd, 'report.csv'), 'of yesterday\n');
    const ran = await gcforecast(world, argv);
    return { ran, files: filesIn(world.cwd), csv: readOutput(world, 'report.csv'), jobsLeft: jobsLeftAt(server) };
  });
}

const jobsLeftAt = ({ requests }: GenesysServer): number =>
  requests.filter(({ method, path, status }) => method === 'POST' && path.endsWith('/jobs') && status === 202).length -
  requests.filter(({ method, path }) => method === 'DELETE' && path.includes('/jobs/')).length;

/** The file of yesterday, and no part of another one. */
function expectNothingNew({ files, csv, jobsLeft }: Reported): void {
  expect(files).toEqual(['report.csv']);
  expect(csv).toBe('of yesterday\n');
  expect(jobsLeft).toBe(0);
}

describe('a grouped report at whose seventh page of twenty something goes wrong', () => {
  test('for a while is the same report, byte for byte', async () => {
    const untroubled = await reported(GROUPED, [], TWENTY_PAGES);
    expect(untroubled.ran.exitCode).toBe(0);
    const faults: Fault[] = [
      { kind: 'status', status: 429, headers: { 'retry-after': '3' } },
      { kind: 'status', status: 503 },
      { kind: 'status', status: 504 },
      { kind: 'truncated' },
      { kind: 'invalid-json' },
      { kind: 'reset' },
      // A cursor that the service has forgotten: all pages come once more, from another job.
      { kind: 'status', status: 404 },
    ];
    const troubled = await reported(
      GROUPED,
      faults.map((fault) => ({ path: RESULTS, after: 6, fault })),
      TWENTY_PAGES,
    );
    expect(troubled.csv).toBe(untroubled.csv);
    expect(troubled.jobsLeft).toBe(0);
  });

  test.each<[string, number, Fault, RegExp]>([
    ['too many requests', 4, { kind: 'status', status: 429, headers: { 'retry-after': '1' } }, /429/],
    ['an error of the service', 4, { kind: 'status', status: 503 }, /503/],
    ['half an answer', 4, { kind: 'truncated' }, /page \d+ of the conversations/],
    ['something else than the contract says', 6, { kind: 'wrong-shape', body: { conversations: [{}] } }, /page 7/],
  ])('for good fails, and yesterday’s file stays: %s', async (_, exitCode, fault, error) => {
    const troubled = await reported(GROUPED, [{ path: RESULTS, after: 6, times: EVER, fault }], TWENTY_PAGES);
    expectExplained(troubled.ran, exitCode, error, /./);
    expectNothingNew(troubled);
  });

  test('since its cursor expires in every job fails in the words of the service', async () => {
    const expired: Injection = { path: /cursor=/, after: 5, times: EVER, fault: { kind: 'status', status: 410 } };
    const troubled = await reported(GROUPED, [expired], TWENTY_PAGES);
    expectExplained(troubled.ran, 6, /page 2 of the conversations.*410/, /./);
    expectNothingNew(troubled);
  });

  test.each([
    ['FAILED', /failed: out of memory/],
    ['CANCELLED', /was cancelled at the service: out of memory/],
    ['EXPIRED', /expired before its results were read: out of memory/],
  ])('since its job has %s fails with the reason', async (state, error) => {
    const detailJobs = { states: ['PENDING', state], errorMessage: 'out of memory' };
    const troubled = await reported(GROUPED, [], { detailJobs });
    expectExplained(troubled.ran, 4, error, /./);
    expectNothingNew(troubled);
  });
});

describe('a report of more than the service shows', () => {
  test('is put together from shorter ranges', async () => {
    const whole = await reported(LISTED, []);
    expect(whole.ran.exitCode).toBe(0);
    const halved = await reported(LISTED, [], { limits: { resultWindow: 400 } });
    expect(halved.csv).toBe(whole.csv);
  });

  test('even for an hour fails with what would help', async () => {
    const many: Fault = { kind: 'wrong-shape', body: { conversations: [], totalHits: 100_001 } };
    const troubled = await reported(LISTED, [{ path: PAGES, times: EVER, fault: many }]);
    expectExplained(troubled.ran, 5, /they are 100001, and the service shows no more than 100000/, /Add filters/);
    expectNothingNew(troubled);
  });
});

test('A.4.5: a filter that the service refuses is told in its words, with the field, and not sent again', async () => {
  const body = {
    message: 'Dimension is not supported for this query.',
    code: 'bad.request',
    status: 400,
    details: [{ errorCode: 'invalid', fieldName: 'segmentFilters[0].predicates[0].dimension' }],
  };
  const refusal: Injection = { path: PAGES, fault: { kind: 'status', status: 400, body } };
  const troubled = await reported([...LISTED, '--media', 'voice'], [refusal]);
  const words =
    /400 bad.request: Dimension is not supported.*\(fields: segmentFilters\[0\].predicates\[0\].dimension\)/;
  expectExplained(troubled.ran, 6, words, /./);
  expectNothingNew(troubled);
});

describe('A.4.12: a report that cannot be shared', () => {
  const KEYS = { accessKeyId: 'demo', secretAccessKey: 'demo-secret' };

  async function shared(scene: Partial<S3ServerOptions>, ...statuses: number[]) {
    const s3 = await startS3Server({ keys: KEYS, buckets: ['reports'], ...scene });
    s3.fail(...statuses);
    const env = {
      AWS_ENDPOINT_URL_S3: s3.endpoint,
      AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
    };
    const world = testWorld({ env });
    const ran = await gcforecast(world, ['report', ...RECORDED, '--s3', 's3://reports/voice']);
    await s3.close();
    return { ran, files: filesIn(world.cwd), log: s3.log };
  }

  test.each<[string, number, Partial<S3ServerOptions>, RegExp, RegExp]>([
    ['the bucket is not there', 2, { buckets: [] }, /there is no such bucket/, /bucket/],
    ['the bucket denies it', 3, { denied: ['s3:PutObject'] }, /access is denied/, /s3:PutObject/],
  ])('has no link, and lies whole where it was written: %s', async (_, exitCode, scene, error, hint) => {
    const { ran, files } = await shared(scene);
    expectExplained(ran, exitCode, error, hint);
    expect(files).toEqual(['report.csv', 'report.manifest.json']);
  });

  test('has no link where the service stays slow', async () => {
    const { ran, log } = await shared({}, ...Array.from({ length: 30 }, () => 503));
    expectExplained(ran, 4, /cannot upload report.csv/, /./);
    expect(log.every((line) => line.startsWith('PUT'))).toBe(true);
  });

  test('for a while only has its link', async () => {
    const { ran } = await shared({}, 503, 500);
    expect(ran.exitCode).toBe(0);
    expect(ran.stdout).toMatch(/link until .*: http/);
  });
});

test('a disk that fills leaves yesterday’s report and no part of another one', async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'report.csv'), 'of yesterday\n');
  const line = `ulimit -f 1; gcforecast report ${RECORDED.map((word) => `'${word}'`).join(' ')}`;
  const ran = await runShell(line, cwd);
  expect(ran.stderr).toMatch(/error: cannot write .*report.csv: it would be larger than the system allows\nhint: /);
  expect(ran.exitCode).toBe(2);
  expect(filesIn(cwd)).toEqual(['report.csv']);
  expect(readFileSync(join(cwd, 'report.csv'), 'utf8')).toBe('of yesterday\n');
});
