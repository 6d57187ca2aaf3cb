import { measureRouting } from '../../../src/routing/measure/measure-routing.ts';
import type {
  AgentPresence,
  AgentWork,
  RoutedAgent,
  RoutedQueue,
  RoutingSetup,
  SkillDemand,
} from '../../../src/series/routing-records.ts';

export const HALF_HOUR = 1800;
/** Starts of half-hours: 9:00, 9:30, ... */
export const halfHour = (number: number): number => Date.UTC(2026, 2, 2, 9) / 1000 + number * HALF_HOUR;

const interval = (number: number) => ({ intervalStart: halfHour(number), intervalEnd: halfHour(number + 1) });

export const queue = (id: string, changes: Partial<RoutedQueue> = {}): RoutedQueue => ({
  ...{ id, name: `Queue ${id}`, method: 'all-skills', rings: [], targets: [] },
  ...changes,
});

export const agent = (id: string, queueIds: readonly string[], skillIds: readonly string[]): RoutedAgent => ({
  ...{ id, name: `Agent ${id}`, queueIds },
  skills: skillIds.map((skillId) => ({ skillId, skillName: `Skill ${skillId}`, proficiency: 3 })),
});

export const setup = (queues: readonly RoutedQueue[], agents: readonly RoutedAgent[]): RoutingSetup => ({
  ...{ queues, agents },
  skills: [...new Set(agents.flatMap(({ skills }) => skills.map(({ skillId }) => skillId)))].map((id) => ({
    id,
    name: `Skill ${id}`,
  })),
});

export const demand = (
  number: number,
  queueId: string,
  skillIds: readonly string[],
  counts: Partial<SkillDemand>,
): SkillDemand => ({
  ...interval(number),
  ...{ queueId, mediaType: 'voice', skillIds },
  ...{ offered: 0, answered: 0, abandoned: 0, waitSeconds: 0, waits: 0, handleSeconds: 0, handled: 0 },
  ...{ serviceLevelNumerator: 0, serviceLevelDenominator: 0 },
  ...counts,
});

export const work = (
  number: number,
  agentId: string,
  queueId: string,
  skillIds: readonly string[],
  handled: number,
  handleSeconds: number,
): AgentWork => ({
  ...interval(number),
  ...{ agentId, queueId, mediaType: 'voice', skillIds, handled, handleSeconds, notResponding: 0 },
});

export const presence = (number: number, agentId: string, onQueueSeconds = HALF_HOUR): AgentPresence => ({
  ...interval(number),
  ...{ agentId, onQueueSeconds },
});

async function* stream<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

/** The measurement of records that are written down in a test. */
export const measured = (
  of: RoutingSetup,
  records: {
    readonly demand?: readonly SkillDemand[];
    readonly work?: readonly AgentWork[];
    readonly presence?: readonly AgentPresence[];
  },
) =>
  measureRouting(of, {
    demand: stream(records.demand ?? []),
    work: stream(records.work ?? []),
    presence: stream(records.presence ?? []),
  });
