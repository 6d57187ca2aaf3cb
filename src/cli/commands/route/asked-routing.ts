import type { RoutingQuestion } from '../../../genesys/routing.ts';
import { calendarStep } from '../../../series/calendar-step.ts';
import type { RoutedAgent, RoutingSetup } from '../../../series/routing-records.ts';
import { listed } from '../listed.ts';
import type { Reporting } from '../log.ts';
import { namedIds } from './named-ids.ts';
import type { OpenRouting } from './open-routing.ts';
import type { RouteOptions } from './options.ts';
import { wholeDays } from './whole-days.ts';

/** Who may take what, and the history that is asked for. */
export interface AskedRouting {
  /** With all members of its queues. */
  readonly setup: RoutingSetup;
  /** Those of them who are asked for. */
  readonly agents: readonly RoutedAgent[];
  readonly question: RoutingQuestion;
}

/**
 * Reads the setup of the queues that options name, or of all, with all of their members, and words the question for the last
 * whole days. Fails with exit code 2 for a queue or an agent that nobody has.
 */
export async function askedRouting(
  { centre, routing, asOf, timeZone }: OpenRouting,
  { days, granularity, queue, user }: RouteOptions,
  { progress }: Reporting,
): Promise<AskedRouting> {
  const step = calendarStep(granularity);
  const range = wholeDays(days, timeZone, asOf);
  progress.phase('reading queues, members and skills');
  const queueIds = queue === undefined ? undefined : namedIds(queue, await listed(centre.queues()), 'queues');
  const setup = await routing.setup(queueIds && [...queueIds]);
  const agentIds = namedIds(user, setup.agents, 'agents');
  const agents = setup.agents.filter(({ id }) => agentIds?.has(id) ?? true);
  return {
    ...{ setup, agents },
    question: {
      ...range,
      ...{ step, timeZone },
      queueIds: setup.queues.map(({ id }) => id),
      agentIds: agents.map(({ id }) => id),
    },
  };
}
