import { isSubDaily } from '../../series/calendar-step.ts';
import type { SkillDemand } from '../../series/routing-records.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import type { Client } from '../client.ts';
import type { Routing, RoutingQuestion } from '../routing.ts';
import { intervalsAtOnce } from './intervals-at-once.ts';
import { profileSkills, removeProfileSkill, setProfileSkills } from './routing-profile.ts';
import { skillBuckets } from './skill-buckets.ts';
import { untold } from './untold.ts';

/** The routing behind the contract of summaries: contacts by queue and skill, and the skills of agents who are named by id. */
export const createSummaryRouting = (client: Client): Routing => ({
  setup: async () => {
    throw untold('which agents serve which queue');
  },
  demand: (question) => skillDemand(client, question),
  work: () => {
    throw untold('what each agent handled');
  },
  presence: () => {
    throw untold('how long agents were on queue');
  },
  agentSkills: (agentId) => profileSkills(client, agentId),
  setSkills: (agentId, settings) => setProfileSkills(client, agentId, settings),
  removeSkill: (agentId, skillId) => removeProfileSkill(client, agentId, skillId),
});

/**
 * Contacts of all media types together, whose media type is empty; answers, waits and handle times are not told: NaN. The contract
 * breaks a range down by queue and skill, and its buckets tell neither day nor hour, so each interval is a question of its own.
 */
async function* skillDemand(client: Client, question: RoutingQuestion): AsyncGenerator<SkillDemand> {
  const { from, to, step, timeZone, queueIds } = question;
  const cut = isSubDaily(step) ? step.iso : timeZone === 'UTC' ? 'P1D' : 'PT15M';
  const demandOf = async (intervalStart: EpochSeconds, intervalEnd: EpochSeconds): Promise<SkillDemand[]> =>
    (await skillBuckets(client, intervalStart, intervalEnd, cut))
      .filter(({ queueId }) => queueIds.includes(queueId))
      .map(({ queueId, skillId, offered, handled }) => ({
        ...{ intervalStart, intervalEnd, queueId, mediaType: '', skillIds: [skillId], offered, handled },
        ...UNTOLD,
      }));
  for (const intervals of intervalsAtOnce(from, to, step, timeZone)) {
    const demand = await Promise.all(intervals.map(([start, end]) => demandOf(start, end)));
    yield* demand.flat();
  }
}

const UNTOLD = {
  answered: Number.NaN,
  abandoned: Number.NaN,
  waitSeconds: Number.NaN,
  waits: Number.NaN,
  handleSeconds: Number.NaN,
  serviceLevelNumerator: Number.NaN,
  serviceLevelDenominator: Number.NaN,
} as const;
