import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { campaignNamed, centre as dialler } from '../genesys/dialler-server.ts';
import { smallCentre } from '../genesys/small-centre.ts';
import { withServer } from '../genesys-server/asking.ts';
import { conversationCentre } from '../genesys-server/conversation-centre.ts';
import type { Fault } from '../genesys-server/fault.ts';
import type { ContactServer } from '../genesys-server/server.ts';
import { startS3Server } from '../s3-server/s3-server.ts';
import { withSummaryServer } from '../summary-server/server.ts';
import { isThorough } from '../support/sample-size.ts';
import { filesIn, temporaryFolder } from '../support/test-world.ts';
import { type Contract, contractEnvironment } from './contracts.ts';
import { AGGREGATES, QUEUES } from './organisation.ts';
import { PROGRAM, startProcess } from './program-process.ts';
import { webhook } from './webhook.ts';

const CLIENT_ID = '5d0c7a7e-client';
const CLIENT_SECRET = 'Vq8-never-to-be-seen-3xZ';
const PROXY_PASSWORD = 'pr0xy-pa55';
const S3_SECRET = 'aws-never-to-be-seen';
/** A part of the address that notices go to: who knows it can post too. */
const NOTICE_PATH = 's3cr3t-path';

/** What must not be written anywhere: the secret, however it is encoded, and every token. */
const HIDDEN = [
  CLIENT_SECRET,
  encodeURIComponent(CLIENT_SECRET),
  Buffer.from(`${CLIENT_ID}:${CLIENT_SECRET}`).toString('base64'),
  Buffer.from(CLIENT_SECRET).toString('base64').slice(0, -2),
  `-of-${CLIENT_ID}`,
  PROXY_PASSWORD,
  S3_SECRET,
  NOTICE_PATH,
];

const bytesOf = (path: string): string => {
  const bytes = readFileSync(path);
  return `${bytes.toString('latin1')}\n${path.endsWith('.gz') ? gunzipSync(bytes).toString('latin1') : ''}`;
};

interface Place {
  readonly server: ContactServer;
  readonly contract?: Contract;
  readonly env?: Readonly<Record<string, string>>;
  /** On stderr when the program has to be asked to stop. */
  readonly stopAfter?: string;
}

/**
 * Where something hidden was written, by a run that tells a receiver of notices of itself; the file of the token itself is checked for
 * its permissions instead.
 */
async function leaks(argv: readonly string[], { server, contract = 'platform', env = {}, stopAfter }: Place) {
  const [cwd, home] = [temporaryFolder(), temporaryFolder()];
  const { url, heard } = await webhook();
  const surroundings = {
    ...contractEnvironment(contract, server),
    GCFORECAST_HOME: home,
    GCFORECAST_NOTIFY: url,
    ...env,
  };
  const { child, ended } = startProcess(process.execPath, [PROGRAM, ...argv], { cwd, env: surroundings });
  child.stderr.on('data', (text: string) => {
    if (stopAfter !== undefined && text.includes(stopAfter)) child.kill('SIGTERM');
  });
  const ran = await ended;
  const written = [
    ['stdout', ran.stdout],
    ['stderr', ran.stderr],
    ...heard.map(({ body }) => ['notice', JSON.stringify(body)]),
    ...filesIn(cwd).map((name) => [name, bytesOf(join(cwd, name))]),
    ...filesIn(home)
      .filter((name) => !name.startsWith('tokens/'))
      .map((name) => [name, bytesOf(join(home, name))]),
  ] as const;
  for (const name of filesIn(home).filter((one) => one.startsWith('tokens/'))) {
    expect(statSync(join(home, name)).mode & 0o777).toBe(0o600);
    expect(bytesOf(join(home, name))).not.toContain(CLIENT_SECRET);
  }
  const found = written.flatMap(([where, text]) =>
    HIDDEN.filter((hidden) => text.includes(hidden)).map((hidden) => `${hidden} in ${where}`),
  );
  return { found, exitCode: ran.exitCode, files: written.map(([where]) => where), stderr: ran.stderr };
}

const CREDENTIALS = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };

const SMALL = ['--as-of', '2025-12-10T00:00:00Z'];
const FORECAST = ['forecast', '--model', 'prophet', '--history-days', '30', '--days', '7', ...SMALL];

interface Run {
  readonly what: string;
  readonly argv: readonly string[];
  readonly exitCode: number;
  readonly fault?: { readonly path: string; readonly fault: Fault };
  readonly env?: Record<string, string>;
}

const RUNS: readonly Run[] = [
  { what: 'forecast --record', argv: [...FORECAST, '--record', 'recording', '--log-format', 'json'], exitCode: 0 },
  { what: 'report', argv: ['report', '--last', '7d', ...SMALL, '--formats', 'csv,html,json'], exitCode: 0 },
  {
    what: 'doctor',
    argv: ['doctor', '--json', '--for', 'fetch'],
    exitCode: 3,
    fault: { path: QUEUES, fault: { kind: 'status', status: 403 } },
  },
  {
    what: 'a login that is refused',
    argv: FORECAST,
    exitCode: 3,
    fault: { path: '/oauth/token', fault: { kind: 'status', status: 401, body: { error: 'invalid_client' } } },
  },
  {
    what: 'a token that is refused',
    argv: [...FORECAST, '--json'],
    exitCode: 3,
    fault: { path: QUEUES, fault: { kind: 'status', status: 401 } },
  },
  {
    what: 'an answer that breaks the contract, while recording',
    argv: [...FORECAST, '--record', 'recording'],
    exitCode: 6,
    fault: { path: AGGREGATES, fault: { kind: 'wrong-shape', body: { results: 7 } } },
  },
  {
    what: 'a proxy that is no URL',
    argv: FORECAST,
    exitCode: 2,
    env: { HTTP_PROXY: `http://user:${PROXY_PASSWORD}@[`, NO_PROXY: '' },
  },
];

const PACE = ['pace', '--hours', '1', '--apply', '--yes', '--as-of', '2026-04-16T10:30:00Z', '--campaign'];
const ROUTE = ['route', 'measure', '--output', 'tables', '--record', 'recording', '--verbose'];

/** Runs behind the contract of summaries, whose login carries the secret in its body. */
const SUMMARY_RUNS: readonly Pick<Run, 'what' | 'argv'>[] = [
  { what: 'forecast --record', argv: [...FORECAST, '--record', 'recording', '--verbose'] },
  { what: 'report', argv: ['report', '--last', '7d', '--as-of', '2026-01-12T00:00:00Z', '--formats', 'csv,html,json'] },
  { what: 'route', argv: [...ROUTE, '--days', '5', '--granularity', 'P1D', '--user', 'anna', ...SMALL] },
  { what: 'doctor', argv: ['doctor', '--json', '--verbose'] },
];

const conversational = conversationCentre({
  seed: 7,
  count: 60,
  startMs: Date.UTC(2026, 0, 5),
  presentMs: Date.UTC(2026, 0, 12),
});

/** Volumes and conversations, and the agent who is asked for by id. */
const SUMMARY_ORGANISATION = {
  centre: { ...smallCentre, details: conversational.details },
  profiles: { anna: { id: 'anna', name: 'anna', skills: { polish: { score: 0.3, order: 4 } } } },
};

describe('no secret and no token is written anywhere', () => {
  test.each(RUNS)('$what', ({ argv, exitCode, fault, env }) =>
    withServer({ centre: smallCentre, ...CREDENTIALS }, async (server) => {
      if (fault !== undefined) server.inject({ ...fault, times: Number.POSITIVE_INFINITY });
      const run = await leaks([...argv, '--verbose'], { server, ...(env === undefined ? {} : { env }) });
      expect(run.found).toEqual([]);
      expect(run.exitCode, run.stderr).toBe(exitCode);
    }),
  );

  test('pace, planned and applied', () =>
    withServer({ centre: dialler, ...CREDENTIALS }, async (server) => {
      const run = await leaks([...PACE, 'Spring Offers', '--verbose'], { server });
      expect(run.found).toEqual([]);
      expect(run.files.some((name) => name.startsWith('journals/'))).toBe(true);
    }));

  test('a report of single conversations, shared by links', async () => {
    const s3 = await startS3Server({ keys: { accessKeyId: 'k', secretAccessKey: S3_SECRET }, buckets: ['reports'] });
    const env = { AWS_ENDPOINT_URL_S3: s3.endpoint, AWS_ACCESS_KEY_ID: 'k', AWS_SECRET_ACCESS_KEY: S3_SECRET };
    const period = ['--from', '2026-01-06', '--to', '2026-01-09', '--as-of', '2026-01-12T00:00:00Z'];
    const formats = ['--formats', 'csv,json,html,parquet', '--s3', 's3://reports/x', '--record', 'recording'];
    await withServer({ centre: conversational, ...CREDENTIALS }, async (server) => {
      const run = await leaks(['report', '--details', ...period, ...formats, '--verbose'], { server, env });
      expect(run.found).toEqual([]);
      expect(run.exitCode, run.stderr).toBe(0);
    });
    expect(s3.objects.size).toBe(4);
    await s3.close();
  });

  test('a schedule, its state, the records of its runs and what it tells others', () =>
    withServer({ centre: smallCentre, ...CREDENTIALS }, async (server) => {
      const argv = ['schedule', '--cron', '* * * * * *', '--metrics-file', 'night.prom', '--', 'fetch', '--days', '9'];
      const run = await leaks([...argv, ...SMALL, '--verbose'], { server, stopAfter: 'run ended' });
      expect(run.found).toEqual([]);
      expect(run.files).toEqual(expect.arrayContaining(['notice', 'night.prom', 'schedule/state.json']));
      expect(run.exitCode, run.stderr).toBe(143);
    }));

  test.runIf(isThorough)('route', async () => {
    const { centre } = await import('../genesys/routing-server.ts');
    await withServer({ centre, ...CREDENTIALS }, async (server) => {
      const run = await leaks([...ROUTE, '--days', '14', '--as-of', '2026-03-16T06:00:00Z'], { server });
      expect(run.found).toEqual([]);
      expect(run.exitCode, run.stderr).toBe(0);
    });
  });

  // Each is a process; most are left to the thorough run.
  test.each(isThorough ? SUMMARY_RUNS : SUMMARY_RUNS.slice(0, 1))(
    '$what, where the contract of summaries is spoken',
    ({ argv }) =>
      withSummaryServer({ ...SUMMARY_ORGANISATION, ...CREDENTIALS }, async (server) => {
        const run = await leaks(argv, { server, contract: 'summary' });
        expect(run.found).toEqual([]);
        expect(run.exitCode, run.stderr).toBe(0);
        expect(run.files).toContain('notice');
      }),
  );

  test('pace, planned and applied, where the contract of summaries is spoken', () => {
    const { id } = campaignNamed('Spring Offers');
    const predictive = { answerRate: 0.4, dropRate: 0.05, maxAttempts: 40 };
    const centre = { centre: dialler, campaigns: [{ id, predictive }], capacity: () => 8 };
    return withSummaryServer({ ...centre, ...CREDENTIALS }, async (server) => {
      const run = await leaks([...PACE, id, '--skill', 'sales', '--verbose'], { server, contract: 'summary' });
      expect(run.found).toEqual([]);
      expect(run.exitCode, run.stderr).toBe(0);
      expect(run.files.some((name) => name.startsWith('journals/'))).toBe(true);
    });
  });

  test('a scan finds what it is looking for', () =>
    withServer({ centre: smallCentre, clientId: 'x', clientSecret: 'y' }, async (server) => {
      // A region is shown to the user, so a secret put there by mistake is a leak that the scan must see.
      const run = await leaks(['doctor', '--region', CLIENT_SECRET, '--for', 'fetch'], { server });
      expect(run.found).toContain(`${CLIENT_SECRET} in stdout`);
      expect(run.found).toContain(`${CLIENT_SECRET} in notice`);
    }));
});
