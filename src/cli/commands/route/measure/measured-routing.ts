import type { RoutingMeasure } from '../../../../export/routing-measure.ts';
import { measureRouting } from '../../../../routing/measure/measure-routing.ts';
import type { Reporting } from '../../log.ts';
import { askedRouting } from '../asked-routing.ts';
import { namedIds } from '../named-ids.ts';
import type { OpenRouting } from '../open-routing.ts';
import type { MeasureOptions } from '../options.ts';
import { departedWarning, measureWarnings } from './measure-warnings.ts';
import { namedMeasure } from './named-measure.ts';
import { nobodyCame } from './nobody-came.ts';

/** Demand, work and use of skills as the published API tells them. Fails with exit code 5 when nobody came. */
export async function measuredRouting(
  opened: OpenRouting,
  options: MeasureOptions,
  reporting: Reporting,
): Promise<RoutingMeasure> {
  const { routing, asOf, timeZone } = opened;
  const { setup, agents, question } = await askedRouting(opened, options, reporting);
  const skillIds = namedIds(options.skill, setup.skills, 'skills');
  reporting.progress.phase('fetching demand, work and time on queue');
  const measurement = await measureRouting(
    { ...setup, agents },
    {
      demand: routing.demand(question),
      work: routing.work(question),
      presence: routing.presence(question),
    },
  );
  if (measurement.demand.length === 0) {
    throw nobodyCame(setup.queues.length, options);
  }
  const { from, to, step } = question;
  return {
    ...{ asOf, from, to, timeZone, granularity: step.iso },
    ...namedMeasure(measurement, setup, skillIds),
    warnings: [
      ...measureWarnings(setup, measurement),
      ...(options.user === undefined ? departedWarning(measurement) : []),
      ...(options.queue === undefined ? [] : ['the use of skills is judged by the demand of the named queues only']),
    ],
  };
}
