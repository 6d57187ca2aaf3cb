import { expect, test } from 'vitest';
import { Failure } from '../../src/errors.ts';
import { forecastDocument } from '../../src/export/forecast-json.ts';
import { forecastResult } from './forecast-results.ts';

const run = {
  asOf: Date.parse('2024-05-01T09:30:00Z') / 1000,
  timeZone: 'UTC',
  granularity: 'P1D',
  intervalWidthFraction: 0.8,
  warnings: [],
};

test('the document has the fields of the contract and numbers as the model gave them', () => {
  const result = forecastResult({
    bounds: [[760.123456789, 812.4000000001, 866]],
    key: { queueId: 'q1', queueName: 'Support', mediaType: 'voice' },
    model: 'prophet',
    warnings: ['closed on Sundays'],
  });
  expect(JSON.parse(JSON.stringify(forecastDocument(run, [result])))).toEqual({
    schema: 'gcforecast/forecast@1',
    asOf: '2024-05-01T09:30:00Z',
    timeZone: 'UTC',
    granularity: 'P1D',
    intervalWidth: 0.8,
    series: [
      {
        key: { queueId: 'q1', queueName: 'Support', mediaType: 'voice' },
        metric: 'offered',
        model: 'prophet',
        history: { start: '2024-04-01T00:00:00Z', end: '2024-05-01T00:00:00Z', points: 30, missing: 0 },
        points: [
          {
            start: '2024-05-01T00:00:00Z',
            end: '2024-05-02T00:00:00Z',
            forecast: 812.4000000001,
            lower: 760.123456789,
            upper: 866,
            components: { trend: 812.4000000001 },
          },
        ],
        warnings: ['closed on Sundays'],
      },
    ],
  });
});

test('A.6: missing history is counted, closed days and zeros are not', () => {
  const result = forecastResult({ bounds: [[1, 2, 3]] });
  const values = result.history.values.map((_, i) => [Number.NaN, 0, Number.NaN, 5][i % 4] ?? 0);
  const closed = result.history.closed.map((_, i) => (i % 4 === 2 ? 1 : 0));
  const document = forecastDocument(run, [{ ...result, history: { ...result.history, values, closed } }]);
  expect(document.series[0]?.history).toMatchObject({ points: 30, missing: 8 });
});

test('the total over everything has an empty key, and handle time appears when it is known', () => {
  const result = forecastResult({ bounds: [[1, 2, 3]], ahtSeconds: Float64Array.of(300.5), metric: 'handleSeconds' });
  const [series] = forecastDocument(run, [result]).series;
  expect(series?.key).toEqual({});
  expect(series?.metric).toBe('handle_seconds');
  expect(series?.points[0]?.ahtSeconds).toBe(300.5);
});

test('A.6: a number that is none is a defect, and never null in the document', () => {
  const result = forecastResult({ bounds: [[1, 2, Number.POSITIVE_INFINITY]] });
  expect(() => forecastDocument(run, [result])).toThrow('interval 0 of the forecast is Infinity');
});

test('A.6: what was put right in the whole history and series that failed are named in the document', () => {
  const failure = new Failure('Sales: all 30 values of the history are 0', { code: 'GCF-DATA', exitCode: 5 });
  const document = forecastDocument(
    { ...run, warnings: ['2 rows repeat an earlier row'] },
    [forecastResult({ bounds: [[1, 2, 3]] })],
    [{ key: { queueId: 'q2' }, failure }],
  );
  expect(document.warnings).toEqual(['2 rows repeat an earlier row']);
  expect(document.failed).toEqual([
    { key: { queueId: 'q2' }, code: 'GCF-DATA', message: 'Sales: all 30 values of the history are 0' },
  ]);
});
