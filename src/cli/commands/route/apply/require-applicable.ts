import { Failure, usageFailure } from '../../../../errors.ts';
import { contradictionIn, exceededLimit, unbearableLoss } from '../../../../routing/move-guards.ts';
import type { EpochSeconds } from '../../../../series/time-zone.ts';
import { organisationName } from '../../organisation-name.ts';
import type { RouteApplyOptions } from '../options.ts';
import type { RoutingPlanFile } from '../plan-file.ts';

const MAKE_ANEW = 'make a new plan: gcforecast route recommend, or route what-if';

/**
 * Refuses a plan that is not to be carried out at all, whatever the organisation is like: one without moves or with impossible ones, one
 * that is too large, or harms a queue too much (exit code 5), and one of another time.
 */
export function requireApplicable(plan: RoutingPlanFile, options: RouteApplyOptions, now: EpochSeconds): void {
  requireMoves(plan);
  requireTimely(plan, now);
  const exceeded = exceededLimit(plan.moves.map(skillMoveOf), {
    mostMoves: options.maxMoves,
    mostMovesPerAgent: options.maxMovesPerAgent,
  });
  if (exceeded !== undefined)
    throw usageFailure(
      `the plan has ${exceeded}`,
      'make a smaller plan, or raise --max-moves or --max-moves-per-agent',
    );
  requireBearable(plan, options.maxLoss);
}

/** The folder of this organisation's journals. Refuses a recording, and the plan or journal of another organisation. */
export function requireOwn(
  journals: string | undefined,
  { organisation }: { readonly organisation: string },
  what: 'plan' | 'journal',
): string {
  if (journals === undefined)
    throw usageFailure('a recording cannot be changed', 'leave out --replay to change the organisation itself');
  const own = organisationName(journals);
  if (organisation === own) return journals;
  throw usageFailure(
    `the ${what} is of ${organisation}, and this is ${own}`,
    `use the credentials with which the ${what} was made`,
  );
}

function requireMoves({ moves, agents }: RoutingPlanFile): void {
  if (moves.length === 0)
    throw usageFailure('the plan has no moves: there is nothing to apply', 'nothing helped when it was made');
  const skills = new Map(
    agents.map(({ id, skillsBefore }) => [id, new Map(skillsBefore.map((one) => [one.id, one.proficiency]))]),
  );
  const contradiction = contradictionIn(moves.map(skillMoveOf), (id) => skills.get(id));
  if (contradiction === undefined) return;
  const { agent, skill } = contradiction.move;
  throw usageFailure(
    `the move of ${agent.name} and ${skill.name} contradicts the plan: ${contradiction.why}`,
    MAKE_ANEW,
  );
}

const skillMoveOf = ({ agent, skill, proficiencyBefore, proficiencyAfter }: RoutingPlanFile['moves'][number]) => ({
  agent,
  skill,
  agentId: agent.id,
  skillId: skill.id,
  proficiencyBefore: proficiencyBefore ?? undefined,
  proficiencyAfter: proficiencyAfter ?? undefined,
});

function requireTimely({ madeAt, expiresAt }: RoutingPlanFile, now: EpochSeconds): void {
  if (Date.parse(madeAt) / 1000 <= now && now < Date.parse(expiresAt) / 1000) return;
  throw usageFailure(`the plan of ${madeAt} is for another time: it expires at ${expiresAt}`, MAKE_ANEW);
}

function requireBearable({ impact }: RoutingPlanFile, mostLossFraction: number): void {
  const effects = impact.map(({ queue, serviceLevel: { before, after, effect } }) => ({
    name: queue.name,
    serviceLevel: { before: before ?? undefined, after: after ?? undefined, effect: effect ?? undefined },
  }));
  const worst = unbearableLoss(effects, mostLossFraction);
  if (worst === undefined) return;
  const percent = (fraction: number) => `${Number((100 * fraction).toPrecision(3))} %`;
  throw new Failure(
    `the service level of ${worst.queue.name} is predicted to fall by ${percent(worst.lossFraction)}, and at most ${percent(mostLossFraction)} is allowed`,
    { code: 'GCF-GUARD', exitCode: 5, hint: 'make another plan, or allow more with --max-loss' },
  );
}
