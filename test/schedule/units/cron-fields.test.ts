import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cronClock } from '../../../src/schedule/cron.ts';
import { cronFields } from '../../../src/schedule/units/cron-fields.ts';
import { sampleSize } from '../../support/sample-size.ts';

test.each([
  ['0 2 * * *', { minutes: [0], hours: [2], daysOfMonth: undefined, months: undefined, weekdays: undefined }],
  ['*/20 1-4 * * *', { minutes: [0, 20, 40], hours: [1, 2, 3, 4] }],
  ['5/25 0 * * *', { minutes: [5, 30, 55] }],
  ['0 2 1,15 jan-mar MON-fri', { daysOfMonth: [1, 15], months: [1, 2, 3], weekdays: [1, 2, 3, 4, 5] }],
  ['0 2 * * 7', { weekdays: [0] }],
  ['0 2 * * 5-7', { weekdays: [0, 5, 6] }],
  ['@weekly', { minutes: [0], hours: [0], weekdays: [0] }],
])('%s', (expression, fields) => {
  expect(cronFields(expression)).toMatchObject(fields);
});

describe('is refused where other schedulers would take it for something else', () => {
  test.each([
    '0 0 2 * * *',
    '0 2 * * FRI#L',
    '0 2 L * *',
    '0 2 15W * *',
    '0 2 * * 1-',
    '0 24 * * *',
    '5-1 * * * *',
    '',
  ])("'%s'", (expression) => {
    expect(() => cronFields(expression)).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: expect.stringContaining('more than other schedulers understand'),
      }),
    );
  });
});

test('names the same instants as the clock that runs by it', () => {
  const numbers = (least: number, most: number) =>
    fc.uniqueArray(fc.integer({ min: least, max: most }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(numbers(0, 59), numbers(0, 23), fc.option(numbers(1, 12)), (minutes, hours, months) => {
      const expression = `${minutes.join()} ${hours.join()} * ${months?.join() ?? '*'} *`;
      const fields = cronFields(expression);
      const clock = cronClock(expression, 'UTC');
      for (let i = 0, at = clock.next(1e9); i < 20 && at !== undefined; i++, at = clock.next(at)) {
        const date = new Date(at * 1000);
        expect(fields.minutes).toContain(date.getUTCMinutes());
        expect(fields.hours).toContain(date.getUTCHours());
        if (fields.months !== undefined) expect(fields.months).toContain(date.getUTCMonth() + 1);
      }
    }),
    { numRuns: sampleSize(10, 500) },
  );
});
