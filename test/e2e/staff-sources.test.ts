import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withServer } from '../genesys-server/asking.ts';
import { demoCentre } from '../genesys-server/demo-centre.ts';
import { filesIn, gcforecast, type Ran, type TestWorld, testWorld } from '../support/test-world.ts';
import { expectExplained } from './explained.ts';
import { readOutput } from './forecast-file.ts';
import { environmentOf } from './organisation.ts';

const HALF_HOUR_MS = 1_800_000;
/** A Monday. */
const MONDAY_MS = Date.UTC(2026, 0, 5);

const staff = (world: TestWorld, ...options: string[]): Promise<Ran> => gcforecast(world, ['staff', ...options]);

async function staffed(world: TestWorld, ...options: string[]) {
  const ran = await staff(world, ...options, '--json');
  expect(ran.exitCode).toBe(0);
  return JSON.parse(ran.stdout);
}

interface Row {
  readonly key?: { readonly queueName?: string; readonly mediaType?: string };
  readonly start: string;
  readonly end: string;
  readonly volume: number;
  readonly ahtSeconds: number;
  readonly agents: number;
  readonly scheduledHeads: number;
  readonly serviceLevel: number | null;
  readonly occupancy: number | null;
}

const isoOf = (ms: number): string => new Date(ms).toISOString().replace('.000', '');

const MONDAY_AFTER = ['--as-of', '2026-03-02T00:00:00Z'];

/** Two weeks of one queue are enough, and quick. */
const RECENT = ['--queue', 'Billing', '--history-days', '15', '--as-of', '2019-01-01T00:00:00Z', '--quiet'];

const atDemoCentre = (work: (world: TestWorld) => Promise<void>) =>
  withServer({ centre: demoCentre() }, (server) => work({ ...testWorld(), env: environmentOf(server) }));

/** Eight weeks of half hours: 20 contacts each from 08:00 to 18:00 on weekdays, 40 between 10:00 and 12:00. */
function writeHistory(world: TestWorld, keys: readonly string[] = ['']): void {
  const header = keys[0] === '' ? 'interval_start,offered' : 'interval_start,media_type,offered';
  const lines = keys.flatMap((key) =>
    Array.from({ length: 48 * 56 }, (_, i) => {
      const [hour, weekday] = [(i % 48) / 2, Math.floor(i / 48) % 7];
      const isOpen = weekday < 5 && hour >= 8 && hour < 18;
      const offered = isOpen ? (hour >= 10 && hour < 12 ? 40 : 20) : 0;
      return `${isoOf(MONDAY_MS + i * HALF_HOUR_MS)},${key === '' ? '' : `${key},`}${offered}`;
    }),
  );
  writeFileSync(join(world.cwd, 'history.csv'), [header, ...lines].join('\n'));
}

interface Point {
  readonly forecast: number;
  readonly lower?: number;
  readonly upper?: number;
  readonly ahtSeconds?: number;
}

/** A forecast from a Monday on, in intervals of so many half hours. */
function writeForecast(world: TestWorld, points: readonly Point[], halfHours = 1, key: object = {}): string {
  const at = (i: number) => isoOf(MONDAY_MS + i * halfHours * HALF_HOUR_MS);
  const series = [
    { key, metric: 'offered', points: points.map((point, i) => ({ start: at(i), end: at(i + 1), ...point })) },
  ];
  const document = { schema: 'gcforecast/forecast@1', timeZone: 'UTC', intervalWidth: 0.8, series };
  writeFileSync(join(world.cwd, 'f.json'), JSON.stringify(document));
  return 'f.json';
}

describe('staffing straight from the history', () => {
  test('is the staffing of a forecast of the same half hours, by queue and media type', () =>
    atDemoCentre(async (world) => {
      const direct = await staffed(world, ...RECENT, '--media', 'voice,chat', '--patience', '120', '--jobs', '1');
      const asked = [...RECENT, '--granularity', 'PT30M', '--by', 'queue,media', '--media', 'voice,chat'];
      await gcforecast(world, ['forecast', '--jobs', '1', '--days', '1', ...asked, '--output', 'f.json']);
      expect(direct).toEqual(await staffed(world, '--forecast', 'f.json', '--patience', '120'));
      expect(direct.intervals.map(({ key }: Row) => `${key?.queueName} ${key?.mediaType}`)).toEqual([
        ...Array(48).fill('Billing chat'),
        ...Array(48).fill('Billing voice'),
      ]);
    }));

  test('of a file, where the handle time has to be given', async () => {
    const world = testWorld();
    writeHistory(world);
    expectExplained(await staff(world, '--history', 'history.csv'), 2, 'no average handle time', '--aht 240');
    const { intervals } = await staffed(world, '--history', 'history.csv', '--aht', '180', '--quiet', ...MONDAY_AFTER);
    expect(intervals).toHaveLength(48);
    // A Monday: about 20 contacts of 180 s in half an hour, 2 Erlangs, need 4 agents; 4 Erlangs need 6 or 7.
    expect(intervals[0].start).toBe('2026-03-02T00:00:00Z');
    const [night, morning, afternoon] = [6, 21, 30].map((halfHour) => intervals[halfHour].agents);
    expect(night).toBeLessThanOrEqual(1);
    expect(afternoon).toBeGreaterThanOrEqual(3);
    expect(morning).toBeGreaterThan(afternoon);
  });
});

describe('a daily forecast is spread over its day', () => {
  test('like the weekdays of a history, with bounds and handle time', async () => {
    const world = testWorld();
    writeHistory(world);
    const file = writeForecast(world, [{ forecast: 480, lower: 240, upper: 720, ahtSeconds: 180 }], 48);
    const { intervals } = await staffed(world, '--forecast', file, '--intraday-profile', 'history.csv');
    expect(intervals).toHaveLength(48);
    // 16 half hours of 20 and 4 of 40 contacts: shares of 1/24 and 1/12.
    expect(intervals[16]).toMatchObject({ start: '2026-01-05T08:00:00Z', ahtSeconds: 180 });
    expect(intervals[16].volume).toBeCloseTo(20, 12);
    expect(intervals[20].volume).toBeCloseTo(40, 12);
    expect(intervals[15].volume).toBe(0);
    const upper = await staffed(world, '--forecast', file, '--intraday-profile', 'history.csv', '--risk', 'p90');
    const more = writeForecast(world, [{ forecast: 720, ahtSeconds: 180 }], 48);
    const { intervals: atUpper } = await staffed(world, '--forecast', more, '--intraday-profile', 'history.csv');
    expect(upper.intervals.map(({ agents }: Row) => agents)).toEqual(atUpper.map(({ agents }: Row) => agents));
  });

  test('like the history of the store', () =>
    atDemoCentre(async (world) => {
      const asked = [...RECENT, '--media', 'voice'];
      await gcforecast(world, [
        'forecast',
        '--jobs',
        '1',
        '--days',
        '2',
        ...asked,
        '--by',
        'queue,media',
        '--output',
        'f.json',
      ]);
      const [{ points }] = JSON.parse(readOutput(world, 'f.json')).series;
      const spread = await staffed(world, '--forecast', 'f.json', '--intraday-profile', 'store', ...asked);
      const ofFirstDay: Row[] = spread.intervals.slice(0, 48);
      expect(spread.intervals).toHaveLength(96);
      expect(ofFirstDay.reduce((sum, { volume }) => sum + volume, 0)).toBeCloseTo(points[0].forecast, 9);
      expect(new Set(ofFirstDay.map(({ ahtSeconds }) => ahtSeconds))).toEqual(new Set([points[0].ahtSeconds]));
    }));

  test('what does not fit is refused', async () => {
    const world = testWorld();
    writeHistory(world, ['voice', 'chat']);
    const spread = (file: string, ...options: string[]) =>
      staff(world, '--forecast', file, '--intraday-profile', 'history.csv', '--aht', '180', ...options);
    const daily = writeForecast(world, [{ forecast: 480 }], 48, { mediaType: 'email' });
    expectExplained(await spread(daily), 2, 'has nothing of email', 'it has chat, voice');
    const elsewhere = writeForecast(world, [{ forecast: 480 }], 48, { mediaType: 'chat' });
    expectExplained(await spread(elsewhere, '--time-zone', 'Europe/Berlin'), 2, 'is no day in Europe/Berlin', 'P1D');
    const halfHours = writeForecast(world, [{ forecast: 480 }], 1, { mediaType: 'chat' });
    expectExplained(await spread(halfHours), 2, 'is no day in UTC', 'P1D');
    writeFileSync(join(world.cwd, 'history.csv'), 'ds,y\n2026-01-05,3\n2026-01-06,4\n2026-01-07,4\n');
    const plain = writeForecast(world, [{ forecast: 480 }], 48);
    expectExplained(await spread(plain), 2, 'its intervals are days or longer', '--intraday-profile store');
  });
});

describe('opening hours', () => {
  const points = Array.from({ length: 48 }, () => ({ forecast: 10, ahtSeconds: 180 }));

  test('nobody works outside of them, and what arrives then is told', async () => {
    const world = testWorld();
    const open = ['--open', 'Mon-Fri 08:00-18:00', '--min-agents', '2'];
    const ran = await staff(world, '--forecast', writeForecast(world, points), ...open, '--json');
    expect(ran.stderr).toContain('contacts that are forecast outside the opening hours and not staffed: 280');
    const { intervals } = JSON.parse(ran.stdout);
    expect(intervals.map(({ agents }: Row) => agents > 0)).toEqual(
      Array.from({ length: 48 }, (_, i) => i >= 16 && i < 36),
    );
    expect(intervals[15]).toMatchObject({ agents: 0, scheduledHeads: 0, serviceLevel: null, stable: true });
  });

  test('that are none are refused', async () => {
    const ran = await staff(testWorld(), '--forecast', 'f.json', '--open', '8-18');
    expectExplained(ran, 2, "'8-18' is no opening time such as Mon-Fri 08:00-20:00", '--help');
  });
});

describe('the workload method', () => {
  test('chat: as many agents as the work needs at an occupancy and so many contacts at a time', async () => {
    const world = testWorld();
    const file = writeForecast(world, [{ forecast: 60, ahtSeconds: 600 }]);
    const { model, concurrency, target, intervals } = await staffed(world, '--forecast', file, '--concurrency', '2.5');
    // 60 * 600 / 1800 = 20 Erlangs / (0.85 * 2.5) = 9.41.
    expect({ model, concurrency, target }).toEqual({
      model: 'workload',
      concurrency: 2.5,
      target: { maxOccupancy: 0.85 },
    });
    expect(intervals[0]).toMatchObject({ agents: 10, occupancy: 0.8, serviceLevel: null, asaSeconds: null });
  });

  test('chat for a quantile of the forecast', async () => {
    const world = testWorld();
    const file = writeForecast(world, [{ forecast: 60, lower: 40, upper: 85, ahtSeconds: 600 }]);
    const asked = ['--concurrency', '2.5', '--risk', 'p90', '--max-occupancy', '0.8', '--shrinkage', '0.25'];
    const { intervals } = await staffed(world, '--forecast', file, ...asked);
    // The upper bound of an 80 % interval is the 90 % quantile: 85 * 600 / 1800 / (0.8 * 2.5) = 14.17, 15 / 0.75 = 20.
    expect(intervals[0]).toMatchObject({ volume: 60, agents: 15, scheduledHeads: 20 });
  });

  test('e-mail: what comes at night is worked off in time by as few as can', async () => {
    const world = testWorld();
    const points = Array.from({ length: 48 }, (_, i) => ({ forecast: i < 16 ? 30 : 0, ahtSeconds: 300 }));
    const file = writeForecast(world, points);
    const asked = ['--due', '8h', '--open', 'Mon 08:00-18:00', '--max-occupancy', '1'];
    const { dueSeconds, intervals } = await staffed(world, '--forecast', file, ...asked);
    expect(dueSeconds).toBe(28_800);
    // What comes in the half hour that starts at 00:30 is due by 09:00: 60 contacts of 5 min in 2 half hours, and 30 in the first;
    // by 16:00 all 480: 40 h of work in 8 h. 5 agents.
    expect(intervals.map(({ agents }: Row) => agents)).toEqual(
      Array.from({ length: 48 }, (_, i) => (i >= 16 && i < 36 ? 5 : 0)),
    );
  });

  test.each([
    [['--concurrency', '2', '--max-asa', '20'], /cannot be used with option '--max-asa/, '--help'],
    [['--due', '4h', '--patience', '60'], /cannot be used with option '--patience/, '--help'],
    [['--due', '4h', '--risk', 'expected'], 'the workload method tells none', '--risk p80'],
    [['--due', 'soon'], 'such as 4h, 90m or 600', '--help'],
    [['--concurrency', '0.5'], 'concurrency must be 1 or more: 0.5', 'check the numbers'],
    [['--due', '30m', '--open', 'Mon 08:00-18:00'], 'fall due before anybody works', 'allow a longer wait'],
  ])('%j is refused', async (options, error, hint) => {
    const world = testWorld();
    const file = writeForecast(world, [
      { forecast: 60, ahtSeconds: 600 },
      { forecast: 60, ahtSeconds: 600 },
    ]);
    const ran = await staff(world, '--forecast', file, ...options);
    expectExplained(ran, options.includes('30m') ? 5 : 2, error, hint);
  });
});

describe('patience from waits', () => {
  test('is all waiting over those who gave up, with the median by Kaplan and Meier beside it', async () => {
    const world = testWorld();
    // Kaplan and Meier by hand: 10 waits; 2 give up at 30 s (8/10), 4 at 60 s of the 7 left (8/10 * 3/7 = 0.34).
    const waits = ['30,1', '30,1', '40,0', '60,1', '60,1', '60,1', '60,1', '90,0', '100,0', '120,0'];
    writeFileSync(join(world.cwd, 'waits.csv'), ['wait_seconds,abandoned', ...waits].join('\n'));
    const numbers = ['--volume', '100', '--interval', 'PT30M', '--aht', '180', '--agents', '10'];
    const { patienceSeconds, patienceFrom, intervals } = await staffed(
      world,
      ...numbers,
      '--patience-from',
      'waits.csv',
    );
    // (2 * 30 + 40 + 4 * 60 + 90 + 100 + 120) / 6
    expect(patienceSeconds).toBeCloseTo(650 / 6, 12);
    expect(patienceFrom).toEqual({ contacts: 10, abandoned: 6, medianSeconds: 60 });
    const given = await staffed(world, ...numbers, '--patience', String(650 / 6));
    expect(intervals).toEqual(given.intervals);
    const { stdout } = await staff(world, ...numbers, '--patience-from', 'waits.csv');
    expect(stdout).toContain('Mean patience 108 s, from 10 contacts of which 6 gave up; half have given up by 60 s');
  });

  test.each([
    ['', 2, 'it has no column wait_seconds'],
    ['wait_seconds,abandoned\n', 2, 'it has no rows'],
    ['wait_seconds,abandoned\n-3,1\n', 2, "line 2 has the wait '-3'"],
    ['wait_seconds,abandoned\n3,maybe\n', 2, "line 2 has 'maybe' for abandoned"],
    ['wait_seconds,abandoned\n,1\n', 2, "line 2 has the wait ''"],
    ['wait_seconds,abandoned\n3,0\n', 5, 'nobody in waits.csv gave up'],
    ['wait_seconds,abandoned\n0,1\n', 5, 'nobody in waits.csv waited'],
  ])('%j is refused', async (content, exitCode, error) => {
    const world = testWorld();
    writeFileSync(join(world.cwd, 'waits.csv'), content);
    const numbers = ['--volume', '100', '--interval', 'PT30M', '--aht', '180'];
    expectExplained(await staff(world, ...numbers, '--patience-from', 'waits.csv'), exitCode, error, 'give');
    expect(filesIn(world.cwd)).toEqual(['waits.csv']);
  });
});

test('a forecast that a spreadsheet saved with semicolons is read', async () => {
  const world = testWorld();
  const csv = [
    'media_type,interval_start,interval_end,forecasted_volume,confidence_lower,confidence_upper,forecasted_aht_seconds',
    'voice,2026-01-05T08:00:00Z,2026-01-05T08:30:00Z,100.00,90.00,110.00,180.00',
  ].join('\n');
  writeFileSync(join(world.cwd, 'f.csv'), csv.replaceAll(',', ';'));
  const { intervals } = await staffed(world, '--forecast', 'f.csv', '--media', 'voice');
  expect(intervals).toHaveLength(1);
  expect(intervals[0]).toMatchObject({ volume: 100, ahtSeconds: 180, agents: 14 });
});

test('the series of a forecast can be chosen', async () => {
  const world = testWorld();
  const file = writeForecast(world, [{ forecast: 60, ahtSeconds: 600 }], 1, {
    queueName: 'Billing',
    mediaType: 'voice',
  });
  expect((await staffed(world, '--forecast', file, '--queue', 'Billing')).intervals).toHaveLength(1);
  expectExplained(await staff(world, '--forecast', file, '--queue', 'Biling'), 2, 'no queue Biling', 'Billing?');
  expectExplained(await staff(world, '--forecast', file, '--media', 'chat'), 2, 'no contacts of chat', '--media');
});
