import { describe, expect, it } from 'vitest';
import {
  EVERY_INTERVAL,
  MEASURED_TIME,
  runReplications,
  threadsWorthStarting,
} from '../../../../src/cli/commands/simulation/run-replications.ts';
import { agentGroup, constant, contactType, scenario } from '../../../simulation/scenarios.ts';

// As built: threads cannot run the sources.
const file = new URL('../../../../dist/workers/replications.js', import.meta.url);
const { signal } = new AbortController();

const DAY = scenario({
  intervals: 48,
  contactTypes: [contactType({ arrivalsPerInterval: constant(100, 48) })],
  agentGroups: [agentGroup({ agentsPerInterval: constant(11, 48) })],
});

describe('replications', () => {
  it.each([
    ['of the measured time', MEASURED_TIME],
    ['of every interval', EVERY_INTERVAL],
  ])('%s are the same, byte for byte, on no, one, two and four threads', async (_, work) => {
    const run = async (threads: number) =>
      JSON.stringify(
        await runReplications<unknown>(
          { ...work, file },
          { scenario: DAY, seed: 7, from: 3, to: 13 },
          { threads, signal },
        ),
      );
    const here = await run(0);
    expect(here.length).toBeGreaterThan(1000);
    for (const threads of [1, 2, 4]) expect(await run(threads)).toBe(here);
  });

  it('are the same in one go and in two', async () => {
    const part = (from: number, to: number) =>
      runReplications(MEASURED_TIME, { scenario: DAY, seed: 7, from, to }, { threads: 0, signal });
    expect([...(await part(0, 4)), ...(await part(4, 9))]).toEqual(await part(0, 9));
  });

  it.each([0, 2])('of a scenario that cannot be are refused, with %d threads', async (threads) => {
    const impossible = { scenario: scenario({ contactTypes: [] }), seed: 7, from: 0, to: 4 };
    await expect(runReplications({ ...MEASURED_TIME, file }, impossible, { threads, signal })).rejects.toThrow(
      'contact types must be one or more, not 0',
    );
  });

  it.each([0, 2])('end at once when they are aborted, with %d threads', async (threads) => {
    // Half a minute of work.
    const endless = { scenario: DAY, seed: 7, from: 0, to: 20_000 };
    const controller = new AbortController();
    const running = runReplications({ ...MEASURED_TIME, file }, endless, { threads, signal: controller.signal });
    setTimeout(() => controller.abort(new Error('interrupted')), 5);
    await expect(running).rejects.toThrow('interrupted');
  });

  it('start no thread for less than 100 ms of work, nor for one job, nor more than there are replications', () => {
    expect(threadsWorthStarting(DAY, 10, 4)).toBe(0);
    expect(threadsWorthStarting(DAY, 1000, 4)).toBe(4);
    expect(threadsWorthStarting(DAY, 1000, 1)).toBe(0);
    const year = { ...DAY, intervals: 48 * 365 };
    const busy = { ...year, contactTypes: [contactType({ arrivalsPerInterval: constant(1000, year.intervals) })] };
    expect(threadsWorthStarting(busy, 3, 8)).toBe(3);
    expect(threadsWorthStarting(busy, 1, 8)).toBe(0);
  });
});
