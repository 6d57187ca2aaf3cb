import { setImmediate as otherWork } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { anyOrder } from '../../../src/genesys/platform/any-order.ts';
import { collected } from '../small-centre.ts';

/** Each item takes as many rounds for each of its two results as it says. */
async function* twice(rounds: number): AsyncGenerator<number> {
  for (let result = 0; result < 2; result++) {
    for (let i = 0; i < rounds; i++) await otherWork();
    yield rounds;
  }
}

describe('several works at a time', () => {
  test('give all their results, the quick ones first', async () => {
    const results = await collected(anyOrder([9, 0, 5], 3, twice));
    expect(results.toSorted((a, b) => a - b)).toEqual([0, 0, 5, 5, 9, 9]);
    expect(results.slice(0, 2)).toEqual([0, 0]);
  });

  test('are never more than asked for, and none runs ahead of its consumer', async () => {
    let running = 0;
    let most = 0;
    let made = 0;
    async function* work(): AsyncGenerator<number> {
      most = Math.max(most, ++running);
      for (let i = 0; i < 3; i++) {
        made++;
        yield i;
      }
      running--;
    }
    let taken = 0;
    for await (const _ of anyOrder(Array(10).keys(), 4, work)) {
      taken++;
      await otherWork();
      expect(made - taken).toBeLessThanOrEqual(4);
    }
    expect(taken).toBe(30);
    expect(most).toBe(4);
  });

  test('end with the first failure, and the others are told to stop and have stopped', async () => {
    const stopped: number[] = [];
    async function* work(item: number, signal: AbortSignal): AsyncGenerator<number> {
      try {
        yield item;
        if (item === 1) throw new Error('item 1');
        while (!signal.aborted) await otherWork();
        signal.throwIfAborted();
      } finally {
        stopped.push(item);
      }
    }
    await expect(collected(anyOrder([0, 1, 2, 3], 3, work))).rejects.toThrow('item 1');
    expect(stopped.toSorted()).toEqual([0, 1, 2]);
  });

  test('clean up when the consumer stops early', async () => {
    const stopped: number[] = [];
    async function* work(item: number): AsyncGenerator<number> {
      try {
        for (;;) yield item;
      } finally {
        await otherWork();
        stopped.push(item);
      }
    }
    for await (const _ of anyOrder([0, 1, 2], 2, work)) break;
    expect(stopped.toSorted()).toEqual([0, 1]);
  });
});
