import { type AnswerRateBelief, faded, observed, priorBelief } from '../../src/pacing/answer-rate-belief.ts';
import { controlStep } from '../../src/pacing/control-step.ts';
import { Dialler } from '../../src/pacing/dialler.ts';
import type { DiallerTally } from '../../src/pacing/dialler-tally.ts';
import { fixedRatio } from '../../src/pacing/dialling-rule.ts';
import { rampCeiling } from '../../src/pacing/guards/ramp.ts';
import { PROVED_POLICY } from '../../src/pacing/pacing-policy.ts';
import { allowedFraction, dailyDispersion, type Window } from '../../src/pacing/window-budget.ts';
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

/**
 * A window of 30 days in a closed loop: what was seen decides the ratio of the next control period of half an hour. A campaign runs on
 * from window to window, so the first period follows on the ratio that its usual answer rate asks for.
 */
export function playWindow(
  { agents, handleSeconds, model, search }: Centre,
  campaign: Campaign,
  decide: Decide,
): Readonly<Sums> {
  const prior = priorBelief(campaign.baseRate, POLICY.priorWeightAttempts);
  const days: Sums[] = [];
  const total = nothing();
  const periodsPerDay = (campaign.ratesByDay[0].length - 1) / KNOTS_PER_PERIOD;
  let belief = prior;
  let callsPerAgent = search.largestRatio(campaign.baseRate, POLICY.targetFraction, POLICY.mostCallsPerAgent);
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

/**
 * The same window with an oracle that knows the true mean rate of each period to come. It has the same lever, control period and ramp
 * and needs no margin, but its window must end within the target as every window must. Where the rate drifts within periods, and
 * at the start of days, even the oracle abandons more than it means to: it then plays the window again and means a little less.
 */
export function playOracle(centre: Centre, campaign: Campaign): Readonly<Sums> {
  for (let aim = POLICY.targetFraction; ; aim -= AIM_STEP) {
    const total = playWindow(centre, campaign, knowing(centre, aim));
    if (total.abandoned <= POLICY.targetFraction * total.answers) return total;
  }
}

const AIM_STEP = 0.001;

const knowing =
  ({ search }: Centre, aimedFraction: number): Decide =>
  ({ trueRate, window, callsPerAgent }) => {
    const most = Math.min(POLICY.mostCallsPerAgent, rampCeiling(callsPerAgent, POLICY.mostIncreaseFraction));
    const allowed = allowedFraction(window, aimedFraction, 0.5);
    return allowed === 0 ? 1 : search.largestRatio(trueRate, allowed, most);
  };

/** As many calls as bring one answer per idle agent in the mean. */
export const oneAnswerPerAgent: Decide = ({ trueRate }) =>
  Math.min(POLICY.mostCallsPerAgent, Math.max(1, 1 / trueRate));
