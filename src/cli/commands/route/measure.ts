import { jsonText } from '../../../export/json.ts';
import { routingMeasureJson } from '../../../export/routing-measure-json.ts';
import type { World } from '../../world.ts';
import { withReporting } from '../with-reporting.ts';
import { measuredDemand } from './measure/measured-demand.ts';
import { measuredRouting } from './measure/measured-routing.ts';
import { measureText } from './measure/print-measure.ts';
import { writeMeasure } from './measure/write-measure.ts';
import { openRouting } from './open-routing.ts';
import type { MeasureOptions } from './options.ts';

/** `gcforecast route measure`: what was asked for, who did it, and which skills were of use. Returns the exit code. */
export async function measure(options: MeasureOptions, world: World): Promise<number> {
  return withReporting(options, world, async (config, reporting) => {
    const opened = await openRouting(config, options, world, reporting);
    const measuredBy = opened.api === 'platform' ? measuredRouting : measuredDemand;
    const measured = await measuredBy(opened, options, reporting);
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
