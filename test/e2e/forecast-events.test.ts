import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gcforecast, testWorld } from '../support/test-world.ts';
import { expectExplained } from './explained.ts';
import { readDocument } from './forecast-file.ts';
import { csvOf, dailyLines, isoDate } from './history-csv.ts';
import { queueHistoriesCsv } from './queue-histories.ts';

const FIRST_DAY_MS = Date.UTC(2025, 0, 6);
const dateOf = (day: number): string => isoDate(FIRST_DAY_MS + day * 86_400_000);
// Up to Thursday, 11 June 2026; calls are halved on days of mailings and on what the Netherlands keep.
const DAYS = 521;
const MAILINGS = [60, 150, 260, 390];
const KINGS_DAYS = ['2025-04-26', '2026-04-27'];
const ordinary = (day: number): number => 200 - 10 * (day % 7) + (day % 3);

function worldWith(files: Readonly<Record<string, string>> = {}) {
  const world = testWorld();
  const calls = dailyLines(
    DAYS,
    (day) => ordinary(day) * (MAILINGS.includes(day) || KINGS_DAYS.includes(dateOf(day)) ? 0.5 : 1),
  );
  writeFileSync(join(world.cwd, 'h.csv'), csvOf(calls));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(world.cwd, name), text);
  return world;
}

const AS_OF = ['--as-of', '2026-08-01T00:00:00Z'];
const forecast = (...options: string[]) => [
  ...['forecast', '--history', 'h.csv', '--output', 'f.json', ...AS_OF],
  ...options,
];
const mailings = (days: readonly number[], rest = '') =>
  `date,name,multiplier\n${days.map((day) => `${dateOf(day)},mailing,${rest}`).join('\n')}\n`;

describe.each(['prophet', 'level-shape', 'theta'])('forecast --model %s', (model) => {
  test('expects of an event of a file what such events did before, and says how much that is', async () => {
    const world = worldWith({ 'e.csv': mailings([...MAILINGS, DAYS + 4]) });
    const ran = await gcforecast(world, forecast('--model', model, '--days', '10', '--events', 'e.csv'));
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    const [{ points }] = readDocument(world, 'f.json').series;
    // Prophet adds the same number of calls on busy weekdays and on quiet ones, which here are up to a third apart.
    const tolerance = model === 'prophet' ? 0.2 : 0.1;
    expect(Math.abs(points[4].forecast / (0.5 * ordinary(DAYS + 4)) - 1)).toBeLessThan(tolerance);
    expect(Math.abs(points[2].forecast / ordinary(DAYS + 2) - 1)).toBeLessThan(0.05);
    const part = points[4].components[model === 'prophet' ? 'holidays' : 'events'];
    expect(Math.abs(part / (-0.5 * ordinary(DAYS + 4)) - 1)).toBeLessThan(2 * tolerance);
  });

  test('applies a multiplier that is known', async () => {
    const world = worldWith({ 'e.csv': mailings([DAYS + 1], '3') });
    await gcforecast(world, forecast('--model', model, '--days', '3'));
    const [{ points: plain }] = readDocument(world, 'f.json').series;
    const ran = await gcforecast(world, forecast('--model', model, '--days', '3', '--events', 'e.csv'));
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    const [{ points }] = readDocument(world, 'f.json').series;
    expect(points[1].forecast).toBeCloseTo(3 * plain[1].forecast, 6);
    expect(points[0].forecast).toBeCloseTo(plain[0].forecast, 6);
  });
});

describe('forecast', () => {
  test('knows the public holidays of a country, on whatever date they fall', async () => {
    const world = worldWith();
    // King's Day 2027 is 27 April, a Tuesday; the forecast starts on 11 June 2026.
    const ran = await gcforecast(world, forecast('--model', 'level-shape', '--days', '330', '--holidays', 'NL'));
    expect(ran.exitCode).toBe(0);
    const [{ points }] = readDocument(world, 'f.json').series;
    const kingsDay = points.findIndex(({ start }) => start.startsWith('2027-04-27'));
    // Seen twice, one of them among some twenty holidays without effect.
    expect(points[kingsDay].forecast / points[kingsDay - 7].forecast).toBeLessThan(0.65);
    expect(points[kingsDay].forecast / points[kingsDay - 7].forecast).toBeGreaterThan(0.45);
  });

  test('warns of events of which the history has nothing like, and of rows outside its days', async () => {
    const world = worldWith({ 'e.csv': `date,name\n2020-01-01,old\n${dateOf(DAYS + 2)},concert\n` });
    const ran = await gcforecast(world, forecast('--model', 'level-shape', '--days', '10', '--events', 'e.csv'));
    expect(ran.exitCode).toBe(0);
    expect(ran.stderr).toBe(
      'warning: 1 of 2 events in e.csv lie outside the history and the days to forecast\n' +
        'warning: the history tells no effect of concert, which it has nothing like: forecast as ordinary days\n',
    );
  });

  test('gives the same bytes on one thread and on two', async () => {
    const world = worldWith({ 'e.csv': 'date,name\n2026-01-07,mailing\n2025-12-03,mailing\n' });
    writeFileSync(join(world.cwd, 'h.csv'), queueHistoriesCsv(4, 100));
    const of = async (jobs: string) => {
      const told = forecast('--by', 'queue', '--jobs', jobs, '--json');
      const ran = await gcforecast(world, [...told, '--model', 'level-shape', '--events', 'e.csv', '--holidays', 'DE']);
      expect(ran.exitCode).toBe(0);
      return ran.stdout;
    };
    expect(await of('2')).toBe(await of('1'));
  });

  const weeks = csvOf(Array.from({ length: 60 }, (_, week) => `${dateOf(7 * week)},${100 + (week % 3)}`));
  test.each([
    [['--holidays', 'Germany'], /no holidays are known of Germany/, /did you mean DE\?/],
    [['--holidays', 'DE-XX'], /no holidays are known of DE-XX/, /known: DE-BB, .*DE-BW/],
    [['--events', 'none.csv'], /none\.csv/, /./],
    [['--events', 'bad.csv'], /bad\.csv .*line 2 has the date '1\.2\.2026'/, /date,end_date,name,kind,multiplier/],
    [['--model', 'naive', '--holidays', 'DE'], /naive repeats the last week/, /another --model/],
    [
      ['--model', 'theta', '--holidays-prior-scale', '3'],
      /--holidays-prior-scale is an option of the model prophet/,
      /./,
    ],
    [['--history', 'weeks.csv', '--holidays', 'DE'], /a day or shorter/, /--granularity/],
  ])('refuses %j', async (options, error, hint) => {
    const world = worldWith({ 'bad.csv': 'date,name\n1.2.2026,x\n', 'weeks.csv': weeks });
    expectExplained(await gcforecast(world, forecast(...options)), 2, error, hint);
  });
});
