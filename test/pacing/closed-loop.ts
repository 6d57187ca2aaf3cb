import { type AnswerRateBelief, faded, observed, priorBelief } from '../../src/pacing/answer-rate-belief.ts';
import { controlStep } from '../../src/pacing/control-step.ts';
import { Dialler } from '../../src/pacing/dialler.ts';
import type { DiallerTally } from '../../src/pacing/dialler-tally.ts';
import { fixedRatio } from '../../src/pacing/dialling-rule.ts';
import { rampCeiling } from '../../src/pacing/guards/ramp.ts';
import { PROVED_POLICY } from '../../src/pacing/pacing-policy.ts';
import { dailyDispersion, type Window } from '../../src/pacing/window-budget.ts';
import { type Campaign, type Centre, DAYS, KNOT_SECONDS } from './random-campaign.ts';

const KNOTS_PER_PERIOD = 3;
const PERIOD_SECONDS = KNOTS_PER_PERIOD * KNOT_SECONDS;
const POLICY = PROVED_POLICY;

/** Sums over a window, over a day, or over less. */
interface Sums {
  attempts: number;
  answers: number;
  abandoned: number;
  busySeconds: number;
  onQueueSeconds: number;
}

const nothing = (): Sums => ({ attempts: 0, answers: 0, abandoned: 0, busySeconds: 0, onQueueSeconds: 0 });

function add(sums: Sums, { attempts, connected, abandoned, busySeconds, onQueueSeconds }: DiallerTally): void {
  sums.attempts += attempts;
  sums.answers += connected + abandoned;
  sums.abandoned += abandoned;
  sums.busySeconds += busySeconds;
  sums.onQueueSeconds += onQueueSeconds;
}

/** What is seen at the start of a control period. */
interface Seen {
  readonly belief: AnswerRateBelief;
  readonly window: Window;
  readonly callsPerAgent: number;
  /** Mean of the true rate over the period to come, which only an oracle sees. */
  readonly trueRate: number;
}

type Decide = (seen: Seen) => number;

/** A window of 30 days in a closed loop: what was seen decides the ratio of the next control period of half an hour. */
export function playWindow(
  { agents, handleSeconds, model }: Centre,
  campaign: Campaign,
  decide: Decide,
): Readonly<Sums> {
  const prior = priorBelief(campaign.baseRate, POLICY.priorWeightAttempts);
  const days: Sums[] = [];
  const total = nothing();
  const periodsPerDay = (campaign.ratesByDay[0].length - 1) / KNOTS_PER_PERIOD;
  let belief = prior;
  let callsPerAgent = 1;
  for (let day = 0; day < DAYS; day++) {
    const dialler = new Dialler(model, campaign.seed, day);
    const today = nothing();
    for (let period = 0; period < periodsPerDay; period++) {
      const done = day * periodsPerDay + period;
      const perPeriod = done === 0 ? (0.5 * agents * PERIOD_SECONDS) / handleSeconds : total.answers / done;
      const rates = campaign.ratesByDay[day].subarray(period * KNOTS_PER_PERIOD);
      callsPerAgent = decide({
        belief,
        window: {
          answers: total.answers,
          abandoned: total.abandoned,
          answersToCome: perPeriod * (DAYS * periodsPerDay - done),
          dispersion: dailyDispersion(days, POLICY.assumedDispersion, POLICY.assumedDispersionDays),
        },
        callsPerAgent,
        trueRate: (rates[0] / 2 + rates[1] + rates[2] + rates[3] / 2) / KNOTS_PER_PERIOD,
      });
      const now = nothing();
      for (let knot = 0; knot < KNOTS_PER_PERIOD; knot++) {
        const tally = dialler.play({
          seconds: KNOT_SECONDS,
          agents,
          answerRateFrom: rates[knot],
          answerRateTo: rates[knot + 1],
          rule: fixedRatio(callsPerAgent),
          lines: Number.MAX_SAFE_INTEGER,
        });
        for (const sums of [now, today, total]) add(sums, tally);
      }
      // Some answers of a quiet period belong to calls of the one before.
      const answers = Math.min(now.answers, now.attempts);
      belief = observed(faded(belief, prior, PERIOD_SECONDS, POLICY.halfLifeSeconds), now.attempts, answers);
    }
    days.push(today);
  }
  return total;
}

/** The control step of the product. */
export const controlled =
  ({ search }: Centre): Decide =>
  ({ belief, window, callsPerAgent }) =>
    controlStep(POLICY, search, belief, window, callsPerAgent).callsPerAgent;

/** Knows the true rate of the period to come and dials at the target, with the same ramp or without one. */
export const oracle =
  ({ search }: Centre, isRamped: boolean): Decide =>
  ({ trueRate, callsPerAgent }) => {
    const { mostCallsPerAgent, mostIncreaseFraction, targetFraction } = POLICY;
    const ceiling = isRamped ? rampCeiling(callsPerAgent, mostIncreaseFraction) : mostCallsPerAgent;
    return search.largestRatio(trueRate, targetFraction, Math.min(mostCallsPerAgent, ceiling));
  };

/** As many calls as bring one answer per idle agent in the mean. */
export const oneAnswerPerAgent: Decide = ({ trueRate }) =>
  Math.min(POLICY.mostCallsPerAgent, Math.max(1, 1 / trueRate));
