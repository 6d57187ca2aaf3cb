import { mkdtempSync, truncateSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import { isoInstant } from '../../../src/series/iso-instant.ts';
import { intervalStarts } from '../../../src/series/series.ts';
import {
  type HistoryFile,
  type HistoryQuestion,
  readHistoryFile,
} from '../../../src/store/history-file/history-file.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'gcforecast-history-'));
});
afterAll(() => rm(directory, { recursive: true }));

const usual: HistoryQuestion = { columns: {}, metric: 'offered', by: [], timeZone: 'UTC', allowNegative: false };

const read = (text: string | Buffer, question: Partial<HistoryQuestion> = {}): Promise<HistoryFile> =>
  readHistoryFile('-', { ...usual, ...question }, () => Readable.from([Buffer.from(text)]));

/** Start and value of each interval of the only series. */
async function intervals(text: string, question: Partial<HistoryQuestion> = {}): Promise<[string, number][]> {
  const { series } = await read(text, question);
  expect(series).toHaveLength(1);
  const [only] = series.map((keyed) => keyed.series);
  if (only === undefined) return [];
  expect(only.closed).toEqual(new Uint8Array(only.values.length));
  return [...intervalStarts(only)].map((start, i) => [isoInstant(start), only.values[i] ?? Number.NaN]);
}

describe('values', () => {
  test('A.1.2: a gap and an empty cell are missing, a zero is zero, and no day disappears', async () => {
    const text = 'ds,y\n2024-05-01,5\n2024-05-02,0\n2024-05-03,\n2024-05-05,7\n2024-05-06,8\n';
    expect(await intervals(text)).toEqual([
      ['2024-05-01T00:00:00Z', 5],
      ['2024-05-02T00:00:00Z', 0],
      ['2024-05-03T00:00:00Z', Number.NaN],
      ['2024-05-04T00:00:00Z', Number.NaN],
      ['2024-05-05T00:00:00Z', 7],
      ['2024-05-06T00:00:00Z', 8],
    ]);
  });

  test('with a decimal comma are read, and the reader says so', async () => {
    const { series, warnings } = await read('ds;y\n2024-05-01;5,5\n2024-05-02;7\n');
    expect([...(series[0]?.series.values ?? [])]).toEqual([5.5, 7]);
    expect(warnings).toEqual(['commas in numbers were read as decimal points (first in line 2)']);
    expect((await read('ds,y\n2024-05-01,"5,5"\n2024-05-02,7\n')).series[0]?.series.values[0]).toBe(5.5);
  });

  test('below zero are refused unless they are allowed', async () => {
    const text = 'ds,y\n2024-05-01,-5\n2024-05-02,7\n';
    await expect(read(text)).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining('line 2') });
    expect(await intervals(text, { allowNegative: true })).toMatchObject([{ 1: -5 }, { 1: 7 }]);
  });

  test('of several usual columns: the first is used, and named', async () => {
    const { series, warnings } = await read('ds,y,offered\n2024-05-01,1,10\n2024-05-02,2,20\n');
    expect([...(series[0]?.series.values ?? [])]).toEqual([10, 20]);
    expect(warnings).toEqual(['the file has more than one value column (also y); offered is used']);
  });
});

describe('times', () => {
  test('A.1.4: dates are local days of the zone', async () => {
    const text = 'ds,y\n2024-03-09,1\n2024-03-10,2\n2024-03-11,3\n';
    expect(await intervals(text, { timeZone: 'America/New_York' })).toEqual([
      ['2024-03-09T05:00:00Z', 1],
      ['2024-03-10T05:00:00Z', 2],
      ['2024-03-11T04:00:00Z', 3],
    ]);
  });

  test('A.1.5: with an offset they are instants, without they are what the wall clock of the zone showed', async () => {
    const timeZone = 'America/New_York';
    const local = await intervals('ds,y\n2024-05-01 08:00,1\n2024-05-01 08:30,2\n', { timeZone });
    const instants = await intervals('ds,y\n2024-05-01T12:00Z,1\n2024-05-01T14:30+02:00,2\n', { timeZone });
    expect(local).toEqual([
      ['2024-05-01T12:00:00Z', 1],
      ['2024-05-01T12:30:00Z', 2],
    ]);
    expect(instants).toEqual(local);
  });

  test('A.1.5: with and without offset in one file are refused', async () => {
    await expect(read('ds,y\n2024-05-01T00:00Z,1\n2024-05-01T01:00,2\n')).rejects.toMatchObject({
      exitCode: 2,
      message: 'history file, line 3: the time has no offset, unlike the one in line 2',
    });
  });

  test('A.6: instants that are days of another zone are refused, not cut at UTC midnight', async () => {
    const text = 'interval_start,offered\n2024-05-01T04:00:00Z,1\n2024-05-02T04:00:00Z,2\n';
    await expect(read(text)).rejects.toMatchObject({
      exitCode: 2,
      message: 'history file, line 2: 2024-05-01T04:00:00Z does not start an interval of P1D in UTC',
      hint: expect.stringContaining('--time-zone'),
    });
    expect(await intervals(text, { timeZone: 'America/New_York' })).toHaveLength(2);
  });

  test('in any order are sorted, and the reader says so', async () => {
    const { series, warnings } = await read('ds,y\n2024-05-02,2\n2024-05-01,1\n2024-05-03,3\n');
    expect([...(series[0]?.series.values ?? [])]).toEqual([1, 2, 3]);
    expect(warnings).toEqual(['rows that were not in order of time were sorted: 1']);
  });

  test('given twice with the same value are one, and the reader says so', async () => {
    const { series, warnings } = await read('ds,y\n2024-05-01,1\n2024-05-01,1\n2024-05-02,\n2024-05-02,\n');
    expect([...(series[0]?.series.values ?? [])]).toEqual([1, Number.NaN]);
    expect(warnings).toEqual(['rows that repeat an earlier one were dropped: 2']);
  });

  test.each([
    ['5', '6', 'it gives 6 for the interval of line 2, which gives 5'],
    ['5', '', 'it gives nothing for the interval of line 2, which gives 5'],
  ])('given twice with %s and %j are refused, naming both lines', async (one, other, message) => {
    await expect(read(`ds,y\n2024-05-01,${one}\n2024-05-02,3\n2024-05-01,${other}\n`)).rejects.toMatchObject({
      exitCode: 2,
      message: `history file, line 4: ${message}`,
    });
  });

  test('off the grid are refused, naming the line', async () => {
    const text = 'ds,y\n2024-05-01T00:00,1\n2024-05-01T00:30,1\n2024-05-01T01:00,1\n2024-05-01T01:07,1\n';
    await expect(read(text)).rejects.toMatchObject({
      exitCode: 2,
      message: 'history file, line 5: 2024-05-01T01:07:00 does not start an interval of PT30M in UTC',
    });
  });

  test('that start beside the grid of the local day are refused, even when they keep their distance', async () => {
    const text = 'ds,y\n2024-05-01T00:22,1\n2024-05-01T00:07,1\n2024-05-01T00:37,1\n';
    await expect(read(text)).rejects.toMatchObject({
      message: 'history file, line 3: 2024-05-01T00:07:00 does not start an interval of PT15M in UTC',
    });
  });

  test('finer than a step that is given are refused too: hours are no days', async () => {
    const text = 'ds,y\n2024-05-01T00:00,1\n2024-05-01T01:00,1\n';
    await expect(read(text, { step: calendarStep('P1D') })).rejects.toMatchObject({
      message: expect.stringContaining('line 3'),
    });
  });

  test('coarser than a step that is given leave gaps', async () => {
    const step = calendarStep('PT30M');
    expect(await intervals('ds,y\n2024-05-01T00:00,1\n2024-05-01T01:00,2\n', { step })).toEqual([
      ['2024-05-01T00:00:00Z', 1],
      ['2024-05-01T00:30:00Z', Number.NaN],
      ['2024-05-01T01:00:00Z', 2],
    ]);
  });

  test('of calendar months are recognised, in any zone', async () => {
    const timeZone = 'Europe/London';
    expect(await intervals('ds,y\n2024-02-01,1\n2024-03-01,2\n2024-04-01,3\n', { timeZone })).toEqual([
      ['2024-02-01T00:00:00Z', 1],
      ['2024-03-01T00:00:00Z', 2],
      ['2024-03-31T23:00:00Z', 3],
    ]);
  });

  test('far from all others are taken for a slip, naming the line', async () => {
    const text = 'ds,y\n2024-05-01T00:00,1\n2024-05-01T00:05,1\n2024-05-01T00:10,1\n2204-05-01T00:00,1\n';
    await expect(read(text)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('line 5: 2204-05-01'),
    });
  });
});

describe('A.6: changes of clocks', () => {
  const timeZone = 'Europe/London';

  test('the hour that comes twice is two intervals, in the order of the file', async () => {
    const text = 'ds,y\n2024-10-27T00:00,1\n2024-10-27T01:00,2\n2024-10-27T01:00,3\n2024-10-27T02:00,4\n';
    const expected = [
      ['2024-10-26T23:00:00Z', 1],
      ['2024-10-27T00:00:00Z', 2],
      ['2024-10-27T01:00:00Z', 3],
      ['2024-10-27T02:00:00Z', 4],
    ];
    expect(await intervals(text, { timeZone })).toEqual(expected);
    const [header = '', ...rows] = text.trimEnd().split('\n');
    expect(await intervals([header, ...rows.toReversed()].join('\n'), { timeZone })).toEqual(expected);
    expect((await read(text, { timeZone })).warnings).toEqual([
      'rows at a time that clocks in Europe/London showed twice: 2; the first of two is the earlier one',
    ]);
  });

  test('half hours that come twice are told apart too, and are not out of order', async () => {
    const times = ['00:30', '01:00', '01:30', '01:00', '01:30', '02:00'];
    const text = ['ds,y', ...times.map((time, i) => `2024-10-27 ${time},${i}`)].join('\n');
    const { series, warnings } = await read(text, { timeZone });
    expect([...(series[0]?.series.values ?? [])]).toEqual([0, 1, 2, 3, 4, 5]);
    expect(warnings).toHaveLength(1);
  });

  test('the hour that is given once of two leaves the other missing', async () => {
    const text = 'ds,y\n2024-10-27T00:00,1\n2024-10-27T01:00,2\n2024-10-27T02:00,4\n2024-10-27T03:00,5\n';
    expect(await intervals(text, { timeZone })).toMatchObject([
      { 1: 1 },
      { 1: 2 },
      { 1: Number.NaN },
      { 1: 4 },
      { 1: 5 },
    ]);
  });

  test('a time that clocks skip is dropped when nothing happened then', async () => {
    const text = 'ds,y\n2024-03-31T00:00,1\n2024-03-31T01:00,0\n2024-03-31T02:00,3\n2024-03-31T03:00,4\n';
    const { series, warnings } = await read(text, { timeZone });
    expect([...(series[0]?.series.values ?? [])]).toEqual([1, 3, 4]);
    expect(warnings[0]).toMatch(/^rows at a time that clocks in Europe\/London skipped: 1;/);
  });

  test('contacts at a time that clocks skip are not added to those of the next hour', async () => {
    const text = 'ds,y\n2024-03-31T00:00,1\n2024-03-31T01:00,2\n2024-03-31T02:00,3\n';
    await expect(read(text, { timeZone })).rejects.toMatchObject({
      exitCode: 2,
      message: 'history file, line 3: 2024-03-31T01:00:00 does not exist in Europe/London, where clocks went forward',
      hint: expect.stringContaining('--time-zone'),
    });
  });

  test('days that start at one o clock are days like others (Santiago, 8 September 2024)', async () => {
    const text = 'ds,y\n2024-09-07,1\n2024-09-08,2\n2024-09-09,3\n';
    expect(await intervals(text, { timeZone: 'America/Santiago' })).toEqual([
      ['2024-09-07T04:00:00Z', 1],
      ['2024-09-08T04:00:00Z', 2],
      ['2024-09-09T03:00:00Z', 3],
    ]);
  });
});

describe('keys', () => {
  const fetched = [
    'interval_start,interval_end,queue_id,queue_name,media_type,offered,answered,abandoned,handle_seconds',
    '2024-05-01T00:00:00Z,2024-05-02T00:00:00Z,q1,Support,voice,10,8,2,2000',
    '2024-05-01T00:00:00Z,2024-05-02T00:00:00Z,q1,Support,chat,5,5,0,900',
    '2024-05-01T00:00:00Z,2024-05-02T00:00:00Z,q2,Sales,voice,7,7,0,700',
    '2024-05-02T00:00:00Z,2024-05-03T00:00:00Z,q1,Care,voice,20,18,2,4000',
    '2024-05-02T00:00:00Z,2024-05-03T00:00:00Z,q1,Care,chat,6,6,0,1000',
    '2024-05-02T00:00:00Z,2024-05-03T00:00:00Z,q2,Sales,voice,,,,',
  ].join('\n');
  const seriesOf = async (question: Partial<HistoryQuestion>) =>
    (await read(fetched, question)).series.map(({ key, series }) => [key, [...series.values]]);

  test('of a fetched file are summed unless they are asked for; a missing part makes the sum missing', async () => {
    expect(await seriesOf({})).toEqual([[{}, [22, Number.NaN]]]);
    expect(await seriesOf({ by: ['media'] })).toEqual([
      [{ mediaType: 'chat' }, [5, 6]],
      [{ mediaType: 'voice' }, [17, Number.NaN]],
    ]);
  });

  test('keep series apart, ordered by name, a renamed queue in one series under its last name', async () => {
    expect(await seriesOf({ by: ['queue'] })).toEqual([
      [{ queueId: 'q1', queueName: 'Care' }, [15, 26]],
      [{ queueId: 'q2', queueName: 'Sales' }, [7, Number.NaN]],
    ]);
    expect((await seriesOf({ by: ['queue', 'media'] })).map(([key]) => key)).toEqual([
      { queueId: 'q1', queueName: 'Care', mediaType: 'chat' },
      { queueId: 'q1', queueName: 'Care', mediaType: 'voice' },
      { queueId: 'q2', queueName: 'Sales', mediaType: 'voice' },
    ]);
  });

  test('of a renamed queue have its last name in a file with the newest rows first too', async () => {
    const [header = '', ...rows] = fetched.split('\n');
    const { series } = await read([header, ...rows.toReversed()].join('\n'), { by: ['queue'] });
    expect(series.map(({ key }) => key.queueName)).toEqual(['Care', 'Sales']);
  });

  test('metrics are read from their own column, in their unit', async () => {
    expect(await seriesOf({ metric: 'abandoned', by: ['media'] })).toMatchObject([
      { 1: [0, 0] },
      { 1: [2, Number.NaN] },
    ]);
    const { series } = await read(fetched, { metric: 'handleSeconds' });
    expect(series[0]?.series).toMatchObject({ unit: 'seconds', values: Float64Array.of(3600, Number.NaN) });
  });

  test('that were chosen keep series apart without further ado', async () => {
    const { series } = await read('ds,y,team\n2024-05-01,1,b\n2024-05-01,2,a\n2024-05-02,3,b\n', {
      columns: { key: 'team' },
    });
    expect(series.map(({ key }) => key)).toEqual([{ queueId: 'a' }, { queueId: 'b' }]);
    expect(series.map(({ series: { values } }) => [...values])).toEqual([
      [2, Number.NaN],
      [1, 3],
    ]);
  });

  test('begin with their own first row and end together', async () => {
    const text = 'ds,y,id\n2024-05-01,1,a\n2024-05-02,2,a\n2024-05-02,3,b\n2024-05-03,4,b\n';
    const { series } = await read(text, { by: ['queue'] });
    expect(series.map(({ series: { start, values } }) => [isoInstant(start), [...values]])).toEqual([
      ['2024-05-01T00:00:00Z', [1, 2, Number.NaN]],
      ['2024-05-02T00:00:00Z', [3, 4]],
    ]);
  });

  test('A.6: a summed key without a row among its rows is reported', async () => {
    const text =
      'ds,y,id\n2024-05-01,1,a\n2024-05-01,1,b\n2024-05-02,1,a\n2024-05-03,1,a\n2024-05-03,1,b\n2024-05-04,1,a\n';
    const { series, warnings } = await read(text);
    expect([...(series[0]?.series.values ?? [])]).toEqual([2, 1, 2, 1]);
    expect(warnings).toEqual(['intervals in which some of the summed series have no row, and add nothing: 1']);
  });

  test('that are blank are refused where they are kept apart', async () => {
    const text = 'ds,y,queue_id,media_type\n2024-05-01,1,,voice\n2024-05-02,1,q,\n';
    await expect(read(text, { by: ['queue'] })).rejects.toMatchObject({
      message: 'history file, line 2: the queue is blank',
    });
    await expect(read(text, { by: ['media'] })).rejects.toMatchObject({
      message: 'history file, line 3: the media type is blank',
    });
    expect((await read(text)).series).toHaveLength(1);
  });
});

describe('sources', () => {
  const csv = 'ds,y\n2024-05-01,1\n2024-05-02,2\n';
  const file = (name: string, content: string | Buffer): string => {
    writeFileSync(join(directory, name), content);
    return join(directory, name);
  };
  const readFrom = (source: string) => readHistoryFile(source, usual, () => Readable.from([]));

  test('a file and standard input give the same', async () => {
    expect(await readFrom(file('a.csv', csv))).toEqual(await read(csv));
  });

  test('a byte order mark is no part of the first column, and a character may be cut by a chunk', async () => {
    expect(await read(`\uFEFF${csv}`)).toEqual(await read(csv));
    const bytes = Buffer.from('ds,y,id\n2024-05-01,1,Köln\n2024-05-02,2,Köln\n');
    const half = bytes.indexOf(0xc3) + 1;
    const chunks = Readable.from([bytes.subarray(0, half), bytes.subarray(half)]);
    const { series } = await readHistoryFile('-', { ...usual, by: ['queue'] }, () => chunks);
    expect(series[0]?.key).toEqual({ queueId: 'Köln' });
  });

  test.each([
    ['', 'is empty'],
    ['\n \n', 'is empty'],
    [Buffer.from('\uFEFFds,y\n', 'utf16le'), 'encoded as UTF-16'],
    [Buffer.from('ds,y\nK\u00f6ln,1\n', 'latin1'), 'not encoded as UTF-8'],
    [Buffer.from([0x1f, 0x8b, 8, 0]), 'compressed with gzip'],
    [Buffer.from('PK\u0003\u0004rest'), 'spreadsheet or a zip'],
    [Buffer.from([0x7f, 0x45, 0, 1]), 'not a text file'],
  ])('%j is refused as what it is', async (content, message) => {
    await expect(read(content)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(message),
      hint: expect.any(String),
    });
  });

  test('a file that is missing or a directory is refused', async () => {
    await expect(readFrom(join(directory, 'none.csv'))).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('there is no such file'),
    });
    await expect(readFrom(directory)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('directory'),
    });
  });

  test('a file that is too large is refused before it is read', async () => {
    const path = file('large.csv', csv);
    truncateSync(path, 1024 ** 3);
    const before = process.memoryUsage().rss;
    await expect(readFrom(path)).rejects.toMatchObject({
      exitCode: 2,
      message: `${path} is larger than 128 MB`,
      hint: expect.stringContaining('sum the rows up'),
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });

  test('standard input that is too large is refused while it is read', async () => {
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    let given = 0;
    async function* endless() {
      for (;;) {
        given++;
        yield megabyte;
      }
    }
    await expect(readHistoryFile('-', usual, () => Readable.from(endless()))).rejects.toMatchObject({
      message: 'standard input is larger than 128 MB',
    });
    expect(given).toBeLessThan(150);
  });

  test('more lines than fit into memory are refused', async () => {
    const text = `ds,y\n2024-05-01,1\n${'\n'.repeat(3_000_000)}2024-05-02,1\n`;
    await expect(read(text)).rejects.toMatchObject({
      exitCode: 2,
      message: 'history file, line 3000003: the file has more than 3000000 lines',
    });
  });

  test('a header without rows and a single row do not allow a forecast: exit code 5', async () => {
    await expect(read('ds,y\n')).rejects.toMatchObject({ exitCode: 5, hint: expect.any(String) });
    await expect(read('ds,y\n2024-05-01,1\n')).rejects.toMatchObject({ exitCode: 5, hint: expect.any(String) });
    const skipped = { timeZone: 'Europe/London', step: calendarStep('PT1H') };
    await expect(read('ds,y\n2024-03-31T01:00,0\n', skipped)).rejects.toMatchObject({ exitCode: 5 });
  });

  test('100,000 rows are read whole', async () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => `${isoInstant(1_600_000_200 + i * 900)},${i % 97}`);
    const { series } = await read(['interval_start,offered', ...rows].join('\n'));
    expect(series[0]?.series.values).toHaveLength(100_000);
  });
});

test('whatever is written as a history is read as the same history', async () => {
  const value = fc.oneof(fc.constant(Number.NaN), fc.double({ min: 0, max: 1e6, noNaN: true }));
  const values = fc.array(value, { minLength: 2, maxLength: 60 });
  const shape = fc.record({
    iso: fc.constantFrom('PT15M', 'PT1H', 'P1D', 'P1W'),
    timeZone: fc.constantFrom('UTC', 'Europe/London', 'America/Santiago'),
    delimiter: fc.constantFrom(',', ';', '\t'),
    quoted: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(values, shape, async (given, { iso, timeZone, delimiter, quoted }) => {
      const step = calendarStep(iso);
      const midnight = { UTC: '00', 'Europe/London': '23', 'America/Santiago': '04' }[timeZone];
      const start = Date.parse(`2024-0${timeZone === 'UTC' ? '9-02' : '9-01'}T${midnight}:00:00Z`) / 1000;
      const series = { start, step, timeZone, values: Float64Array.from(given) };
      const rows = [...intervalStarts(series)].map((at, i) => [isoInstant(at), Number.isNaN(given[i]) ? '' : given[i]]);
      const text = stringify([['interval_start', 'y'], ...rows], { delimiter, quoted });
      const { series: found } = await read(text, { timeZone });
      expect(found[0]?.series).toMatchObject({ start, step, timeZone, values: Float64Array.from(given) });
    }),
  );
});
