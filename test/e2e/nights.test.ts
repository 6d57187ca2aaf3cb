import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getHeapCodeStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { centre as dialler } from '../genesys/dialler-server.ts';
import { jumpingClock } from '../genesys/jumping-clock.ts';
import { centre as routing } from '../genesys/routing-server.ts';
import type { Centre } from '../genesys-server/centre.ts';
import { conversationCentre } from '../genesys-server/conversation-centre.ts';
import type { Fault } from '../genesys-server/fault.ts';
import { type Random, seededRandom } from '../genesys-server/random.ts';
import { type GenesysServer, startGenesysServer } from '../genesys-server/server.ts';
import { isThorough, sampleSize } from '../support/sample-size.ts';
import { filesIn, gcforecast, type TestWorld, testWorld } from '../support/test-world.ts';
import { environmentOf } from './organisation.ts';
import { PROGRAM, startProcess } from './program-process.ts';

const SEED = 20261121;
const NIGHTS = sampleSize(1, 200);
const MONDAY_MS = Date.UTC(2026, 0, 5);
const DAY_MS = 86_400_000;

/** What each part of the chain asks. A centre keeps what it has simulated, so all nights share it; every night has servers of its own. */
const CENTRES = {
  routing,
  dialler,
  conversations: conversationCentre({
    seed: 7,
    count: 120,
    startMs: MONDAY_MS,
    presentMs: MONDAY_MS + 4 * DAY_MS,
  }),
} satisfies Record<string, Centre>;

type Place = keyof typeof CENTRES;

interface Step {
  readonly at: Place;
  readonly argv: readonly string[];
  /** What it writes into the working directory. */
  readonly file: string;
}

const VOLUMES = ['--granularity', 'PT30M', '--as-of', '2026-03-16T06:00:00Z', '--quiet'];

/** What runs at two in the morning, in its order; nothing of it changes an organisation. */
const CHAIN: readonly Step[] = [
  {
    at: 'routing',
    argv: ['fetch', '--from', '2026-03-02', '--to', '2026-03-16', ...VOLUMES, '--output', 'history.csv'],
    file: 'history.csv',
  },
  {
    at: 'routing',
    argv: ['forecast', '--history-days', '14', '--days', '1', '--model', 'prophet', ...VOLUMES, '--output', 'f.json'],
    file: 'f.json',
  },
  {
    at: 'routing',
    argv: ['staff', '--forecast', 'f.json', '--aht', '240', '--service-level', '80/20', '--output', 's.csv', '--quiet'],
    file: 's.csv',
  },
  {
    at: 'conversations',
    argv: [
      ...['report', '--from', '2026-01-06', '--to', '2026-01-08', '--as-of', '2026-01-09T00:00:00Z', '--quiet'],
      ...['--details', '--output-dir', '.', '--formats', 'csv'],
    ],
    file: 'report.csv',
  },
  {
    at: 'dialler',
    argv: ['pace', '--campaign', 'Spring Offers', '--hours', '1', '--as-of', '2026-04-16T10:30:00Z', '--quiet'],
    file: 'pacing_plan.json',
  },
  {
    at: 'routing',
    argv: [
      ...['route', 'what-if', '--move', '+Agent 1:Invoices', '--max-weeks', '20', '--days', '14', '--jobs', '1'],
      ...['--as-of', '2026-03-16T06:00:00Z', '--output-dir', 'impact', '--quiet'],
    ],
    file: 'routing_plan.json',
  },
];

/** Plans take most of a night: they are left to the thorough run. */
const TONIGHT = isThorough ? CHAIN : CHAIN.slice(0, 4);

interface Night {
  readonly world: TestWorld;
  readonly servers: Readonly<Record<Place, GenesysServer>>;
}

/** Runs `live` in a night of its own; afterwards the servers complain of whatever was not as the contract says. */
async function night<T>(live: (night: Night) => Promise<T>): Promise<T> {
  const started = async (place: Place) => [place, await startGenesysServer({ centre: CENTRES[place] })] as const;
  const servers = Object.fromEntries(
    await Promise.all((Object.keys(CENTRES) as Place[]).map(started)),
  ) as Night['servers'];
  const result = await live({ world: testWorld({ clock: jumpingClock() }), servers });
  for (const server of Object.values(servers)) await server.close();
  return result;
}

const asked = (server: GenesysServer): number => server.requests.filter(({ path }) => path.startsWith('/api/')).length;

/**
 * A plan names host and organisation. Hosts differ from night to night, and who was once refused the organisation's name calls it
 * by the client from then on.
 */
function fileOf({ world, servers }: Night, { file, at }: Step): string | undefined {
  const path = join(world.cwd, file);
  if (!existsSync(path)) return undefined;
  return readFileSync(path, 'utf8')
    .replaceAll(new URL(servers[at].apiUrl).host.replace(':', '~3A'), 'HOST')
    .replace(/"HOST\/(client-[0-9a-f]{32}|[0-9a-f-]{36})"/, '"HOST/ORGANISATION"');
}

/** A run of one step, by a process or in this one, with its own signal. */
const runStep = (current: Night, { at, argv }: Step, signal = new AbortController().signal) =>
  gcforecast({ ...current.world, env: environmentOf(current.servers[at]), signal }, argv);

interface Undisturbed {
  readonly content: string;
  readonly requests: number;
}

/** What each step writes and how often it asks when nothing happens. */
const undisturbed = (): Promise<Undisturbed[]> =>
  night(async (current) => {
    const all: Undisturbed[] = [];
    for (const step of TONIGHT) {
      const before = asked(current.servers[step.at]);
      const ran = await runStep(current, step);
      expect(ran.exitCode, ran.stderr).toBe(0);
      const content = fileOf(current, step);
      if (content === undefined) throw new Error(`${step.argv[0]} wrote nothing`);
      all.push({ content, requests: asked(current.servers[step.at]) - before });
    }
    return all;
  });

const FAULTS: readonly Fault[] = [
  { kind: 'status', status: 429, headers: { 'Retry-After': '2' } },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 403 },
  { kind: 'truncated' },
  { kind: 'invalid-json' },
  { kind: 'html', status: 502 },
  { kind: 'reset' },
  { kind: 'cut' },
  { kind: 'delay', ms: 5 },
  { kind: 'wrong-shape', body: 'nothing that a contract knows' },
];

/** What a run that did not reach its end may end with: credentials, service, data, contract, lock, SIGTERM. */
const NAMED_ENDS = [3, 4, 5, 6, 75, 143];

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

/** Disturbs one run of a step, and checks that it has ended whole or not at all, and said so. */
async function disturbedRun(current: Night, step: Step, { content, requests }: Undisturbed, random: Random) {
  const before = fileOf(current, step);
  current.world.clock.advance((random() - 0.3) * 3_600_000);
  const kind = pick(random, ['none', 'fault', 'fault', 'storm', 'stop', 'kill'] as const);
  if (kind === 'kill') return killed(current, step, { content, before }, random);
  const stop = new AbortController();
  if (kind === 'stop') setTimeout(() => stop.abort({ signal: 'SIGTERM', exitCode: 143 }), Math.floor(200 * random()));
  if (kind === 'fault' && requests > 0)
    current.servers[step.at].inject({
      path: /^\/api\//,
      after: Math.floor(random() * requests),
      fault: pick(random, FAULTS),
    });
  if (kind === 'storm' && requests > 0)
    current.servers[step.at].inject({
      path: /^\/api\//,
      after: Math.floor(random() * requests),
      times: 2,
      fault: { kind: 'status', status: 503 },
    });
  const ran = await runStep(current, step, stop.signal);
  const told = `${kind} ${step.argv[0]}: ${ran.stderr}`;
  if (ran.exitCode === 0) return expect(fileOf(current, step), told).toBe(content);
  expect(NAMED_ENDS, told).toContain(ran.exitCode);
  expect(ran.stderr, told).toMatch(ran.exitCode === 143 ? /interrupted by SIGTERM/ : /^error: .+\nhint: .+/m);
  // Who stops a run that has just written its file keeps that file.
  expect(ran.exitCode === 143 ? [before, content] : [before], told).toContain(fileOf(current, step));
}

async function killed(
  current: Night,
  step: Step,
  { content, before }: { content: string; before: string | undefined },
  random: Random,
): Promise<void> {
  const { world, servers } = current;
  const env = { ...environmentOf(servers[step.at]), HOME: world.homeDirectory };
  const { child, ended } = startProcess(process.execPath, [PROGRAM, ...step.argv], { cwd: world.cwd, env });
  child.stdin.end();
  const timer = setTimeout(() => child.kill('SIGKILL'), 100 + Math.floor(700 * random()));
  const { exitCode } = await ended;
  clearTimeout(timer);
  if (exitCode === null) expect([before, content]).toContain(fileOf(current, step));
  else expect(fileOf(current, step)).toBe(content);
}

/** Steps are disturbed, then run again undisturbed, as cron would the next time. */
const disturbedNight = (number: number, whole: readonly Undisturbed[]): Promise<void> =>
  night(async (current) => {
    const random = seededRandom(SEED, number);
    for (const [i, step] of TONIGHT.entries()) {
      await disturbedRun(current, step, whole[i] as Undisturbed, random);
      const again = await runStep(current, step);
      expect(again.exitCode, `${step.argv[0]}: ${again.stderr}`).toBe(0);
      expect(fileOf(current, step)).toBe((whole[i] as Undisturbed).content);
    }
    const left = [...filesIn(current.world.cwd), ...filesIn(current.world.homeDirectory)];
    expect(left.filter((name) => /\.lock$|\.tmp$|scratch/.test(name))).toEqual([]);
    for (const { requests } of Object.values(current.servers))
      expect(requests.filter(({ method, path }) => !/GET|POST/.test(method) && !path.includes('/jobs/'))).toEqual([]);
  });

describe('nights of fetch, forecast, staff, report, pace and route', () => {
  test(`with faults, stops, kills and clocks that jump end with whole files or a named failure, ${NIGHTS} of ${NIGHTS}`, async () => {
    const whole = await undisturbed();
    const heapBytes: number[] = [];
    for (let number = 0; number < NIGHTS; number++) {
      await disturbedNight(number, whole);
      heapBytes.push(heapAfterCollection());
    }
    if (!isThorough) return;
    // Memory is flat: what a night leaves behind would add up.
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(heapBytes.slice(-50))).toBeLessThan(1.05 * mean(heapBytes.slice(0, 50)));
  }, 7_200_000);
});

/** Without what the engine compiles as it goes, which grows with every path that is taken and is nothing that a night leaves behind. */
function heapAfterCollection(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { code_and_metadata_size: code, bytecode_and_metadata_size: bytecode } = getHeapCodeStatistics();
  return process.memoryUsage().heapUsed - code - bytecode;
}
