import { expect, it } from 'vitest';
import { simulationModel } from '../../src/simulation/model.ts';
import { simulateReplication } from '../../src/simulation/replication.ts';
import { agentGroup, constant, contactType, scenario } from './scenarios.ts';

const twoHours = (meanSeconds: number, handleTimeMultipliers?: readonly number[]) =>
  scenario({
    intervals: 4,
    contactTypes: [
      contactType({
        arrivalsPerInterval: constant(100, 4),
        handleTime: { kind: 'exponential', meanSeconds },
        ...(handleTimeMultipliers === undefined ? {} : { handleTimeMultipliers }),
      }),
    ],
    agentGroups: [agentGroup({ agentsPerInterval: constant(12, 4) })],
  });

const tallyOf = (...asked: Parameters<typeof twoHours>) =>
  simulateReplication(simulationModel(twoHours(...asked)), 3, 0);

it('of 2 throughout are handle times twice as long, to the last bit', () => {
  expect(tallyOf(120, constant(2, 4))).toEqual(tallyOf(240));
  expect(tallyOf(240, constant(1, 4))).toEqual(tallyOf(240));
});

it('of one interval change its contacts and those that wait behind them, not the contacts before', () => {
  const [before, longer] = [undefined, [1, 1, 1.5, 1]].map((multipliers) => {
    const { contactTypes, ...rest } = twoHours(240, multipliers);
    return simulateReplication(simulationModel({ ...rest, contactTypes, measuredTo: 2 }), 3, 0);
  });
  expect(longer.contactTypes).toEqual(before.contactTypes);
  const [all, more] = [tallyOf(240), tallyOf(240, [1, 1, 1.5, 1])];
  expect(more.contactTypes[0].offered).toBe(all.contactTypes[0].offered);
  expect(more.contactTypes[0].answeredWithin).toBeLessThan(all.contactTypes[0].answeredWithin);
});

it.each([
  [[1, 1, 1], 'handle time multipliers of call must'],
  [[1, 1, 0, 1], 'handle time multipliers of call must be above 0, not 0'],
  [[1, 1, Number.NaN, 1], 'handle time multipliers of call must be above 0, not NaN'],
])('%j are refused', (multipliers, message) => {
  expect(() => simulationModel(twoHours(240, multipliers))).toThrow(message);
});
