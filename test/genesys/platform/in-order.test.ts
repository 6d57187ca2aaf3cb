import { setImmediate as otherWork } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { inOrder } from '../../../src/genesys/platform/in-order.ts';
import { collected } from '../small-centre.ts';

describe('several works at a time', () => {
  test('give their results in the order of the items, whichever ends first', async () => {
    const items = [5, 0, 3, 1, 4, 2];
    const work = async (rounds: number): Promise<number> => {
      for (let i = 0; i < rounds; i++) await otherWork();
      return rounds;
    };
    expect(await collected(inOrder(items, 3, work))).toEqual(items);
  });

  test('are never more than asked for', async () => {
    let running = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++running);
      await otherWork();
      running--;
    };
    await collected(
      inOrder(
        Array.from({ length: 20 }, (_, i) => i),
        4,
        work,
      ),
    );
    expect(most).toBe(4);
  });

  test('end with the first failure in the order of the items, after the results before it, and stop the others', async () => {
    const signals: AbortSignal[] = [];
    const got: number[] = [];
    const work = async (item: number, signal: AbortSignal): Promise<number> => {
      signals.push(signal);
      if (item === 1) await otherWork();
      if (item > 0) throw new Error(`item ${item}`);
      return item;
    };
    const reading = (async () => {
      for await (const result of inOrder([0, 1, 2, 3, 4, 5], 4, work)) got.push(result);
    })();
    await expect(reading).rejects.toThrow('item 1');
    expect(got).toEqual([0]);
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
    expect(signals.length).toBeLessThanOrEqual(5);
  });

  test('stop when nobody reads on', async () => {
    let signal: AbortSignal | undefined;
    for await (const _ of inOrder([1, 2, 3], 2, async (_item, given) => {
      signal = given;
    })) {
      break;
    }
    expect(signal?.aborted).toBe(true);
  });

  test('have all ended, tidying up included, when the end is told', async () => {
    let running = 0;
    const work = async (item: number, signal: AbortSignal): Promise<number> => {
      running++;
      if (item > 1) while (!signal.aborted) await otherWork();
      await otherWork();
      running--;
      if (item === 1) throw new Error('item 1');
      return item;
    };
    await expect(collected(inOrder([1, 2, 3], 3, work))).rejects.toThrow('item 1');
    expect(running).toBe(0);
    for await (const _ of inOrder([0, 2, 3], 3, work)) break;
    expect(running).toBe(0);
  });
});
