import { expect, test } from 'vitest';
import type { ZodMiniType } from 'zod/mini';
import * as z from 'zod/mini';
import type { ApiRequest } from '../../src/genesys/api-request.ts';
import type { Client } from '../../src/genesys/client.ts';
import { poll } from '../../src/genesys/poll.ts';
import { jumpingClock } from './jumping-clock.ts';

const request: ApiRequest = { what: 'the thing', method: 'GET', path: '/thing' };

/** Answers 1, 2, 3, ... */
function counting(clock = jumpingClock()) {
  let asked = 0;
  const client: Client = {
    ask: async <T>(_: ApiRequest, schema: ZodMiniType<T>) => schema.parse(++asked),
    login: async () => {},
    read: () => Promise.reject(new Error('not asked')),
    change: async () => {},
    release: async () => {},
    apiUrl: 'https://api.example.com',
    clock,
    finishRecording: async () => {},
  };
  return client;
}

test('the final answer is given, after a pause before each question that grows to a quarter of a minute', async () => {
  const clock = jumpingClock();
  expect(await poll(counting(clock), request, z.number(), (answer) => answer === 9)).toBe(9);
  expect(clock.waits.slice(0, 3)).toEqual([1000, 1500, 2250]);
  expect(clock.waits.slice(-2)).toEqual([15_000, 15_000]);
});

test('there are few questions for a long wait: ten for a minute and a half, 130 for half an hour', async () => {
  const clock = jumpingClock(0);
  await expect(poll(counting(clock), request, z.number(), () => false)).rejects.toMatchObject({
    exitCode: 4,
    message: 'could not get the thing (GET /thing): not ready after 30 min',
  });
  const times = clock.waits.map((_, i) => clock.waits.slice(0, i + 1).reduce((sum, ms) => sum + ms, 0));
  expect(times.filter((ms) => ms <= 90_000)).toHaveLength(10);
  expect(times.length).toBeLessThan(130);
  expect(times.at(-2)).toBeLessThan(30 * 60_000);
  expect(times.at(-1)).toBeGreaterThanOrEqual(30 * 60_000);
});

test('an abort ends the pause, and nothing is asked after it', async () => {
  const stop = new AbortController();
  const clock = jumpingClock();
  const isFinal = (answer: number): boolean => {
    if (answer === 3) stop.abort(new Error('SIGINT'));
    return false;
  };
  await expect(poll(counting(clock), request, z.number(), isFinal, stop.signal)).rejects.toThrow('SIGINT');
  expect(clock.waits).toHaveLength(3);
});
