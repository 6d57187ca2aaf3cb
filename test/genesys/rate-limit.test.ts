import { setImmediate as otherWork } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Outcome } from '../../src/genesys/outcome.ts';
import { rateLimit } from '../../src/genesys/rate-limit.ts';
import { jumpingClock } from './jumping-clock.ts';

const answer = (headers: Record<string, string> = {}): Outcome => ({ kind: 'answer', status: 200, headers, body: {} });
const window = (count: number, allowed: number, reset: number) =>
  answer({
    'inin-ratelimit-count': String(count),
    'inin-ratelimit-allowed': String(allowed),
    'inin-ratelimit-reset': String(reset),
  });

function limited() {
  const clock = jumpingClock();
  const reasons: string[] = [];
  const limit = rateLimit({ clock, random: () => 0, onWait: ({ because }) => reasons.push(because) });
  return { clock, reasons, send: (outcome: Outcome) => limit(async () => outcome) };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('the rate limit', () => {
  test('waits for the reset when the count has reached what is allowed', async () => {
    const { clock, reasons, send } = limited();
    await send(window(179, 180, 61));
    await send(window(180, 180, 12));
    expect(clock.waits).toEqual([]);
    await send(window(1, 180, 60));
    expect(clock.waits).toEqual([12_000]);
    expect(reasons).toEqual(['the requests of this minute are used up']);
  });

  test('counts the requests under way', async () => {
    let nowMs = 0;
    const asleep: (() => void)[] = [];
    const clock = { nowMs: () => nowMs, sleep: () => new Promise<void>((wake) => asleep.push(wake)) };
    const limit = rateLimit({ clock, random: () => 0, onWait: () => {} });
    await limit(async () => window(7, 10, 30));
    let sent = 0;
    const all = Promise.all(
      Array.from({ length: 6 }, () =>
        limit(async () => {
          sent++;
          return answer();
        }),
      ),
    );
    await otherWork();
    expect({ sent, asleep: asleep.length }).toEqual({ sent: 3, asleep: 3 });
    nowMs = 30_000;
    for (const wake of asleep) wake();
    await all;
    expect(sent).toBe(6);
  });

  test('holds back everybody after one 429', async () => {
    const { clock, send } = limited();
    await send({ kind: 'refusal', status: 429, headers: { 'retry-after': '20' }, body: {} });
    await send(answer());
    expect(clock.waits).toEqual([20_000]);
  });

  test('does not wait out a quota of hours: the next reply is to tell it', async () => {
    const { clock, send } = limited();
    await send({ kind: 'refusal', status: 429, headers: { 'retry-after': '7200' }, body: {} });
    await send(answer());
    expect(clock.waits).toEqual([]);
  });

  test('lets a request give up its turn, and the others keep theirs', async () => {
    const clock = jumpingClock();
    const limit = rateLimit({ clock, random: () => 0, onWait: () => {} });
    await limit(async () => window(1, 1, 60));
    const stop = new AbortController();
    stop.abort(new Error('not needed any more'));
    let sent = 0;
    const send = async (): Promise<Outcome> => {
      sent++;
      return answer();
    };
    await expect(limit(send, stop.signal)).rejects.toThrow('not needed any more');
    expect(sent).toBe(0);
    await limit(send);
    expect({ sent, waits: clock.waits }).toEqual({ sent: 1, waits: [60_000] });
  });

  test('learns nothing from headers that are no numbers', async () => {
    const { clock, send } = limited();
    await send(answer({ 'inin-ratelimit-count': 'many', 'inin-ratelimit-allowed': 'few', 'inin-ratelimit-reset': '' }));
    await send(answer());
    expect(clock.waits).toEqual([]);
  });

  test('lets 300 requests a minute pass until the service says its limit', async () => {
    vi.useFakeTimers();
    const limit = rateLimit({ clock: jumpingClock(), random: () => 0, onWait: () => {} });
    let sent = 0;
    const all = Promise.all(
      Array.from({ length: 301 }, () =>
        limit(async () => {
          sent++;
          return answer();
        }),
      ),
    );
    await vi.advanceTimersByTimeAsync(59_000);
    expect(sent).toBe(300);
    await vi.advanceTimersByTimeAsync(1000);
    await all;
    expect(sent).toBe(301);
  });
});
