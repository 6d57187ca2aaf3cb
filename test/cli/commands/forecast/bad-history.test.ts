import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { randomStream } from '../../../../src/numeric/random-stream.ts';
import { poissonCount } from '../../../models/random-counts.ts';
import { gcforecast, testWorld } from '../../../support/test-world.ts';

const MONDAY = Date.UTC(2025, 0, 6);
const WEEK = [200, 190, 180, 185, 210, 90, 60];
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

type Value = number | undefined;

/** A history with a row for each value that is there. */
function history(count: number, stepMs: number, valueAt: (i: number) => Value): string {
  const rows = Array.from({ length: count }, (_, i) => [new Date(MONDAY + i * stepMs).toISOString(), valueAt(i)]);
  return `timestamp,volume\n${rows.filter(([, value]) => value !== undefined).join('\n')}\n`;
}

/** Days of Poisson counts, the same whatever else is in a history. */
const counts = ((): number[] => {
  const stream = randomStream(4);
  return Array.from({ length: 400 }, (_, day) => poissonCount(WEEK[day % 7], stream));
})();
const days = (count: number, changed: (day: number) => Value = (day) => counts[day]): string =>
  history(count, DAY_MS, changed);

/** Contacts an hour from 8 to 18 on weekdays. */
const hours = (count: number, changed: (hour: number, usual: number) => number = (_, usual) => usual): string => {
  const stream = randomStream(5);
  return history(count, HOUR_MS, (hour) => {
    const isOpen = hour % 24 >= 8 && hour % 24 < 18 && Math.floor(hour / 24) % 7 < 5;
    return changed(hour, isOpen ? poissonCount(30, stream) : 0);
  });
};

interface Told {
  readonly exitCode: number;
  readonly stderr: string;
  readonly points: readonly {
    readonly start: string;
    readonly forecast: number;
    readonly lower: number;
    readonly upper: number;
  }[];
  readonly leftOut: readonly object[];
}

async function forecastOf(csv: string, ...flags: string[]): Promise<Told> {
  const world = testWorld();
  writeFileSync(join(world.cwd, 'history.csv'), csv);
  const argv = [
    'forecast',
    '--history',
    'history.csv',
    '--days',
    '7',
    '--as-of',
    '2026-12-01T00:00:00Z',
    '--output',
    'forecast.json',
  ];
  const { exitCode, stderr } = await gcforecast(world, [...argv, ...flags]);
  if (exitCode !== 0) return { exitCode, stderr, points: [], leftOut: [] };
  const [only] = JSON.parse(readFileSync(join(world.cwd, 'forecast.json'), 'utf8')).series;
  return { exitCode, stderr, points: only.points, leftOut: only.selection?.leftOut ?? [] };
}

/** Width of the bounds over the forecast, of all points. */
const relativeWidth = ({ points }: Told): number =>
  points.reduce((sum, { lower, upper }) => sum + upper - lower, 0) /
  points.reduce((sum, { forecast }) => sum + forecast, 0);

const mean = ({ points }: Told): number => points.reduce((sum, { forecast }) => sum + forecast, 0) / points.length;
const usualMean = WEEK.reduce((sum, value) => sum + value, 0) / 7;
let known: Promise<Told> | undefined;
/** What is said of days without any trouble. */
const clean = (): Promise<Told> => {
  known ??= forecastOf(days(182));
  return known;
};

test('a clean history has no warning', async () => {
  const told = await clean();
  expect([told.exitCode, told.stderr, told.leftOut]).toEqual([0, '', []]);
});

describe('a short history', () => {
  test.each([
    [21, 'its weekly season rests on 3 weeks', 1],
    [7, 'it shows neither a yearly nor a weekly season', 2],
    [2, 'it shows neither a yearly nor a weekly season', 1.2],
  ])('of %d days is forecast with a warning and wider bounds', async (count, warning, timesWider) => {
    const told = await forecastOf(days(count));
    expect(told.exitCode).toBe(0);
    expect(told.stderr).toContain(`the history covers only ${count} days`);
    expect(told.stderr).toContain(warning);
    if (count < 14) expect(told.stderr).toContain('its bounds are wide: mean-of-days was taken');
    expect(relativeWidth(told)).toBeGreaterThan(timesWider * relativeWidth(await clean()));
  });

  test('of a single day is exit code 5, with what is missing', async () => {
    const told = await forecastOf(days(1));
    expect([told.exitCode, told.stderr]).toEqual([5, expect.stringContaining('hint: give 60 days of history or more')]);
  });

  test('of two days of hours says nothing of closed hours, and forecasts the third', async () => {
    const told = await forecastOf(hours(48));
    expect(told.stderr).not.toContain('open ');
    expect(told.points[10].forecast).toBeGreaterThan(15);
    expect(told.points[10].upper - told.points[10].lower).toBeGreaterThan(20);
  });
});

test('a queue that opened last month is forecast from there, the other from all its days', async () => {
  const world = testWorld();
  const row = (queue: string, first: number) =>
    counts
      .slice(first, 180)
      .map((count, i) => `${new Date(MONDAY + (first + i) * DAY_MS).toISOString()},${queue},${count}`);
  writeFileSync(
    join(world.cwd, 'history.csv'),
    `timestamp,id,volume\n${[...row('old', 0), ...row('new', 150)].join('\n')}\n`,
  );
  const ran = await gcforecast(world, [
    'forecast',
    '--history',
    'history.csv',
    '--days',
    '7',
    '--jobs',
    '1',
    '--by',
    'queue',
    '--output',
    'f.json',
  ]);
  expect(ran.exitCode).toBe(0);
  expect(ran.stderr.trim()).toMatch(/^warning: new: the history covers only 30 days: .* rests on 4 weeks$/);
});

describe('counts that are mostly 0', () => {
  test.each([
    ['intermittent', (day: number) => (day % 9 === 4 ? 3 : 0), 1 / 3],
    ['nearly none', (day: number) => (day % 45 === 20 ? 1 : 0), 1 / 45],
  ])('%s: a rate with a warning, not a plan of days', async (_, valueAt, rate) => {
    const told = await forecastOf(days(180, valueAt));
    expect(told.exitCode).toBe(0);
    expect(told.stderr).toContain('count-level was taken, since of level-shape: most days of the history are 0');
    expect(mean(told)).toBeGreaterThan(rate / 3);
    expect(mean(told)).toBeLessThan(3 * rate);
    for (const { lower, upper } of told.points) expect([lower, upper >= 0]).toEqual([0, true]);
  });

  test('all of them: exit code 5', async () => {
    const told = await forecastOf(days(60, () => 0));
    expect(told.exitCode).toBe(5);
    expect(told.stderr).toContain('all 60 values of the history are 0');
  });
});

test('a series that ended is told once, and forecast as ended', async () => {
  const told = await forecastOf(days(180, (day) => (day < 150 ? counts[day] : 0)));
  expect(told.stderr).toBe(
    'warning: nothing came since 2025-06-05: the series seems to have ended, and is forecast so\n',
  );
  expect(mean(told)).toBeLessThan(0.02 * usualMean);
});

test('a constant is forecast with the bounds of counts, since none of its values says how much they vary', async () => {
  const told = await forecastOf(days(180, () => 100));
  expect(told.stderr).toContain('all its 180 values are 100, which says nothing of how far off a forecast may be');
  // A Poisson count of 100 lies within 1.28 standard deviations of 10 with 80 %.
  for (const { forecast, lower, upper } of told.points) {
    expect(Math.abs(forecast - 100)).toBeLessThan(1);
    expect([lower <= 88, upper >= 112]).toEqual([true, true]);
  }
});

test.each([120, 148])('a gap of a month from day %d on is missing, not 0, and told', async (first) => {
  const told = await forecastOf(days(182, (day) => (day >= first && day < first + 30 ? undefined : counts[day])));
  expect(told.stderr).toContain(
    '30 of 182 intervals are missing and left out, not counted as 0; the longest gap is 30 intervals',
  );
  expect(told.stderr).not.toContain('compared with no earlier one');
  expect(Math.abs(mean(told) / usualMean - 1)).toBeLessThan(0.1);
  // Of some weeks less, bounds are hardly narrower by chance.
  expect(relativeWidth(told)).toBeGreaterThan(0.8 * relativeWidth(await clean()));
});

describe('an outage yesterday', () => {
  test('of a day is told with its reason, and moves the forecast little', async () => {
    const csv = days(182, (day) => (day === 181 ? 0 : counts[day]));
    const told = await forecastOf(csv);
    expect(told.stderr).toMatch(
      /^warning: 2025-07-06 looks like an outage, 0 where \d+ are usual: .*\(--no-clean does\)\n$/,
    );
    expect(told.leftOut).toMatchObject([
      { start: '2025-07-06T00:00:00Z', end: '2025-07-07T00:00:00Z', kind: 'outage', value: 0 },
    ]);
    expect(Math.abs(mean(told) / usualMean - 1)).toBeLessThan(0.1);
    expect((await forecastOf(csv, '--no-clean')).stderr).toBe('');
  });

  test('of hours is told from its start to its end, and left out', async () => {
    const from = 24 * (7 * 7 + 4) + 9;
    const csv = hours(24 * (7 * 7 + 5), (hour, usual) => (hour >= from && hour < from + 4 ? 0 : usual));
    const told = await forecastOf(csv);
    expect(told.stderr).toMatch(
      /warning: 2025-02-28 09:00 to 2025-02-28 13:00 looks like an outage, 0 where 1\d\d are usual: not learned from/,
    );
    expect(told.leftOut).toMatchObject([{ start: '2025-02-28T09:00:00Z', end: '2025-02-28T13:00:00Z', value: 0 }]);
    expect((await forecastOf(csv, '--no-clean')).stderr).not.toContain('outage');
  });
});

test('a level that is new is told with its date and its size', async () => {
  const told = await forecastOf(days(180, (day) => (day < 120 ? counts[day] : Math.round(0.6 * counts[day]))));
  expect(told.stderr).toMatch(
    /^warning: since 2025-05-0[4-8] there is (3[7-9]|4[0-3]) % less than in the weeks before: .*\n$/,
  );
  expect(Math.abs(mean(told) / (0.6 * usualMean) - 1)).toBeLessThan(0.1);
});

describe('values below 0', () => {
  const negative = days(180, (day) => (day === 50 ? -5 : counts[day]));

  test('are refused, with their line', async () => {
    const told = await forecastOf(negative);
    expect([told.exitCode, told.stderr]).toEqual([2, expect.stringContaining('line 52: -5 is negative')]);
  });

  test('with --raw are forecast by what takes them, with a warning', async () => {
    const told = await forecastOf(negative, '--raw');
    expect(told.stderr).toContain(
      'median-4 was taken, since of level-shape: a level and a shape take values of 0 or more',
    );
    expect(Math.abs(mean(told) / usualMean - 1)).toBeLessThan(0.1);
  });
});

describe('closed hours', () => {
  test('are learned, told once, and forecast as 0', async () => {
    const told = await forecastOf(hours(24 * 7 * 6));
    expect(told.stderr.match(/^warning: open Mon-Fri 08:00-18:00: all other times are closed/gm)).toHaveLength(1);
    for (const { start, forecast, lower, upper } of told.points) {
      const [hour, weekday] = [new Date(start).getUTCHours(), new Date(start).getUTCDay()];
      if (hour >= 8 && hour < 18 && weekday % 6 !== 0) expect(forecast).toBeGreaterThan(15);
      else expect([forecast, lower, upper]).toEqual([0, 0, 0]);
    }
  });

  test('are given by --open: what came at other times is left out, and told', async () => {
    const csv = hours(24 * 7 * 6, (hour, usual) => usual + (hour % 24 === 20 ? 2 : 0));
    const told = await forecastOf(csv, '--open', 'Mon-Fri 08:00-18:00');
    expect(told.stderr).toContain('84 contacts in 42 intervals outside the opening hours are left out of the history');
    expect(told.stderr).toContain('open Mon-Fri 08:00-18:00: all other times are closed');
    expect(told.points.filter(({ forecast }) => forecast > 0)).toHaveLength(50);
    const bad = await forecastOf(csv, '--open', 'always');
    expect([bad.exitCode, bad.stderr]).toEqual([2, expect.stringContaining("'always' is no opening time such as")]);
  });
});
