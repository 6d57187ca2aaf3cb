import { describe, expect, test } from 'vitest';
import { serveQueue } from './erlang-a-queue.ts';
import { seededRandom } from './random.ts';

const HOUR_MS = 3_600_000;

interface Contact {
  readonly arrivalMs: number;
  readonly waitMs: number;
  /** Undefined when the contact was abandoned. */
  readonly handleMs: number | undefined;
}

function serve(arrivals: Iterable<number>, parameters: Parameters<typeof serveQueue>[1], seed = 1): Contact[] {
  const contacts: Contact[] = [];
  serveQueue(Int32Array.from(arrivals), parameters, seededRandom(seed), {
    answered: (arrivalMs, waitMs, handleMs) => contacts.push({ arrivalMs, waitMs, handleMs }),
    abandoned: (arrivalMs, waitMs) => contacts.push({ arrivalMs, waitMs, handleMs: undefined }),
  });
  return contacts;
}

interface SteadyState {
  readonly perHour: number;
  readonly handleS: number;
  readonly agents: number;
  readonly patienceS: number;
}

/** What became of so many contacts that come at random over the time that they need at the hourly rate. */
function runOf({ perHour, handleS, agents, patienceS }: SteadyState, contacts: number, seed: number) {
  const hours = contacts / perHour;
  const random = seededRandom(seed, perHour);
  const arrivals = Int32Array.from({ length: contacts }, () => Math.floor(random() * hours * HOUR_MS)).sort();
  const parameters = {
    agents: new Array<number>(Math.ceil(hours)).fill(agents),
    slotMs: HOUR_MS,
    meanHandleMs: handleS * 1000,
    meanPatienceMs: patienceS * 1000,
  };
  const run = { all: 0, abandoned: 0, inTime: 0, waitMs: 0 };
  for (const { arrivalMs, waitMs, handleMs } of serve(arrivals, parameters, seed)) {
    // The first hour fills the empty system.
    if (arrivalMs < HOUR_MS) continue;
    run.all++;
    run.waitMs += waitMs;
    if (handleMs === undefined) run.abandoned++;
    else if (waitMs <= 20_000) run.inTime++;
  }
  return run;
}

describe('a queue in steady state', () => {
  // Exact values of the Erlang A model, computed with 50 digits by two methods that agree
  // to 1e-35 (birth-death chain, and incomplete gamma functions). The first row is the table of Garnett, Mandelbaum and
  // Reiman (2002), 48 calls a minute for 50 agents.
  test.each([
    {
      perHour: 2880,
      handleS: 60,
      agents: 50,
      patienceS: 120,
      abandoned: 0.0309122,
      answered20: 0.943019,
      waitS: 3.70947,
    },
    {
      perHour: 200,
      handleS: 180,
      agents: 12,
      patienceS: 180,
      abandoned: 0.0530916,
      answered20: 0.802304,
      waitS: 9.55649,
    },
    {
      perHour: 300,
      handleS: 180,
      agents: 10,
      patienceS: 180,
      abandoned: 0.342456,
      answered20: 0.135655,
      waitS: 61.6421,
    },
  ])('$perHour contacts an hour for $agents agents wait and leave as Erlang A says', (row) => {
    const runs = Array.from({ length: 20 }, (_, seed) => runOf(row, 50_000, seed));
    const agrees = (values: number[], truth: number): void => {
      const mean = values.reduce((a, b) => a + b) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
      const standardError = Math.sqrt(variance / values.length);
      // Twenty independent runs: the truth lies outside of five standard errors once in ten thousand. These must be small,
      // or the comparison would say nothing.
      expect(standardError / truth).toBeLessThan(0.03);
      expect(Math.abs(mean - truth)).toBeLessThan(5 * standardError);
    };
    agrees(
      runs.map(({ abandoned, all }) => abandoned / all),
      row.abandoned,
    );
    agrees(
      runs.map(({ inTime, all }) => inTime / all),
      row.answered20,
    );
    agrees(
      runs.map(({ waitMs, all }) => waitMs / all / 1000),
      row.waitS,
    );
  });
});

describe('a queue of one agent', () => {
  const patient = { meanHandleMs: 60_000, meanPatienceMs: 1e12, slotMs: HOUR_MS };

  test('serves in order of arrival, the next when the one before has been handled', () => {
    const contacts = serve([0, 1000, 2000, 3_000_000], { ...patient, agents: [1] });
    const ends = contacts.map(({ arrivalMs, waitMs, handleMs = 0 }) => arrivalMs + waitMs + handleMs);
    expect(contacts.map(({ arrivalMs, waitMs }) => arrivalMs + waitMs)).toEqual([0, ends[0], ends[1], 3_000_000]);
  });

  test('loses whoever would wait longer than his patience, at no cost to others', () => {
    const contacts = serve([0, 1000, 2000, 3000], {
      meanHandleMs: 1e9,
      meanPatienceMs: 1000,
      slotMs: HOUR_MS,
      agents: [1],
    });
    expect(contacts.map(({ handleMs }) => handleMs === undefined)).toEqual([false, true, true, true]);
    expect(contacts.every(({ handleMs, waitMs }) => (handleMs === undefined ? waitMs > 0 : waitMs === 0))).toBe(true);
  });
});

describe('staffing', () => {
  test('a second agent who comes on duty takes the next contact at once', () => {
    const long = { meanHandleMs: 1e9, meanPatienceMs: 1e12, slotMs: 1000 };
    const [, second] = serve([0, 1500], { ...long, agents: [1, 2] });
    expect(second?.waitMs).toBe(0);
    const [, waiting] = serve([0, 1500], { ...long, agents: [1, 1] });
    expect(waiting?.waitMs).toBeGreaterThan(0);
  });

  test('an agent who goes off duty finishes his contact and takes no other', () => {
    const contacts = serve([0, 100, 1500], { meanHandleMs: 1e7, meanPatienceMs: 1e12, slotMs: 1000, agents: [2, 1] });
    const ends = contacts.slice(0, 2).map(({ waitMs, arrivalMs, handleMs = 0 }) => arrivalMs + waitMs + handleMs);
    const third = contacts[2];
    expect(third.arrivalMs + third.waitMs).toBe(Math.max(...ends));
  });

  test('nobody on duty is refused, since nobody would ever answer', () => {
    const parameters = { meanHandleMs: 1, meanPatienceMs: 1, slotMs: 1000 };
    expect(() => serve([1], { ...parameters, agents: [0] })).toThrow(RangeError);
    expect(() => serve([1500], { ...parameters, agents: [1] })).toThrow(RangeError);
  });
});
