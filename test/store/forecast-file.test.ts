import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { readForecastFile } from '../../src/store/forecast-file.ts';
import { temporaryFolder } from '../support/test-world.ts';

// 2026-01-05T08:00:00Z.
const EIGHT = Date.UTC(2026, 0, 5, 8) / 1000;

const read = (text: string) => readForecastFile('-', () => Readable.from([Buffer.from(text)]));

const point = (changes: object = {}) => ({
  start: '2026-01-05T08:00:00Z',
  end: '2026-01-05T08:30:00Z',
  forecast: 10.25,
  lower: 8,
  upper: 13,
  ahtSeconds: 240,
  components: { trend: 10.25 },
  ...changes,
});

const one = (points: readonly object[] = [point()]) => ({ key: {}, metric: 'offered', model: 'prophet', points });

const documentWith = (changes: object = {}): string =>
  JSON.stringify({
    schema: 'gcforecast/forecast@1',
    timeZone: 'Europe/London',
    granularity: 'PT30M',
    intervalWidth: 0.9,
    series: [one()],
    ...changes,
  });

const HEADER = 'interval_start,interval_end,forecasted_volume,confidence_lower,confidence_upper';
const csvOf = (...lines: string[]): string => `${[HEADER, ...lines].join('\n')}\n`;
const LINE = '2026-01-05T08:00:00Z,2026-01-05T08:30:00Z,10.25,8,13';

const interval = { start: EIGHT, end: EIGHT + 1800, forecast: 10.25, lower: 8, upper: 13 };

test('a document tells its series, its zone, the probability of its bounds, and what is not there', async () => {
  const key = { queueId: 'b', mediaType: 'voice' };
  const failed = [{ key: {}, code: 'GCF-DATA', message: 'Sales is too short' }];
  expect(await read(documentWith({ series: [{ ...one(), key }], failed }))).toEqual({
    series: [{ key, intervals: [{ ...interval, ahtSeconds: 240 }] }],
    timeZone: 'Europe/London',
    intervalWidthFraction: 0.9,
    failures: ['Sales is too short'],
  });
});

test('a CSV tells its series, and neither zone nor probability', async () => {
  expect(await read(csvOf(LINE))).toEqual({ series: [{ key: {}, intervals: [interval] }], failures: [] });
});

test('key columns of a CSV tell its series apart, and empty cells are missing', async () => {
  const header = `queue_id,queue_name,media_type,${HEADER},forecasted_aht_seconds`;
  const text = `${header}\na,"Sales, north",voice,${LINE},240\nb,,voice,${LINE},\n`;
  expect((await read(text)).series).toEqual([
    {
      key: { queueId: 'a', queueName: 'Sales, north', mediaType: 'voice' },
      intervals: [{ ...interval, ahtSeconds: 240 }],
    },
    { key: { queueId: 'b', mediaType: 'voice' }, intervals: [interval] },
  ]);
});

test('bounds may be missing', async () => {
  const text = 'interval_start,interval_end,forecasted_volume\n2026-01-05T08:00:00Z,2026-01-05T08:30:00Z,7\n';
  const [{ intervals }] = (await read(text)).series;
  expect(intervals[0].forecast).toBe(7);
  expect(intervals[0].lower).toBeUndefined();
});

test('a file is read by its path, whatever its ending', async () => {
  const path = join(temporaryFolder(), 'forecast.txt');
  writeFileSync(path, `\uFEFF${documentWith()}`);
  expect((await readForecastFile(path, () => Readable.from([]))).timeZone).toBe('Europe/London');
});

describe('what is no forecast is refused with its place and the command that makes one', () => {
  test.each<[what: string, text: string, message: string]>([
    ['nothing', '', 'it has no rows'],
    ['a header alone', `${HEADER}\n`, 'it has no rows'],
    ['half a document', documentWith().slice(0, 100), 'it is not whole as JSON'],
    ['a document without a schema', '{"series":[]}', 'it names no schema instead of gcforecast/forecast@1'],
    ['another document', '{"schema":"gcforecast/staffing@1"}', 'it holds gcforecast/staffing@1 instead of'],
    ['another version', documentWith({ schema: 'gcforecast/forecast@2' }), 'it holds gcforecast/forecast@2'],
    ['no series', documentWith({ series: [] }), 'series is empty'],
    ['no points', documentWith({ series: [one([])] }), 'series.0.points is empty'],
    ['no zone', documentWith({ timeZone: 'Europe/Londn' }), 'timeZone is no IANA time zone'],
    ['a percentage', documentWith({ intervalWidth: 80 }), 'intervalWidth is not below 1'],
    ['seconds', documentWith({ series: [{ ...one(), metric: 'handle_seconds' }] }), 'does not count contacts'],
    ['a negative volume', documentWith({ series: [one([point({ forecast: -1, lower: -2 })])] }), 'is negative'],
    ['a missing volume', documentWith({ series: [one([point({ forecast: null })])] }), 'forecast is no number'],
    ['no handle time', documentWith({ series: [one([point({ ahtSeconds: 0 })])] }), 'ahtSeconds is not above 0'],
    ['crossed bounds', documentWith({ series: [one([point({ lower: 11 })])] }), 'bounds that do not enclose'],
    ['a local time', documentWith({ series: [one([point({ start: '2026-01-05T08:00' })])] }), 'start is no instant'],
    [
      'an end before the start',
      documentWith({ series: [one([point({ end: '2026-01-05T08:00:00Z' })])] }),
      'does not end',
    ],
    [
      'an interval twice',
      documentWith({ series: [one([point(), point()])] }),
      'at 2026-01-05T08:00:00Z that starts before',
    ],
    ['a line twice', csvOf(LINE, LINE), 'all contacts has an interval at 2026-01-05T08:00:00Z that starts before'],
    ['a history', 'interval_start,offered\n2026-01-05T08:00:00Z,3\n', 'it has no column interval_end'],
    ['an empty volume', csvOf(LINE, '2026-01-05T08:30:00Z,2026-01-05T09:00:00Z,,8,13'), 'line 3 is no forecast'],
    [
      'a word for a volume',
      csvOf(LINE.replace('10.25', 'ten')),
      'line 2 is no forecast of contacts: forecasted_volume is no number',
    ],
    ['a line too short', csvOf('2026-01-05T08:00:00Z,3'), 'Invalid Record Length'],
  ])('%s', async (_what, text, message) => {
    await expect(read(text)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(new RegExp(`^standard input.*${message.replaceAll('.', '\\.')}`)),
      hint: expect.stringContaining('gcforecast forecast --granularity PT30M'),
    });
  });
});
