import * as z from 'zod/mini';
import { usageFailure } from '../../errors.ts';
import { isoInstant } from '../../series/iso-instant.ts';
import type { Client } from '../client.ts';
import { instant } from '../instant.ts';
import { contractFailure } from '../service-failure.ts';
import type { ScheduledCapacity, ScheduleQuestion } from '../workforce.ts';

const HOUR_SECONDS = 3600;

const forecast = z.object({
  entities: z.nullish(z.array(z.object({ interval: instant, capacity: z.nullish(z.number().check(z.nonnegative())) }))),
});

/**
 * Agents with a skill who are expected to be available, by the hour. The question begins on a whole hour: what is answered for
 * other times than asked, or twice, is a Failure (exit code 6). An hour without a number has no record, which is not 0.
 */
export async function agentForecast(
  client: Client,
  { skillId, from, to }: ScheduleQuestion,
): Promise<ScheduledCapacity> {
  if (skillId === undefined)
    throw usageFailure(
      'the summary contract tells agents by skill only',
      'name it: --skill <id>, or set GENESYS_SKILL_ID; or give the agents with --capacity agents.csv',
    );
  const request = {
    what: `the agents with the skill ${skillId}`,
    method: 'GET',
    path: '/api/v2/schedule/agents/forecast',
    query: { dateFrom: isoInstant(from), dateTo: isoInstant(to), interval: 'PT1H', skillIds: skillId },
  } as const;
  const { entities } = await client.ask(request, forecast);
  const seen = new Set<number>();
  const records = (entities ?? []).flatMap(({ interval, capacity }) => {
    if (seen.has(interval) || interval < from || interval >= to || (interval - from) % HOUR_SECONDS !== 0)
      throw contractFailure(request, `the hour from ${isoInstant(interval)} comes twice or is not one asked for`);
    seen.add(interval);
    if (capacity == null) return [];
    const intervalEnd = interval + HOUR_SECONDS;
    return [{ intervalStart: interval, intervalEnd, agents: capacity, source: 'schedule' as const }];
  });
  return {
    planningGroup: { id: skillId, name: `with the skill ${skillId}`, queueIds: [] },
    timeZone: 'UTC',
    records: records.sort((a, b) => a.intervalStart - b.intervalStart),
    daysWithout: [],
  };
}
