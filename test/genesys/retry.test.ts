import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mayHaveActed, type Outcome, Unanswered, type Unsuccessful } from '../../src/genesys/outcome.ts';
import { waitBeforeRetryMs, withRetries, writeRetries } from '../../src/genesys/retry.ts';
import { jumpingClock } from './jumping-clock.ts';

const NOW = Date.UTC(2026, 0, 10);
const ok: Outcome = { kind: 'answer', status: 200, headers: {}, body: 'ok' };
const refused = (status: number, headers: Record<string, string> = {}): Unsuccessful => ({
  kind: 'refusal',
  status,
  headers,
  body: undefined,
});
const silent = (reason: 'reset' | 'unknown-host' | 'untrusted-certificate' | 'truncated'): Unsuccessful => ({
  kind: 'no-answer',
  reason,
  detail: 'X',
});
const times = <T>(many: number, value: T): T[] => Array.from({ length: many }, () => value);
const wait = (...failed: Unsuccessful[]) => waitBeforeRetryMs(failed, NOW, () => 0);

describe('after a 429', () => {
  test.each([
    ['Retry-After in seconds', { 'retry-after': '42' }, 42_000],
    ['Retry-After as a date', { 'retry-after': new Date(NOW + 5000).toUTCString() }, 5000],
    ['a date that has passed', { 'retry-after': new Date(NOW - 5000).toUTCString() }, 0],
    ['the reset of the window when there is no Retry-After', { 'inin-ratelimit-reset': '17' }, 17_000],
  ])('the wait is exactly %s', (_, headers, ms) => {
    expect(wait(refused(429, headers))).toBe(ms);
  });

  test('up to a second of chance comes on top, since all who were refused were told the same', () => {
    expect(waitBeforeRetryMs([refused(429, { 'retry-after': '2' })], NOW, () => 0.999)).toBeCloseTo(2999);
  });

  test('a wait of more than three minutes is not made', () => {
    expect(wait(refused(429, { 'retry-after': '180' }))).toBe(180_000);
    expect(wait(refused(429, { 'retry-after': '181' }))).toBeUndefined();
  });

  test('without any header the wait grows as for other troubles', () => {
    expect(wait(refused(429))).toBe(500);
    expect(wait(refused(429, { 'retry-after': 'soon' }))).toBe(500);
  });
});

describe('what is tried again, and how often', () => {
  test.each([
    [408, 5],
    [429, 20],
    [500, 2],
    [502, 5],
    [503, 5],
    [504, 5],
    [400, 0],
    [401, 0],
    [403, 0],
    [404, 0],
    [409, 0],
    [501, 0],
  ])('status %i: %i times', (status, retries) => {
    const failed = (many: number) => times(many, refused(status, { 'retry-after': '1' }));
    if (retries > 0) expect(wait(...failed(retries))).toBeGreaterThanOrEqual(0);
    expect(wait(...failed(retries + 1))).toBeUndefined();
  });

  test('broken connections and cut-off answers five times, an unknown host twice, a bad certificate never', () => {
    expect(wait(...times(5, silent('reset')))).toBeGreaterThan(0);
    expect(wait(...times(6, silent('truncated')))).toBeUndefined();
    expect(wait(...times(2, silent('unknown-host')))).toBeGreaterThan(0);
    expect(wait(...times(3, silent('unknown-host')))).toBeUndefined();
    expect(wait(silent('untrusted-certificate'))).toBeUndefined();
  });

  test('the wait doubles from a second on, never exceeds half a minute, and at most half of it is chance', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (many, chance) => {
        const ms = waitBeforeRetryMs(times(many, refused(503)), NOW, () => chance) ?? Number.NaN;
        const full = Math.min(30_000, 1000 * 2 ** (many - 1));
        expect(ms).toBeGreaterThanOrEqual(full / 2);
        expect(ms).toBeLessThanOrEqual(full);
      }),
    );
  });

  // A tutorial of this API decided by looking for "401" or "429" anywhere in the error's text.
  test('A.5.7: the status decides, not the text: a 404 that speaks of 429 is final, a 503 that speaks of 401 is not', () => {
    const saying = (status: number, message: string): Unsuccessful =>
      ({ ...refused(status), body: { message } }) as Unsuccessful;
    expect(wait(saying(404, 'conversation 4290429 not found (429)'))).toBeUndefined();
    expect(wait(saying(503, 'queue 401 unavailable: 401'))).toBe(500);
  });
});

describe('a write', () => {
  const unsent = (detail: string): Unsuccessful => ({ kind: 'no-answer', reason: 'unreachable', detail });
  const waitToWrite = (...failed: Unsuccessful[]) => waitBeforeRetryMs(failed, NOW, () => 0, writeRetries);
  const behind = (outcome: Unsuccessful) => new Error('x', { cause: new Unanswered(outcome, 1) });

  test.each([
    ['too many requests', refused(429, { 'retry-after': '1' })],
    ['a refused connection', unsent('ECONNREFUSED')],
    ['a host without address', unsent('ENOTFOUND')],
  ])('is sent again after %s, since it has changed nothing', (_, outcome) => {
    expect(waitToWrite(outcome)).toBeGreaterThan(0);
    expect(mayHaveActed(behind(outcome))).toBe(false);
  });

  test.each([
    ['a broken connection', silent('reset')],
    ['a cut-off answer', silent('truncated')],
    ['a host that is gone in the middle', unsent('EHOSTUNREACH')],
    ['a time-out', refused(408)],
    ['a failing service', refused(500)],
    ['a failing gateway', refused(504)],
  ])('is not sent again after %s, since it may be in effect', (_, outcome) => {
    expect(waitToWrite(outcome)).toBeUndefined();
    expect(mayHaveActed(behind(outcome))).toBe(true);
  });

  test('that is refused is neither sent again nor in effect', () => {
    for (const status of [400, 403, 404, 409]) {
      expect(waitToWrite(refused(status))).toBeUndefined();
      expect(mayHaveActed(behind(refused(status)))).toBe(false);
    }
    expect(mayHaveActed(new Error('a defect'))).toBe(false);
  });
});

describe('sending with retries', () => {
  async function run(outcomes: Outcome[]) {
    const clock = jumpingClock(NOW);
    const told: number[] = [];
    const left = [...outcomes];
    const send = async (): Promise<Outcome> => left.shift() ?? ok;
    const result = await withRetries(send, { clock, random: () => 0, onWait: ({ waitMs }) => told.push(waitMs) }).catch(
      (error: unknown) => error,
    );
    return { result, waits: clock.waits, told, sent: outcomes.length - left.length };
  }

  test('ends with the first answer and tells each wait before it is made', async () => {
    const { result, waits, told } = await run([refused(503), refused(429, { 'retry-after': '9' }), ok]);
    expect(result).toBe(ok);
    expect(waits).toEqual([500, 9000]);
    expect(told).toEqual(waits);
  });

  test('gives up with what came last and how often it was tried', async () => {
    const { result, sent } = await run(times(10, refused(500)));
    expect(result).toMatchObject({ name: 'Unanswered', tries: 3, last: { status: 500 } });
    expect(sent).toBe(3);
  });

  test('gives up before all waits together pass ten minutes', async () => {
    const { result, waits } = await run(times(20, refused(429, { 'retry-after': '170' })));
    expect(result).toMatchObject({ last: { status: 429 } });
    expect(waits).toEqual([170_000, 170_000, 170_000]);
  });

  test('a defect is thrown at once', async () => {
    const settings = { clock: jumpingClock(), random: () => 0, onWait: () => {} };
    const send = async () => {
      throw new RangeError('a defect');
    };
    await expect(withRetries(send, settings)).rejects.toThrow(RangeError);
  });
});
