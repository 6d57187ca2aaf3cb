import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesIn, gcforecast, type TestWorld, testWorld } from '../support/test-world.ts';
import { expectExplained } from './explained.ts';
import { DEFAULT_OUTPUT, expectScheduleFile, readDocument, readOutput, volumes } from './forecast-file.ts';
import { csvOf, dailyLines, weekly, weeklyValue } from './history-csv.ts';

const FORECAST = ['forecast', '--model', 'prophet', '--history', 'calls.csv'];

function worldWith(history: string | Uint8Array): TestWorld {
  const world = testWorld();
  writeFileSync(join(world.cwd, 'calls.csv'), history);
  return world;
}

const replaced = (lines: readonly string[], at: number, line: string): string[] => lines.with(at, line);

describe('a history that cannot be forecast is refused, and no file is left', () => {
  const cases: {
    history: string;
    text: string | Uint8Array;
    exitCode: number;
    error: string | RegExp;
    hint: string;
  }[] = [
    { history: 'empty', text: '', exitCode: 2, error: 'the history file is empty', hint: 'a header and rows' },
    { history: 'blank', text: '\n \n\n', exitCode: 2, error: 'the history file is empty', hint: 'a header and rows' },
    { history: 'without rows', text: csvOf([]), exitCode: 5, error: 'has no rows', hint: '60 days' },
    { history: 'of one row', text: csvOf(weekly(1)), exitCode: 5, error: 'rows of one time only', hint: '60 days' },
    {
      history: 'of zeros',
      text: csvOf(dailyLines(90, () => 0)),
      exitCode: 5,
      error: 'all 90 values of the history are 0',
      hint: 'longer range',
    },
    {
      history: 'of empty cells',
      text: csvOf(dailyLines(90, () => '')),
      exitCode: 5,
      error: 'the history holds no value',
      hint: 'more history',
    },
    {
      history: 'with one value among empty cells',
      text: csvOf(dailyLines(90, (day) => (day === 40 ? 7 : ''))),
      exitCode: 5,
      error: 'a single value',
      hint: 'more history',
    },
    {
      history: 'with two values for one day',
      text: csvOf([...weekly(90), '2025-01-08,999']),
      exitCode: 2,
      error: 'line 92: it gives 999 for the interval of line 4, which gives 108',
      hint: 'keep one of the lines',
    },
    {
      history: 'with a negative volume',
      text: csvOf(replaced(weekly(90), 5, '2025-01-11,-3')),
      exitCode: 2,
      error: 'line 7: -3 is negative',
      hint: '--raw',
    },
    {
      history: 'with an infinite volume',
      text: csvOf(replaced(weekly(90), 5, '2025-01-11,Infinity')),
      exitCode: 2,
      error: 'line 7: "Infinity" is not a number',
      hint: 'decimal point',
    },
    {
      history: 'with a word for a number',
      text: csvOf(replaced(weekly(90), 5, '2025-01-11,many')),
      exitCode: 2,
      error: 'line 7: "many" is not a number',
      hint: 'decimal point',
    },
    {
      history: 'with a day that no calendar has',
      text: csvOf(replaced(weekly(90), 5, '2025-02-30,105')),
      exitCode: 2,
      error: 'line 7: there is no such time as 2025-02-30',
      hint: 'correct the line',
    },
    {
      history: 'with a wrong header',
      text: csvOf(weekly(90), 'day,calls'),
      exitCode: 2,
      error: /has no column .*date.*; its first line has day, calls/,
      hint: '--columns time=',
    },
    {
      history: 'without a header',
      text: `${weekly(90).join('\n')}\n`,
      exitCode: 2,
      error: 'its first line has 2025-01-06, 110',
      hint: '--columns time=',
    },
    {
      history: 'of bytes',
      text: Uint8Array.from({ length: 500 }, (_, i) => (i * 37) % 256),
      exitCode: 2,
      error: 'is not a text file',
      hint: 'CSV file',
    },
    {
      history: 'in UTF-16',
      text: Buffer.from(`\uFEFF${csvOf(weekly(90))}`, 'utf16le'),
      exitCode: 2,
      error: 'is encoded as UTF-16',
      hint: 'CSV UTF-8',
    },
    {
      history: 'in Latin-1',
      text: Buffer.from(csvOf(weekly(90), 'date,offered,größe'), 'latin1'),
      exitCode: 2,
      error: 'is not encoded as UTF-8',
      hint: 'CSV UTF-8',
    },
    {
      history: 'that is a spreadsheet',
      text: Buffer.from('PK\u0003\u0004 and so on'),
      exitCode: 2,
      error: 'is a spreadsheet',
      hint: 'save it as CSV',
    },
    {
      history: 'with decimal commas outside quotes',
      text: csvOf(dailyLines(90, (day) => `100,${day % 7}`)),
      exitCode: 2,
      error: 'line 2: 3 cells, but the header has 2',
      hint: 'double quotes',
    },
    {
      history: 'with an open quote',
      text: csvOf(replaced(weekly(90), 5, '"2025-01-11,105')),
      exitCode: 2,
      error: /history file: .*quote/i,
      hint: 'quote',
    },
  ];

  test.each(cases)('$history', async ({ text, exitCode, error, hint }) => {
    const world = worldWith(text);
    const ran = await gcforecast(world, FORECAST);
    expectExplained(ran, exitCode, error, hint);
    expect(filesIn(world.cwd)).toEqual(['calls.csv']);
  });

  test.each(cases)('$history, under --json as one JSON line', async ({ text, exitCode, error }) => {
    const ran = await gcforecast(worldWith(text), [...FORECAST, '--json']);
    expect(ran.stdout).toBe('');
    expect(ran.stderr.indexOf('\n')).toBe(ran.stderr.length - 1);
    const { error: told } = JSON.parse(ran.stderr);
    expect(told).toMatchObject({ exitCode, hint: expect.any(String), code: expect.stringMatching(/^GCF-/) });
    expect(told.message).toMatch(error);
    expect(ran.exitCode).toBe(exitCode);
  });

  test('of a gigabyte, without reading it', async () => {
    const world = worldWith('');
    truncateSync(join(world.cwd, 'calls.csv'), 1024 ** 3);
    const startMs = performance.now();
    expectExplained(await gcforecast(world, FORECAST), 2, 'is larger than 128 MB', 'sum the rows up');
    expect(performance.now() - startMs).toBeLessThan(1000);
    expect(filesIn(world.cwd)).toEqual(['calls.csv']);
  });

  test('that is not there, or a folder', async () => {
    const world = testWorld();
    expectExplained(
      await gcforecast(world, FORECAST),
      2,
      /cannot read .*calls\.csv: there is no such file/,
      'check the path',
    );
    expectExplained(
      await gcforecast(world, ['forecast', '--model', 'prophet', '--history', '.']),
      2,
      'it is a directory',
      'CSV file',
    );
  });

  test('and an older forecast stays as it was', async () => {
    const world = worldWith(csvOf(dailyLines(90, () => 0)));
    writeFileSync(join(world.cwd, DEFAULT_OUTPUT), 'older\n');
    expect((await gcforecast(world, FORECAST)).exitCode).toBe(5);
    expect(readOutput(world)).toBe('older\n');
  });
});

describe('what can be repaired without doubt is, to the forecast of the clean file', () => {
  const clean = csvOf(weekly(90));
  const withoutDay = (day: number) => weekly(90).filter((_, i) => i !== day);

  test.each<{ flaw: string; text: string | Uint8Array; stdin?: boolean; warning?: string; same?: string }>([
    { flaw: 'lines that end as on Windows', text: clean.replaceAll('\n', '\r\n') },
    { flaw: 'lines that end as on old Macs', text: clean.replaceAll('\n', '\r') },
    { flaw: 'no line break at the end', text: clean.trimEnd() },
    { flaw: 'a byte order mark', text: `\uFEFF${clean}` },
    {
      flaw: 'blanks around cells and blank lines between them',
      text: clean.replaceAll(',', ' , ').replace('\n', '\n\n'),
    },
    {
      flaw: 'quoted cells with commas',
      text: csvOf(
        weekly(90).map((line) => `"Billing, ""north""",${line}`),
        'queue_name,date,offered',
      ),
    },
    { flaw: 'semicolons between cells', text: clean.replaceAll(',', ';') },
    {
      flaw: 'decimal commas',
      text: csvOf(
        dailyLines(90, (day) => `${weeklyValue(day)},5`).map((line) => line.replace(',', ';')),
        'date;offered',
      ),
      warning: 'commas in numbers were read as decimal points (first in line 2)',
      same: csvOf(dailyLines(90, (day) => `${weeklyValue(day)}.5`)),
    },
    {
      flaw: 'the newest line first',
      text: csvOf(weekly(90).toReversed()),
      warning: 'rows that were not in order of time were sorted: 90',
    },
    {
      flaw: 'a line that comes twice',
      text: csvOf([...weekly(90), weekly(90)[89]]),
      warning: 'rows that repeat an earlier one were dropped: 1',
    },
    {
      flaw: 'A.6: NaN, which is missing and not 0',
      text: csvOf(weekly(90).with(30, '2025-02-05,NaN')),
      warning: '1 of 90 intervals are missing and left out, not counted as 0',
      same: csvOf(withoutDay(30)),
    },
  ])('$flaw', async ({ text, warning, same = clean }) => {
    const world = worldWith(text);
    const ran = await gcforecast(world, FORECAST);
    expect(ran.exitCode).toBe(0);
    if (warning === undefined) expect(ran.stderr).toBe('');
    else expect(ran.stderr).toContain(`warning: ${warning}`);
    const of = worldWith(same);
    await gcforecast(of, FORECAST);
    expect(readOutput(world)).toBe(readOutput(of));
    expectScheduleFile(readOutput(world));
  });

  test('repairs are in the document too', async () => {
    const world = worldWith(csvOf(weekly(90).toReversed()));
    await gcforecast(world, [...FORECAST, '--output', 'a.json']);
    expect(readDocument(world, 'a.json').warnings).toEqual(['rows that were not in order of time were sorted: 90']);
  });
});

test('fewer than 60 days: a forecast, and a warning that says what it does without', async () => {
  const world = worldWith(csvOf(weekly(40)));
  const ran = await gcforecast(world, FORECAST);
  expect(ran.exitCode).toBe(0);
  expect(ran.stderr).toBe(
    'warning: the history covers only 40 days: it shows no yearly season, and its weekly season rests on 5 weeks\n',
  );
  expect(volumes(readOutput(world))).toHaveLength(30);
});

test.each([0, 1, 42, 12.5])(
  'a constant series of %f is forecast as constant, or refused when it is 0',
  async (value) => {
    const world = worldWith(csvOf(dailyLines(90, () => value)));
    const ran = await gcforecast(world, [...FORECAST, '--output', 'a.json']);
    if (value === 0) return expectExplained(ran, 5, 'all 90 values of the history are 0', 'longer range');
    expect(ran.exitCode).toBe(0);
    const { points } = readDocument(world, 'a.json').series[0];
    expect(points).toHaveLength(30);
    for (const { forecast, lower, upper } of points) {
      expect(forecast).toBeCloseTo(value, 6);
      expect(lower).toBeCloseTo(value, 6);
      expect(upper).toBeCloseTo(value, 6);
    }
  },
);

test('two rows are enough for a forecast', async () => {
  const world = worldWith(csvOf(weekly(2)));
  const ran = await gcforecast(world, [...FORECAST, '--days', '3']);
  expect(ran.exitCode).toBe(0);
  expect(ran.stderr).toContain('warning: the history covers only 2 days');
  expectScheduleFile(readOutput(world));
});

test('A.1.2: a Sunday of zeros is closed: it stays 0, and the other days are what they were', async () => {
  const world = worldWith(csvOf(dailyLines(84, (day) => (day % 7 === 6 ? 0 : weeklyValue(day)))));
  const ran = await gcforecast(world, FORECAST);
  expect(ran.stderr).toContain('warning: closed on Sunday');
  // The history ends on a Sunday, so the forecast starts on a Monday.
  for (const [day, volume] of volumes(readOutput(world)).entries()) {
    if (day % 7 === 6) expect(volume).toBe(0);
    else expect(Math.abs(volume - weeklyValue(day))).toBeLessThanOrEqual(2);
  }
});

test('A.1.3: the day that has not ended at --as-of is left out, and forecast', async () => {
  const world = worldWith(csvOf([...weekly(90), '2025-04-06,3']));
  const ran = await gcforecast(world, [...FORECAST, '--as-of', '2025-04-06T02:00:00Z']);
  expect(ran.stderr).toContain('warning: intervals that have not ended yet were left out');
  expect(readOutput(world)).toContain('\n2025-04-06T00:00:00Z,');
  expect(Math.min(...volumes(readOutput(world)))).toBeGreaterThan(90);
});

test('A.1.6: 90 days say nothing about a year, so there is no yearly season unless it is asked for', async () => {
  const world = worldWith(csvOf(dailyLines(90, (day) => weeklyValue(day) + (day * day) / 50)));
  const componentsWith = async (...options: string[]) => {
    await gcforecast(world, [...FORECAST, '--output', 'a.json', ...options]);
    return Object.keys(readDocument(world, 'a.json').series[0].points[0].components).sort();
  };
  expect(await componentsWith()).toEqual(['trend', 'weekly']);
  expect(await componentsWith('--yearly', 'true')).toEqual(['trend', 'weekly', 'yearly']);
  expect(await componentsWith('--weekly', 'false')).toEqual(['trend']);
});

test('A.1.8: a falling series is forecast as 0 at the least, with bounds in order; --raw shows the line below', async () => {
  const world = worldWith(csvOf(dailyLines(90, (day) => Math.max(0, 180 - 2 * day))));
  await gcforecast(world, FORECAST);
  expectScheduleFile(readOutput(world));
  expect(volumes(readOutput(world)).at(-1)).toBe(0);
  await gcforecast(world, [...FORECAST, '--raw']);
  expect(volumes(readOutput(world)).at(-1)).toBeLessThan(-10);
});

test('--raw takes a history with negative values', async () => {
  const world = worldWith(csvOf(dailyLines(90, (day) => (day % 7) - 50)));
  const ran = await gcforecast(world, [...FORECAST, '--raw']);
  expect(ran.exitCode).toBe(0);
  expect(Math.max(...volumes(readOutput(world)))).toBeLessThan(-40);
});

test('A.1.10: the level of the bounds is stated wherever they are shown', async () => {
  const world = worldWith(csvOf(dailyLines(90, (day) => weeklyValue(day) + ((day * 7919) % 13))));
  const printed = await gcforecast(world, [...FORECAST, '--interval-width', '0.95']);
  expect(printed.stdout).toContain('bounds of 95 %');
  const plain = await gcforecast(world, FORECAST);
  expect(plain.stdout).toContain('bounds of 80 %');
  await gcforecast(world, [...FORECAST, '--interval-width', '0.95', '--output', 'a.json']);
  expect(readDocument(world, 'a.json').intervalWidth).toBe(0.95);
});

test('A.1.13: the horizon counts from the end of the history, so there are 30 rows however old it is', async () => {
  const world = worldWith(csvOf(weekly(90)));
  const ran = await gcforecast(world, [...FORECAST, '--as-of', '2026-01-10T00:00:00Z']);
  expect(ran.exitCode).toBe(0);
  expect(volumes(readOutput(world))).toHaveLength(30);
  expect(readOutput(world).split('\n')[1]).toMatch(/^2025-04-06T00:00:00Z,/);
});

test('A.6: a total is a sum: two queues of a file add up to the forecast of both together', async () => {
  const both = weekly(90).flatMap((line) => [`A,${line}`, `B,${line}`]);
  const world = worldWith(csvOf(both, 'queue_name,date,offered'));
  await gcforecast(world, FORECAST);
  const doubled = worldWith(csvOf(dailyLines(90, (day) => 2 * weeklyValue(day))));
  await gcforecast(doubled, FORECAST);
  expect(readOutput(world)).toBe(readOutput(doubled));
});

test('when some series cannot be forecast, the others are, and the result lists the rest with exit code 7', async () => {
  const lines = weekly(90).flatMap((line) => [`Busy,${line}`, `Idle,${line.replace(/,.*/, ',0')}`]);
  const world = worldWith(csvOf(lines, 'queue_name,date,offered'));
  const ran = await gcforecast(world, [...FORECAST, '--by', 'queue', '--output', 'a.json', '--json']);
  expect(ran.exitCode).toBe(7);
  expect(ran.stderr).toBe('warning: not forecast: Idle: all 90 values of the history are 0\n');
  const document = readDocument(world, 'a.json');
  expect(JSON.parse(ran.stdout)).toEqual(document);
  expect(document.series.map(({ key }) => key.queueName)).toEqual(['Busy']);
  expect(document.failed).toEqual([
    { key: { queueName: 'Idle' }, code: 'GCF-DATA', message: 'Idle: all 90 values of the history are 0' },
  ]);
});

test('columns of other names are chosen by role', async () => {
  const world = worldWith(csvOf(weekly(90), 'Tag,Anrufe'));
  expect((await gcforecast(world, [...FORECAST, '--columns', 'time=Tag,value=Anrufe'])).exitCode).toBe(0);
  const wrong = await gcforecast(world, [...FORECAST, '--columns', 'time=Tga,value=Anrufe']);
  expectExplained(wrong, 2, 'the history file has no column Tga', 'did you mean Tag?');
});

test('- is standard input', async () => {
  const piped = testWorld({ stdin: csvOf(weekly(90)) });
  const fromFile = worldWith(csvOf(weekly(90)));
  expect((await gcforecast(piped, ['forecast', '--model', 'prophet', '--history', '-'])).exitCode).toBe(0);
  await gcforecast(fromFile, FORECAST);
  expect(readOutput(piped)).toBe(readOutput(fromFile));
  expectExplained(
    await gcforecast(testWorld(), ['forecast', '--model', 'prophet', '--history', '-']),
    2,
    'is empty',
    'CSV',
  );
});
