import { describe, expect, it } from 'vitest';
import { toExponential } from '../../src/numeric/exponential-variate.ts';
import { fillUniform, nextUniform, randomStream } from '../../src/numeric/random-stream.ts';
import { dayVariationFraction } from '../../src/routing/day-variation.ts';
import { type HandledContacts, handleTimes } from '../../src/routing/handle-pace.ts';
import { wholePresence } from '../../src/routing/week-presence.ts';

/** Agents of known pace, whose contacts have exponential handle times of 200 seconds: a variation of 1. */
function simulatedWork(paces: readonly number[], intervals: number, contacts: number): HandledContacts[] {
  const random = randomStream(3);
  const seconds = new Float64Array(contacts);
  return paces.flatMap((pace, i) =>
    Array.from({ length: intervals }, () => {
      fillUniform(random, seconds);
      toExponential(seconds, 200 * pace);
      return { agentId: `${i}`, type: 0, handled: contacts, handleSeconds: seconds.reduce((sum, one) => sum + one, 0) };
    }),
  );
}

describe('handle times from sums by interval', () => {
  it('find mean and variation of single contacts', () => {
    const { meanSeconds, variationFraction } = handleTimes(simulatedWork([1, 1, 1, 1], 200, 5), 1);
    // 4,000 contacts: standard errors of 1.6 % of the mean, and of about 3 % of the variation.
    expect(meanSeconds[0]).toBeGreaterThan(200 * 0.94);
    expect(meanSeconds[0]).toBeLessThan(200 * 1.06);
    expect(variationFraction[0]).toBeGreaterThan(0.9);
    expect(variationFraction[0]).toBeLessThan(1.1);
  });

  it('find the pace of agents with many contacts', () => {
    const { paceOf } = handleTimes(simulatedWork([0.8, 1, 1.2, 1], 300, 5), 1);
    for (const [agent, pace] of [
      ['0', 0.8],
      ['1', 1],
      ['2', 1.2],
    ] as const)
      expect(Math.abs((paceOf.get(agent) ?? 0) - pace)).toBeLessThan(0.1);
  });

  it('take agents of few contacts for usual ones', () => {
    const known = simulatedWork([0.8, 1, 1.2, 1], 300, 5);
    const quick = { agentId: 'new', type: 0, handled: 2, handleSeconds: 40 };
    const { paceOf } = handleTimes([...known, quick], 1);
    // 20 seconds a contact, a tenth of the usual, after two contacts whose mean has a standard error of 70 %.
    expect(paceOf.get('new')).toBeGreaterThanOrEqual(0.9);
  });

  it('call nobody quick or slow where agents differ by chance alone', () => {
    const { paceOf } = handleTimes(simulatedWork(Array(12).fill(1), 20, 3), 1);
    for (const pace of paceOf.values()) expect(Math.abs(pace - 1)).toBeLessThan(0.11);
  });

  it('do not tell what one interval of an agent cannot tell', () => {
    const { variationFraction, paceOf } = handleTimes([{ agentId: '1', type: 0, handled: 3, handleSeconds: 600 }], 2);
    expect(variationFraction).toEqual([undefined, undefined]);
    expect(paceOf.size).toBe(0);
  });

  it.each([
    { handled: -1, handleSeconds: 0 },
    { handled: 1, handleSeconds: Number.NaN },
    { handled: 0, handleSeconds: 10 },
  ])('refuse %j', (wrong) => {
    expect(() => handleTimes([{ agentId: '1', type: 0, ...wrong }], 1)).toThrow(RangeError);
  });
});

describe('busy days', () => {
  it('are none where counts vary as chance has it', () => {
    // Counts of mean 100 and variance 100 around it.
    expect(dayVariationFraction([90, 110, 90, 110], [1, 1, 1, 1])).toBeLessThan(0.07);
    expect(dayVariationFraction([100, 100, 100, 100], [1, 1, 1, 1])).toBe(0);
  });

  it('are those beyond chance, around the mean of the weekday', () => {
    // Variance 20,000 beyond the 1,000 of chance around a mean of 1,000: sqrt(19,000) / 1,000.
    expect(dayVariationFraction([900, 1100], [1, 1])).toBeCloseTo(Math.sqrt(19_000) / 1000, 10);
    expect(dayVariationFraction([900, 1100, 500, 500], [1, 1, 2, 2])).toBeGreaterThan(0);
  });

  it('are not told where no weekday comes twice, and weekdays that differ are no busy days', () => {
    expect(dayVariationFraction([900, 1100], [1, 2])).toBeUndefined();
    expect(dayVariationFraction([900, 900, 100, 100], [1, 1, 2, 2])).toBe(0);
  });
});

describe('whole slots of presence', () => {
  it('add up to the shares of an agent, and in each slot to those of all', () => {
    const random = randomStream(4);
    const shares = Array.from({ length: 40 }, () => Float64Array.from({ length: 100 }, () => nextUniform(random)));
    const present = shares.map((one, place) => wholePresence(one, place));
    for (const [agent, one] of shares.entries()) {
      const wanted = one.reduce((sum, share) => sum + share, 0);
      expect(Math.abs(present[agent].reduce((sum, slot) => sum + slot, 0) - wanted)).toBeLessThan(1);
    }
    const errors = Array.from({ length: 100 }, (_, slot) =>
      present.reduce((sum, one, agent) => sum + one[slot] - shares[agent][slot], 0),
    );
    // Random rounding of 40 shares has a standard deviation of 2.6.
    expect(Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / 100)).toBeLessThan(4);
  });

  it('do not all come and go together', () => {
    const present = Array.from({ length: 20 }, (_, place) => wholePresence(new Float64Array(10).fill(0.5), place));
    for (let slot = 0; slot < 10; slot++) {
      const there = present.reduce((sum, one) => sum + one[slot], 0);
      expect(there).toBeGreaterThanOrEqual(8);
      expect(there).toBeLessThanOrEqual(12);
    }
  });
});
