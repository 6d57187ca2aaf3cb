import { expect, test } from 'vitest';
import { erlangA, serviceLevelA } from '../../src/staffing/erlang-a.ts';
import { erlangB } from '../../src/staffing/erlang-b.ts';
import { answeredWithinC, erlangC, waitsLongerC } from '../../src/staffing/erlang-c.ts';
import { requiredAgentsC } from '../../src/staffing/requirement.ts';
import { sampleSize } from '../support/sample-size.ts';
import { logUniform, uniform } from './random.ts';

const INPUTS = sampleSize(100_000, 1_000_000);

const ODD = [
  0,
  -0,
  -1,
  1e-300,
  5e-324,
  1e-9,
  1e-6,
  1,
  1e9,
  1e300,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
];

/** Mostly a number within the range, some of them whole; now and then one that belongs nowhere. */
function oddOr(next: () => number, least: number, greatest: number): number {
  const choice = next();
  if (choice < 0.04) return ODD[Math.floor(next() * ODD.length)];
  const value = logUniform(next, least, greatest);
  return choice < 0.4 ? Math.ceil(value) : value;
}

/** The result, or undefined when the input was refused with a RangeError; any other error is a defect. */
function attempt<T>(formula: () => T): T | undefined {
  try {
    return formula();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Fields that are no number of 0 or more, shares above 1 among them. */
const impossible = (result: object): string[] =>
  Object.entries(result)
    .filter(([name, value]) => {
      if (name === 'state') return false;
      const share = name.endsWith('Fraction') || name.endsWith('Probability');
      return !(value >= 0 && value < Number.POSITIVE_INFINITY && (!share || value <= 1));
    })
    .map(([name, value]) => `${name} ${value}`);

test(`${INPUTS.toLocaleString('en')} inputs, good, odd and impossible: a RangeError, an explicit state, or possible numbers; no silent overload`, () => {
  const next = uniform(8);
  const found: unknown[] = [];
  let refused = 0;
  let unstable = 0;
  for (let i = 0; i < INPUTS; i++) {
    const demand = {
      contactsPerInterval: oddOr(next, 1e-3, 3e4),
      intervalSeconds: oddOr(next, 60, 86_400),
      ahtSeconds: oddOr(next, 0.1, 5000),
    };
    const load = (demand.contactsPerInterval * demand.ahtSeconds) / demand.intervalSeconds;
    const agents = next() < 0.5 ? load * (0.5 + next()) : oddOr(next, 0.1, 20_000);
    const seconds = oddOr(next, 0.01, 3600);
    const complain = (what: unknown): number => found.push({ demand, agents, seconds, what });

    if (i % 20 === 0) {
      const patience = oddOr(next, 0.01, 1e6);
      const queue = attempt(() => erlangA(demand, patience, agents, seconds));
      if (queue === undefined) refused++;
      else if (queue.state === 'stable') {
        const levels = {
          aFraction: serviceLevelA(queue, 'offered'),
          bFraction: serviceLevelA(queue, 'answered'),
          cFraction: serviceLevelA(queue, 'excluding-short-abandons'),
          dFraction: serviceLevelA(queue, 'counting-short-abandons'),
        };
        const wrong = impossible({ ...queue, ...levels });
        if (wrong.length > 0) complain({ patience, wrong });
      }
    } else if (i % 20 < 14) {
      const queue = attempt(() => erlangC(demand, agents));
      if (queue === undefined) refused++;
      else if (queue.state === 'unstable') {
        unstable++;
        if (agents > load * (1 + 1e-12)) complain('unstable with agents to spare');
      } else if (queue.state === 'stable') {
        if (agents < load * (1 - 1e-12)) complain('silent overload');
        const waits = attempt(() => ({
          aFraction: answeredWithinC(queue, seconds),
          bFraction: waitsLongerC(queue, seconds),
        }));
        const wrong = impossible({ ...queue, ...waits });
        if (wrong.length > 0) complain(wrong);
      }
    } else if (i % 20 < 18) {
      const fraction = next() < 0.1 ? oddOr(next, 0.01, 100) : next();
      const count = attempt(() => requiredAgentsC(demand, { serviceLevel: { fraction, withinSeconds: seconds } }));
      if (count === undefined) refused++;
      else if (!(Number.isSafeInteger(count) && count >= 0 && (count > load * (1 - 1e-12) || load === 0)))
        complain({ fraction, count });
    } else {
      const blocking = attempt(() => erlangB(agents, load));
      if (blocking === undefined) refused++;
      else if (!(blocking >= 0 && blocking <= 1)) complain({ blocking });
    }
  }
  expect(found.slice(0, 5)).toEqual([]);
  expect(refused).toBeGreaterThan(INPUTS / 20);
  expect(unstable).toBeGreaterThan(INPUTS / 10);
});
