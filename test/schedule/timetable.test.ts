import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cronClock } from '../../src/schedule/cron.ts';
import { jitterSeconds, nextDue, timetable } from '../../src/schedule/timetable.ts';
import { dailyWindow } from '../../src/schedule/window.ts';

const secondsOf = (iso: string): number => Date.parse(iso) / 1000;
const NOON = secondsOf('2026-01-01T12:00:00Z');

const table = (cron: string, window: string | undefined, delaySeconds = 0, timeZone = 'Europe/London') =>
  timetable(cronClock(cron, timeZone), window === undefined ? undefined : dailyWindow(window), delaySeconds, NOON);

const dueAfter = (at: string, ...of: Parameters<typeof table>): string =>
  new Date((nextDue(table(...of), secondsOf(at)) ?? Number.NaN) * 1000).toISOString();

test('without a window, runs are due at the times of the expression, and later by the delay', () => {
  expect(dueAfter('2026-01-01T12:00:00Z', '0 2 * * *', undefined)).toBe('2026-01-02T02:00:00.000Z');
  expect(dueAfter('2026-01-01T12:00:00Z', '0 2 * * *', undefined, 137)).toBe('2026-01-02T02:02:17.000Z');
  expect(dueAfter('2026-01-02T02:01:00Z', '0 2 * * *', undefined, 137)).toBe('2026-01-02T02:02:17.000Z');
});

test('times out of the window are left out, also over midnight', () => {
  expect(dueAfter('2026-01-01T05:00:00Z', '0 * * * *', '01:00-05:00')).toBe('2026-01-02T01:00:00.000Z');
  expect(dueAfter('2026-01-01T12:00:00Z', '0 * * * *', '22:30-01:00')).toBe('2026-01-01T23:00:00.000Z');
  expect(dueAfter('2026-01-01T23:30:00Z', '0 * * * *', '22:30-01:00')).toBe('2026-01-02T00:00:00.000Z');
  expect(dueAfter('2026-01-02T00:30:00Z', '0 * * * *', '22:30-01:00')).toBe('2026-01-02T23:00:00.000Z');
});

test('the window is one of the local clock', () => {
  expect(dueAfter('2026-07-01T12:00:00Z', '0 * * * *', '01:00-05:00')).toBe('2026-07-02T00:00:00.000Z');
});

test('the moment of the run counts, not the time that the expression names', () => {
  expect(dueAfter('2026-01-01T12:00:00Z', '58 0 * * *', '01:00-05:00', 180)).toBe('2026-01-02T01:01:00.000Z');
});

test.each([
  ['0 2 * * *', '03:00-05:00', 0],
  ['59 4 * * *', '01:00-05:00', 60],
  ['* 6-23 * * *', '01:00-05:00', 0],
])('%s never being within %s is refused', (cron, window, delay) => {
  expect(() => table(cron, window, delay)).toThrow(
    expect.objectContaining({
      exitCode: 2,
      message: expect.stringContaining(`no run of '${cron}' is within the window`),
    }),
  );
});

test('a rare date is found through its window', () => {
  expect(dueAfter('2026-01-01T12:00:00Z', '0 * 29 2 *', '03:00-04:00')).toBe('2028-02-29T03:00:00.000Z');
});

test('the delay is below the jitter, the same for an installation, and spread over them', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.integer({ min: 1, max: 86_400 }), (home, cron, most) => {
      const delay = jitterSeconds(home, cron, most);
      expect(Number.isInteger(delay) && delay >= 0 && delay < most).toBe(true);
      expect(jitterSeconds(home, cron, most)).toBe(delay);
    }),
  );
  expect(jitterSeconds('/home', '0 2 * * *', 0)).toBe(0);
  const tenths = new Array<number>(10).fill(0);
  for (let i = 0; i < 5000; i++) tenths[jitterSeconds(`/home/${i}`, '0 2 * * *', 10)]++;
  // Binomial with 5000 draws of 0.1: a standard deviation of 21, so five of them bound all tenths.
  for (const count of tenths) expect(Math.abs(count - 500)).toBeLessThan(106);
});
