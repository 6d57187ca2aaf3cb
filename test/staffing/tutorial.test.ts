import { describe, expect, test } from 'vitest';
import { answeredWithinC, erlangC } from '../../src/staffing/erlang-c.ts';
import { requiredAgentsC } from '../../src/staffing/requirement.ts';
import { stableC } from './queues.ts';

/** The formula of the tutorial on skills and routing, as it is printed there. */
function tutorial(offered: number, ahtSeconds: number, agents: number) {
  if (agents === 0 || ahtSeconds === 0) return { occupancy: 1, serviceLevel: 0, waitProbability: 1 };
  const rho = (offered * ahtSeconds) / (agents * 3600);
  if (rho >= 1) return { occupancy: 1, serviceLevel: 0, waitProbability: 1 };
  let wait = 1;
  for (let n = 0; n < Math.trunc(agents); n++) wait *= (offered * ahtSeconds) / 3600 / (n + 1);
  wait = wait / (wait + (1 - rho));
  const round = (x: number): number => Math.round(x * 1000) / 1000;
  return {
    occupancy: round(rho),
    serviceLevel: round(1 - wait * Math.exp(-agents * (1 - rho))),
    waitProbability: round(wait),
  };
}

const hour = (contactsPerInterval: number, ahtSeconds: number) => ({
  contactsPerInterval,
  intervalSeconds: 3600,
  ahtSeconds,
});
const eightyTwenty = { serviceLevel: { fraction: 0.8, withinSeconds: 20 } };

// Loads, counts and service levels of this table were computed at 50 digits by the program in fixtures/reference/erlang.
const TABLE = [
  { calls: 100, aht: 240, tutorialAgents: 9, agents: 10, levelThere: 0.742 },
  { calls: 200, aht: 180, tutorialAgents: 12, agents: 14, levelThere: 0.64 },
  { calls: 360, aht: 240, tutorialAgents: 26, agents: 29, levelThere: 0.495 },
  { calls: 1200, aht: 285, tutorialAgents: 97, agents: 103, levelThere: 0.329 },
  { calls: 2400, aht: 300, tutorialAgents: 202, agents: 210, levelThere: 0.268 },
  { calls: 8000, aht: 240, tutorialAgents: 535, agents: 545, levelThere: 0.205 },
];

describe('A.3.sum: the probability of waiting counts every state with a free agent', () => {
  test.each(TABLE)(
    '$calls calls of $aht s: little above a half at the right staffing, not almost 1',
    ({ calls, aht, agents }) => {
      expect(tutorial(calls, aht, agents).waitProbability).toBeGreaterThan(0.9);
      expect(stableC(hour(calls, aht), agents).waitProbability).toBeLessThan(0.6);
    },
  );
});

describe('A.3.target-time: the service level depends on the time and on the handle time', () => {
  test.each(TABLE)('$calls calls of $aht s need $agents agents for 80/20, not $tutorialAgents', (row) => {
    let there = 1;
    while (!(tutorial(row.calls, row.aht, there).serviceLevel >= 0.8)) there++;
    expect(there).toBe(row.tutorialAgents);
    expect(requiredAgentsC(hour(row.calls, row.aht), eightyTwenty)).toBe(row.agents);
    expect(answeredWithinC(stableC(hour(row.calls, row.aht), there), 20)).toBeCloseTo(row.levelThere, 3);
  });

  test('twice the time gives more, at equal load; the same share of a longer handle time gives the same', () => {
    const level = (aht: number, seconds: number) => answeredWithinC(stableC(hour((24 * 3600) / aht, aht), 26), seconds);
    expect(level(240, 40)).toBeGreaterThan(level(240, 20) + 0.01);
    expect(level(480, 40)).toBeCloseTo(level(240, 20), 12);
    expect(tutorial(360, 240, 26).serviceLevel).toBe(tutorial(180, 480, 26).serviceLevel);
  });
});

test('A.3.units: contacts of 30 days are told as such, and staffed as their hours are', () => {
  const month = { contactsPerInterval: 100 * 720, intervalSeconds: 30 * 86_400, ahtSeconds: 240 };
  expect(tutorial(100 * 720, 240, 10).serviceLevel).toBe(0);
  expect(answeredWithinC(stableC(month, 10), 20)).toBeCloseTo(answeredWithinC(stableC(hour(100, 240), 10), 20), 12);
});

test('A.3.overflow: 820 agents for 800 Erlangs, and 10,000 for 9,900, give numbers', () => {
  expect(tutorial(12_000, 240, 820).serviceLevel).toBeNaN();
  const queue = stableC(hour(12_000, 240), 820);
  expect(queue.waitProbability).toBeGreaterThan(0.2);
  expect(queue.waitProbability).toBeLessThan(0.6);
  expect(answeredWithinC(stableC(hour(9900 * 15, 240), 10_000), 20)).toBeGreaterThan(0.99);
});

describe('A.3.guards: an impossible input is refused, and an overload is said', () => {
  test('negative agents', () => {
    expect(tutorial(1000, 240, -1).serviceLevel).toBeLessThan(-1e27);
    expect(() => erlangC(hour(1000, 240), -1)).toThrow(RangeError);
  });
  test('a handle time of 0 is no handle time, and one that goes to 0 lets nobody wait', () => {
    expect(tutorial(100, 0, 10).serviceLevel).toBe(0);
    expect(() => erlangC(hour(100, 0), 10)).toThrow(RangeError);
    expect(answeredWithinC(stableC(hour(100, 0.001), 10), 20)).toBe(1);
  });
  test('more load than agents is unstable, not an occupancy of 1', () => {
    expect(tutorial(360, 240, 20).occupancy).toBe(1);
    expect(erlangC(hour(360, 240), 20)).toEqual({ state: 'unstable', erlangs: 24 });
  });
});

test('A.3.rounding: an effect below a tenth of a point is still an effect', () => {
  const effect = (level: (calls: number) => number) => level(360) - level(360.1);
  expect(effect((calls) => tutorial(calls, 240, 29).serviceLevel)).toBe(0);
  expect(effect((calls) => answeredWithinC(stableC(hour(calls, 240), 29), 20))).toBeGreaterThan(1e-5);
});

test('A.3.fractional-agents: half an agent counts half way, in all of the formula', () => {
  const product = (agents: number) => {
    const { occupancy, waitProbability } = tutorial(6, 240, agents);
    // The product behind the waiting probability, which has no step in the exact formula.
    return (waitProbability * (1 - occupancy)) / (1 - waitProbability);
  };
  expect(product(1.99)).toBeCloseTo(product(1.5), 2);
  const wait = (agents: number) => stableC(hour(6, 240), agents).waitProbability;
  expect(wait(1.5)).toBeGreaterThan(1.5 * wait(1.99));
  expect(wait(1.999_999)).toBeCloseTo(wait(2), 5);
  expect(Math.abs(tutorial(6, 240, 1.999_999).waitProbability - tutorial(6, 240, 2).waitProbability)).toBeGreaterThan(
    0.1,
  );
});
