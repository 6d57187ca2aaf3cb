import { jsonText } from '../../../export/json.ts';
import { erlangServiceLevels } from '../../../routing/erlang-queue.ts';
import { whatIf } from '../../../routing/what-if.ts';
import type { World } from '../../world.ts';
import { withReporting } from '../with-reporting.ts';
import { openRouting } from './open-routing.ts';
import type { WhatIfOptions } from './options.ts';
import { askedMoves } from './simulate/asked-moves.ts';
import { planOfMoves } from './simulate/plan-of-moves.ts';
import { playOnThreads } from './simulate/play-on-threads.ts';
import { simulationText } from './simulate/print-simulation.ts';
import { simulationJson } from './simulate/simulation-json.ts';
import { typicalWeekOf } from './simulate/typical-week.ts';
import { writeSimulation } from './simulate/write-simulation.ts';

const LEVEL = 0.95;
const PILOT_WEEKS = 20;

/** `gcforecast route what-if`: what given moves would do to every queue. Returns the exit code. */
export async function routeWhatIf(options: WhatIfOptions, world: World): Promise<number> {
  return withReporting(options, world, async (config, reporting) => {
    const opened = await openRouting(config, options, world, reporting);
    const organisation = await typicalWeekOf(opened, options, world, reporting);
    await opened.finish();
    const { centre } = organisation;
    const moves = askedMoves(options.move, organisation);
    const { seed, halfWidth, maxWeeks } = options;
    const precision = { halfWidth, pilotReplications: PILOT_WEEKS, mostReplications: maxWeeks };
    const course = { seed, precision, levelFraction: LEVEL, firstWeek: 0 };
    const impact = await whatIf(centre, moves, course, playOnThreads(options.jobs, world.signal, reporting.progress));
    const erlang = { before: erlangServiceLevels(centre, []), after: erlangServiceLevels(centre, moves) };
    const planned = moves.map((move) => ({ move, why: 'asked for', effect: undefined }));
    const plan = planOfMoves(planned, impact, organisation, opened, seed);
    for (const warning of plan.warnings) reporting.log.warn({}, warning);
    const files = await writeSimulation(plan, options, opened, world);
    world.stdout.write(
      options.json === true
        ? jsonText(simulationJson('what-if', plan, organisation, impact, erlang, files))
        : `${simulationText(plan, erlang, options, world)}\n${impact.weeks} simulated weeks, seed ${seed}\n${files.map((path) => `written: ${path}\n`).join('')}`,
    );
    return 0;
  });
}
