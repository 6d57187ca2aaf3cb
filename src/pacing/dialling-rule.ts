import { checkFraction, checkOpenFraction, checkRatio } from './check.ts';
import type { CentreModel } from './dialled-centre.ts';
import { meanRemainingSeconds, meanSeconds } from './observed-durations.ts';
import { callsToAdd } from './predictive-calls.ts';
import { answerProbabilityAtAge, type RingTimes } from './ring-times.ts';
import type { RingingCalls } from './ringing-calls.ts';

/** What a rule sees of a dialler. */
interface Dialling {
  readonly idleAgents: number;
  readonly busyAgents: number;
  readonly ringing: RingingCalls;
  readonly nowSeconds: number;
  readonly model: CentreModel;
}

/** How many calls are to ring now. */
export type DiallingRule = (dialling: Dialling) => number;

/**
 * So many calls per idle agent, 1 or more, rounded down to whole calls: what a ratio as campaign setting means. One call per agent
 * abandons nobody.
 */
export function fixedRatio(callsPerAgent: number): DiallingRule {
  checkRatio(callsPerAgent);
  // Hundredths have no exact double: 100 agents at 1.15 calls have 115, not 114.
  const perAgent = callsPerAgent * (1 + 1e-12);
  return ({ idleAgents }) => Math.floor(perAgent * idleAgents);
}

// A decision may be taken again at the next event, so this bounds one step only.
const MOST_CALLS = 1000;

/** `age`: each call's probability given how long it rings. `none`: the plain rate for all of them. */
export type RingKnowledge = 'age' | 'none';

/**
 * As many calls as keep the answers without an agent below a share of all in the mean, decided anew at every event. Handle times
 * are taken to end at a constant rate. With `age`, agents are counted on who get free in half of the time that the calls which ring
 * still need in the mean, which is safe; with `none`, in the whole time of a new call.
 */
export function predictive(answerRate: number, targetFraction: number, knowledge: RingKnowledge): DiallingRule {
  checkFraction('answer rate', answerRate);
  checkOpenFraction('target of abandonment', targetFraction);
  return ({ idleAgents, busyAgents, ringing, nowSeconds, model }) => {
    const { rings, meanHandleSeconds } = model;
    const ages = ringing.agesSeconds(nowSeconds);
    const isAged = knowledge === 'age';
    const answerProbabilities = ages.map((age) =>
      isAged ? answerProbabilityAtAge(rings, answerRate, age) : answerRate,
    );
    const withinSeconds = isAged
      ? remainingRingSeconds(rings, ages, answerProbabilities, answerRate) / 2
      : meanSeconds(rings.answered);
    const finishProbabilities = new Float64Array(busyAgents).fill(1 - Math.exp(-withinSeconds / meanHandleSeconds));
    const state = { idleAgents, finishProbabilities, answerProbabilities };
    return ringing.size + callsToAdd(state, answerRate, targetFraction, MOST_CALLS);
  };
}

/** Until the answer, in the mean over the calls that ring and a new one, each with the probability of being answered as weight. */
function remainingRingSeconds(
  { answered }: RingTimes,
  ages: Float64Array,
  answerProbabilities: Float64Array,
  answerRate: number,
): number {
  let weight = answerRate;
  let sum = answerRate * meanSeconds(answered);
  for (let i = 0; i < ages.length; i++) {
    weight += answerProbabilities[i];
    sum += answerProbabilities[i] * meanRemainingSeconds(answered, ages[i]);
  }
  return weight === 0 ? 0 : sum / weight;
}
