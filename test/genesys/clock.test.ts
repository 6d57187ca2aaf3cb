import { expect, test } from 'vitest';
import { systemClock } from '../../src/genesys/clock.ts';

test("the machine's clock sleeps, and wakes at once when it is interrupted", async () => {
  const before = systemClock.nowMs();
  await systemClock.sleep(2);
  expect(systemClock.nowMs()).toBeGreaterThanOrEqual(before + 1);
  const interruption = new AbortController();
  const sleeping = systemClock.sleep(60_000, interruption.signal);
  interruption.abort();
  await expect(sleeping).rejects.toThrow();
});
