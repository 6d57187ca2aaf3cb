import { describe, expect, it } from 'vitest';
import { simulationModel } from '../../src/simulation/model.ts';
import type { AgentGroup, ContactType, Queue, Scenario } from '../../src/simulation/scenario.ts';
import { agentGroup, contactType, queue, scenario } from './scenarios.ts';

const withType = (changes: Partial<ContactType>) => scenario({ contactTypes: [contactType(changes)] });
const withGroup = (changes: Partial<AgentGroup>) => scenario({ agentGroups: [agentGroup(changes)] });
const withQueue = (changes: Partial<Queue>) => scenario({ queues: [queue(changes)] });

describe('a scenario', () => {
  it.each<[string, Scenario, string]>([
    ['intervals of no length', scenario({ intervalSeconds: 0 }), 'intervalSeconds must be above 0, not 0'],
    ['no intervals', scenario({ intervals: 0, measuredTo: 1 }), 'intervals must be whole and above 0, not 0'],
    [
      'nothing measured',
      scenario({ measuredTo: 0 }),
      'measuredTo must be whole, above measuredFrom and at most 1, not 0',
    ],
    ['a measured part past the end', scenario({ measuredTo: 2 }), 'at most 1, not 2'],
    ['a negative start', scenario({ measuredFrom: -1 }), 'measuredFrom must be whole and 0 or more, not -1'],
    ['no contact types', scenario({ contactTypes: [] }), 'contact types must be one or more, not 0'],
    ['no agent groups', scenario({ agentGroups: [] }), 'agent groups must be one or more, not 0'],
    [
      'negative busyness',
      scenario({ busyness: { variationFraction: -0.1, intervalsPerBlock: 1 } }),
      'variation of busyness must be 0 or more, not -0.1',
    ],
    [
      'blocks of no intervals',
      scenario({ busyness: { variationFraction: 0, intervalsPerBlock: 0 } }),
      'intervalsPerBlock of busyness must be whole and above 0, not 0',
    ],
    ['two queues of one name', scenario({ queues: [queue(), queue()] }), 'names of queues must differ, not calls'],
    [
      'a negative time of the service level',
      withQueue({ serviceLevelSeconds: -1 }),
      'service level of calls must be 0 or more',
    ],
    [
      'too many rings',
      withQueue({ rings: new Array(6).fill({ waitSeconds: 10, dropSkills: [] }) }),
      'rings of calls must be 5 or fewer, not 6',
    ],
    [
      'rings of no wait',
      withQueue({ rings: [{ waitSeconds: 0, dropSkills: [] }] }),
      'waits of the rings of calls must be above 0',
    ],
    ['an unknown queue', withType({ queue: 'chats' }), 'queue of call must be one of the queues, not chats'],
    [
      'an infinite priority',
      withType({ priority: Number.POSITIVE_INFINITY }),
      'priority of call must be finite, not Infinity',
    ],
    ['negative arrivals', withType({ arrivalsPerInterval: [-1] }), 'arrivals of call must be 0 or more, not -1'],
    [
      'missing arrivals',
      withType({ arrivalsPerInterval: [Number.NaN] }),
      'arrivals of call must be 0 or more, not NaN',
    ],
    [
      'too few arrivals',
      withType({ arrivalsPerInterval: [] }),
      'arrivals of call must be given for 1 intervals, not 0',
    ],
    [
      'a handle time of 0',
      withType({ handleTime: { kind: 'exponential', meanSeconds: 0 } }),
      'mean of handle time of call must be above 0 seconds, not 0',
    ],
    [
      'negative patience',
      withType({ patience: { kind: 'exponential', meanSeconds: -5 } }),
      'mean of patience of call must be above 0 seconds, not -5',
    ],
    [
      'groups without agents',
      withGroup({ agentsPerInterval: [0] }),
      'agents of agents must be above 0 in some interval, not 0',
    ],
    ['negative agents', withGroup({ agentsPerInterval: [-3] }), 'agents of agents must be whole and 0 or more, not -3'],
    [
      'parts of agents',
      withGroup({ agentsPerInterval: [2.5] }),
      'agents of agents must be whole and 0 or more, not 2.5',
    ],
    [
      'missing agents',
      withGroup({ agentsPerInterval: [Number.NaN] }),
      'agents of agents must be whole and 0 or more, not NaN',
    ],
    ['too few agents', withGroup({ agentsPerInterval: [] }), 'agents of agents must be given for 1 intervals, not 0'],
    ['no pace', withGroup({ handleTimeMultiplier: 0 }), 'handle time multiplier of agents must be above 0, not 0'],
    [
      'too good agents',
      withGroup({ proficiencies: { english: 6 } }),
      'proficiency of agents in english must be from 0 to 5, not 6',
    ],
    [
      'agents of unknown queues',
      withGroup({ queues: ['chats'] }),
      'queues of agents must be among the queues, not chats',
    ],
    [
      'contacts that would wait forever',
      withType({ skills: ['french'], patience: undefined }),
      'call must have agents who may take it or patience that ends',
    ],
  ])('is refused: %s', (_, impossible, message) => {
    expect(() => simulationModel(impossible)).toThrow(RangeError);
    expect(() => simulationModel(impossible)).toThrow(message);
  });

  it('may have contacts that only a later ring finds agents for', () => {
    const rings = [{ waitSeconds: 30, dropSkills: ['french'] }];
    const late = { ...withType({ skills: ['french'], patience: undefined }), queues: [queue({ rings })] };
    expect(simulationModel(late).groups[0].fromWaitSeconds).toEqual(Float64Array.of(30));
  });

  it('ranks groups by their mean proficiency in the requested skills alone', () => {
    const ratings: Record<string, number>[] = [
      { english: 3, billing: 3, claims: 5 },
      { english: 5, billing: 2 },
      { english: 5, claims: 5 },
    ];
    const { types } = simulationModel(
      scenario({
        queues: [queue({ skillEvaluation: 'best-available' })],
        contactTypes: [contactType({ skills: ['english', 'billing'] })],
        agentGroups: ratings.map((proficiencies) => agentGroup({ proficiencies })),
      }),
    );
    const [{ groups, ranks }] = types[0].routing.rings;
    expect([...groups]).toEqual([1, 0]);
    expect([...ranks]).toEqual([3.5, 3]);
  });
});
