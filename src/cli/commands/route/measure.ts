import { dataFailure } from '../../../errors.ts';
import { jsonText } from '../../../export/json.ts';
import type { RoutingMeasure } from '../../../export/routing-measure.ts';
import { routingMeasureJson } from '../../../export/routing-measure-json.ts';
import { measureRouting } from '../../../routing/measure/measure-routing.ts';
import type { World } from '../../world.ts';
import type { Reporting } from '../log.ts';
import { withReporting } from '../with-reporting.ts';
import { askedRouting } from './asked-routing.ts';
import { departedWarning, measureWarnings } from './measure/measure-warnings.ts';
import { namedMeasure } from './measure/named-measure.ts';
import { measureText } from './measure/print-measure.ts';
import { writeMeasure } from './measure/write-measure.ts';
import { namedIds } from './named-ids.ts';
import { type OpenRouting, openRouting } from './open-routing.ts';
import type { MeasureOptions } from './options.ts';

/** `gcforecast route measure`: what was asked for, who did it, and which skills were of use. Returns the exit code. */
export async function measure(options: MeasureOptions, world: World): Promise<number> {
  return withReporting(options, world, async (config, reporting) => {
    const opened = await openRouting(config, options, world, reporting);
    const measured = await measuredRouting(opened, options, reporting);
    for (const warning of measured.warnings) reporting.log.warn({}, warning);
    const files = options.output === undefined ? [] : await writeMeasure(measured, options.output, world);
    await opened.finish();
    world.stdout.write(
      options.json === true
        ? jsonText(routingMeasureJson(measured, files))
        : [measureText(measured, options, world), ...files.map((path) => `written: ${path}\n`)].join(''),
    );
    return 0;
  });
}

async function measuredRouting(
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
    throw dataFailure(
      `no contact came to ${setup.queues.length} queues in ${options.days} days`,
      'take in more --days or other queues, or look at the divisions of the OAuth client’s roles',
    );
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
