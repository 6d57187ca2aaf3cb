import { jsonText } from '../../../export/json.ts';
import type { ConfirmedMove } from '../../../routing/confirm-moves.ts';
import { erlangServiceLevels } from '../../../routing/erlang-queue.ts';
import { recommendMoves } from '../../../routing/recommend-moves.ts';
import { isoInstant } from '../../../series/iso-instant.ts';
import type { World } from '../../world.ts';
import { withReporting } from '../with-reporting.ts';
import { namedIds } from './named-ids.ts';
import { openRouting } from './open-routing.ts';
import type { RecommendOptions } from './options.ts';
import { impactName, planOfMoves } from './simulate/plan-of-moves.ts';
import { playOnThreads } from './simulate/play-on-threads.ts';
import { points, simulationText } from './simulate/print-simulation.ts';
import { simulationJson } from './simulate/simulation-json.ts';
import { type SimulatedOrganisation, typicalWeekOf } from './simulate/typical-week.ts';
import { writeSimulation } from './simulate/write-simulation.ts';

const LEVEL = 0.95;

/** `gcforecast route recommend`: moves that are shown to help, or none. Returns the exit code. */
export async function routeRecommend(options: RecommendOptions, world: World): Promise<number> {
  return withReporting(options, world, async (config, reporting) => {
    const opened = await openRouting(config, options, world, reporting);
    const week = await typicalWeekOf(opened, options, world, reporting);
    await opened.finish();
    const { centre } = week;
    const play = playOnThreads(options.jobs, world.signal, reporting.progress);
    const found = await recommendMoves(centre, searchOf(options, week), play);
    const warnings = [...week.warnings, ...leftOutWarning(found.leftOut, options)];
    const organisation = { ...week, warnings };
    for (const warning of warnings) reporting.log.warn({}, warning);
    const { seed, json } = options;
    if (found.impact === undefined) {
      const none = { seed, moves: [], impact: [], warnings, madeAt: isoInstant(opened.asOf) };
      world.stdout.write(
        json === true
          ? jsonText(simulationJson('recommend', none, organisation, undefined, undefined, []))
          : `no change of a skill is shown to help: ${found.candidates} were tried\n`,
      );
      return 0;
    }
    const planned = found.moves.map((one) => ({ move: one.move, why: whyOf(one, organisation), effect: one.gain }));
    const plan = planOfMoves(planned, found.impact, organisation, opened, seed);
    const moves = found.moves.map(({ move }) => move);
    const erlang = { before: erlangServiceLevels(centre, []), after: erlangServiceLevels(centre, moves) };
    const files = await writeSimulation(plan, options, opened, world);
    world.stdout.write(
      json === true
        ? jsonText(simulationJson('recommend', plan, organisation, found.impact, erlang, files))
        : [
            simulationText(plan, erlang, options, world),
            `\n${found.candidates} changes tried, seed ${seed}\n`,
            ...files.map((path) => `written: ${path}\n`),
          ].join(''),
    );
    return 0;
  });
}

const leftOutWarning = (leftOut: number, { maxLoss }: RecommendOptions): string[] =>
  leftOut === 0
    ? []
    : [
        `${leftOut} more changes would help, and are left out: with them a queue is predicted to lose more than ${Number((100 * maxLoss).toPrecision(3))} points (--max-loss)`,
      ];

function searchOf(options: RecommendOptions, { setup, centre }: SimulatedOrganisation) {
  const queueIds = namedIds(options.queue, setup.queues, 'queues');
  const agentIds = namedIds(options.user, setup.agents, 'agents');
  const skillIds = namedIds(options.skill, setup.skills, 'skills');
  return {
    seed: options.seed,
    weights: new Map(centre.queues.map(({ queueId }) => [queueId, queueIds?.has(queueId) === false ? 0 : 1])),
    limits: {
      mostMoves: options.moves,
      mostMovesPerAgent: options.movesPerAgent,
      mostLossFraction: options.maxLoss,
      leastGainFraction: options.minGain,
      levelFraction: LEVEL,
      ...(agentIds === undefined ? {} : { agentIds: [...agentIds] }),
      ...(skillIds === undefined ? {} : { skillIds: [...skillIds] }),
    },
  };
}

/** What the move adds, in points of percent, and to which queues: the one that gains most, and the one that loses most. */
function whyOf({ gain, queues }: ConfirmedMove, { centre }: SimulatedOrganisation): string {
  const changes = queues
    .flatMap(({ serviceLevel: { effect } }, place) => (effect === undefined ? [] : [{ effect, place }]))
    .sort((a, b) => b.effect.difference - a.effect.difference);
  const worth = changes.filter(({ effect: { lower, upper } }) => lower > 0 || upper < 0);
  const told = worth.length < 2 ? worth : [worth[0], worth[worth.length - 1]];
  const words = told.map(({ effect, place }) => `${impactName(centre.queues, place)} ${points(effect)}`);
  return [`${points(gain)} points of all contacts answered in time`, ...words].join('; ');
}
