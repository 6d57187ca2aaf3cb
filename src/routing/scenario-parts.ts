import type { ContactType, Queue } from '../simulation/scenario.ts';
import type { CentreContactType, CentreQueue } from './centre.ts';

/** A queue of a centre as the engine has it, named by its place. */
export const scenarioQueue = ({ evaluation, rings, withinSeconds }: CentreQueue, place: number): Queue => ({
  name: String(place),
  skillEvaluation: evaluation,
  rings,
  serviceLevelSeconds: withinSeconds,
});

/**
 * 30,000 years: who never gives up. The engine refuses contacts that wait without end where nobody may take them, but on a day on
 * which nobody comes they do wait, and are not answered in time.
 */
const ENDLESS_SECONDS = 1e12;

/** Contacts of a centre as the engine has them; `arrivalsPerInterval` of the intervals that are played. */
export const scenarioContactType = (
  { queue, skillIds, meanHandleSeconds, handleVariationFraction, meanPatienceSeconds }: CentreContactType,
  arrivalsPerInterval: readonly number[],
): ContactType => ({
  name: [queue, ...skillIds].join(' '),
  queue: String(queue),
  skills: skillIds,
  priority: 0,
  arrivalsPerInterval,
  handleTime: { kind: 'lognormal', meanSeconds: meanHandleSeconds, variationFraction: handleVariationFraction },
  patience: { kind: 'exponential', meanSeconds: meanPatienceSeconds ?? ENDLESS_SECONDS },
});
