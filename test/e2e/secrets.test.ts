import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { centre as dialler } from '../genesys/dialler-server.ts';
import { smallCentre } from '../genesys/small-centre.ts';
import { withServer } from '../genesys-server/asking.ts';
import type { Fault } from '../genesys-server/fault.ts';
import type { GenesysServer } from '../genesys-server/server.ts';
import { filesIn, temporaryFolder } from '../support/test-world.ts';
import { AGGREGATES, environmentOf, QUEUES } from './organisation.ts';
import { runProgram } from './program-process.ts';

const CLIENT_ID = '5d0c7a7e-client';
const CLIENT_SECRET = 'Vq8-never-to-be-seen-3xZ';
const PROXY_PASSWORD = 'pr0xy-pa55';

/** What must not be written anywhere: the secret, however it is encoded, and every token. */
const HIDDEN = [
  CLIENT_SECRET,
  encodeURIComponent(CLIENT_SECRET),
  Buffer.from(`${CLIENT_ID}:${CLIENT_SECRET}`).toString('base64'),
  Buffer.from(CLIENT_SECRET).toString('base64').slice(0, -2),
  `-of-${CLIENT_ID}`,
  PROXY_PASSWORD,
];

const bytesOf = (path: string): string => {
  const bytes = readFileSync(path);
  return `${bytes.toString('latin1')}\n${path.endsWith('.gz') ? gunzipSync(bytes).toString('latin1') : ''}`;
};

/** Where something hidden was written; the file of the token itself is checked for its permissions instead. */
async function leaks(server: GenesysServer, argv: readonly string[], env: Record<string, string> = {}) {
  const [cwd, home] = [temporaryFolder(), temporaryFolder()];
  const place = { cwd, env: { ...environmentOf(server), GCFORECAST_HOME: home, ...env } };
  const ran = await runProgram([...argv, '--verbose'], place);
  const written = [
    ['stdout', ran.stdout],
    ['stderr', ran.stderr],
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
  return { found, exitCode: ran.exitCode, files: written.map(([where]) => where) };
}

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

describe('no secret and no token is written anywhere', () => {
  test.each(RUNS)('$what', ({ argv, exitCode, fault, env }) =>
    withServer({ centre: smallCentre, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET }, async (server) => {
      if (fault !== undefined) server.inject({ ...fault, times: Number.POSITIVE_INFINITY });
      const run = await leaks(server, argv, env);
      expect(run.found).toEqual([]);
      expect(run.exitCode).toBe(exitCode);
    }),
  );

  test('pace, planned and applied', () =>
    withServer({ centre: dialler, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET }, async (server) => {
      const asOf = ['--as-of', '2026-04-16T10:30:00Z'];
      const run = await leaks(server, [
        'pace',
        '--campaign',
        'Spring Offers',
        '--hours',
        '1',
        '--apply',
        '--yes',
        ...asOf,
      ]);
      expect(run.found).toEqual([]);
      expect(run.files.some((name) => name.startsWith('journals/'))).toBe(true);
    }));

  test('a scan finds what it is looking for', () =>
    withServer({ centre: smallCentre, clientId: 'x', clientSecret: 'y' }, async (server) => {
      // A region is shown to the user, so a secret put there by mistake is a leak that the scan must see.
      const run = await leaks(server, ['doctor', '--region', CLIENT_SECRET, '--for', 'fetch']);
      expect(run.found).toContain(`${CLIENT_SECRET} in stdout`);
    }));
});
