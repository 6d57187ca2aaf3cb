import { nextUniform, type RandomStream, randomStream } from '../../src/numeric/random-stream.ts';
import type { AbandonmentCount } from '../../src/pacing/abandonment-count.ts';
import { type AnswerRateBelief, faded, observed, priorBelief } from '../../src/pacing/answer-rate-belief.ts';
import { controlStep } from '../../src/pacing/control-step.ts';
import { type CentreModel, centreModel } from '../../src/pacing/dialled-centre.ts';
import { Dialler } from '../../src/pacing/dialler.ts';
import { fixedRatio } from '../../src/pacing/dialling-rule.ts';
import { rampCeiling } from '../../src/pacing/guards/ramp.ts';
import { type RatioSearch, ratioSearch } from '../../src/pacing/largest-ratio.ts';
import { PROVED_POLICY } from '../../src/pacing/pacing-policy.ts';
import { dailyDispersion } from '../../src/pacing/window-budget.ts';
import { sampleSize } from '../support/sample-size.ts';

const DAYS = 30;
const HOURS_PER_DAY = 4;
/** One knot of the true answer rate after the other; it is linear between them. */
const KNOT_SECONDS = 600;
export const CONTROL_SECONDS = 1800;
const KNOTS_PER_STEP = CONTROL_SECONDS / KNOT_SECONDS;
const STEPS_PER_DAY = (HOURS_PER_DAY * 3600) / CONTROL_SECONDS;
const DRIFT_KNOTS = 3;
const DRIFTS_PER_HOUR = 0.5;
const POLICY = PROVED_POLICY;
const MOST_AGENTS = sampleSize(40, 200);

export interface Campaign {
  readonly seed: number;
  readonly agents: number;
  readonly handleSeconds: number;
  readonly quickFailureShare: number;
  readonly baseRate: number;
  /** True answer rate at the knots of each day, one more than there are pieces. */
  readonly ratesByDay: readonly Float64Array[];
}

export interface WindowResult {
  readonly answers: number;
  readonly abandoned: number;
  readonly busySeconds: number;
  readonly onQueueSeconds: number;
  /** Without the first day, on which the ratio still climbs from 1. */
  readonly laterBusySeconds: number;
  readonly laterOnQueueSeconds: number;
}

/**
 * A random campaign: 5 to 200 agents, answer rate 3 to 60 %, handle time 60 to 600 s, none to all of the failures within 3 s. Every
 * two hours or so the answer rate drifts, within 30 minutes, by up to half of itself up or down.
 */
export function randomCampaign(seed: number): Campaign {
  const random = randomStream(7, seed);
  const logBetween = (low: number, high: number) => low * (high / low) ** nextUniform(random);
  const agents = Math.round(logBetween(5, MOST_AGENTS));
  const baseRate = logBetween(0.03, 0.6);
  const handleSeconds = logBetween(60, 600);
  const quickFailureShare = Math.min(1, Math.max(0, 1.4 * nextUniform(random) - 0.2));
  const ratesByDay = Array.from({ length: DAYS }, () => driftingRate(baseRate, random));
  return { seed, agents, handleSeconds, quickFailureShare, baseRate, ratesByDay };
}

function driftingRate(baseRate: number, random: RandomStream): Float64Array {
  const pieces = (HOURS_PER_DAY * 3600) / KNOT_SECONDS;
  const rates = new Float64Array(pieces + 1);
  const within = (rate: number) => Math.min(0.6, 1.5 * baseRate, Math.max(0.03, 0.5 * baseRate, rate));
  let rate = within(baseRate * (0.7 + 0.6 * nextUniform(random)));
  let goal = rate;
  let change = 0;
  let left = 0;
  for (let knot = 0; knot <= pieces; knot++) {
    rates[knot] = rate;
    if (left === 0 && nextUniform(random) < (DRIFTS_PER_HOUR * KNOT_SECONDS) / 3600) {
      const size = nextUniform(random) < 0.5 ? 0.5 : 0.5 * nextUniform(random);
      goal = within(rate * (nextUniform(random) < 0.5 ? 1 + size : 1 - size));
      change = (goal - rate) / DRIFT_KNOTS;
      left = DRIFT_KNOTS;
    }
    if (left > 0) {
      left--;
      rate = left === 0 ? goal : rate + change;
    }
  }
  return rates;
}

export function campaignCentre(campaign: Campaign): { readonly model: CentreModel; readonly search: RatioSearch } {
  const { agents, handleSeconds, quickFailureShare, seed } = campaign;
  const quick = Math.round(20 * quickFailureShare);
  const model = centreModel({
    answeredRingSeconds: Array.from({ length: 50 }, (_, i) => 5 + (10 * (i + 0.5)) / 50),
    failedRingSeconds: Array.from({ length: 20 }, (_, i) => (i < quick ? 1 + (2 * (i + 1)) / quick : 25)),
    talkTime: { kind: 'lognormal', meanSeconds: 0.8 * handleSeconds, variationFraction: 0.9 },
    wrapUpTime: { kind: 'exponential', meanSeconds: 0.2 * handleSeconds },
    abandonSeconds: 2,
  });
  return { model, search: ratioSearch(model, agents, { seed: 1000 + seed, mostBatches: 8 }) };
}

/** What the controller may see at the start of a control period. */
export interface Seen {
  readonly belief: AnswerRateBelief;
  readonly days: readonly AbandonmentCount[];
  readonly answers: number;
  readonly abandoned: number;
  readonly answersToCome: number;
  readonly callsPerAgent: number;
  /** Not for the controller: the mean of the true rate over the period to come. */
  readonly trueRate: number;
}

/** A window of 30 days in a closed loop: what was seen decides the ratio of the next control period. */
export function runWindow(campaign: Campaign, model: CentreModel, decide: (seen: Seen) => number): WindowResult {
  const prior = priorBelief(campaign.baseRate, POLICY.priorWeightAttempts);
  let belief = prior;
  let callsPerAgent = 1;
  const days: { answers: number; abandoned: number }[] = [];
  const total = {
    answers: 0,
    abandoned: 0,
    busySeconds: 0,
    onQueueSeconds: 0,
    laterBusySeconds: 0,
    laterOnQueueSeconds: 0,
  };
  let stepsToCome = DAYS * STEPS_PER_DAY;
  let stepsDone = 0;
  for (let day = 0; day < DAYS; day++) {
    const dialler = new Dialler(model, campaign.seed, day);
    const rates = campaign.ratesByDay[day];
    const today = { answers: 0, abandoned: 0 };
    for (let step = 0; step < STEPS_PER_DAY; step++) {
      const first = step * KNOTS_PER_STEP;
      let trueRate = 0;
      for (let k = 0; k < KNOTS_PER_STEP; k++)
        trueRate += (rates[first + k] + rates[first + k + 1]) / 2 / KNOTS_PER_STEP;
      const perStep =
        stepsDone === 0
          ? (0.5 * campaign.agents * CONTROL_SECONDS) / campaign.handleSeconds
          : total.answers / stepsDone;
      const { answers, abandoned } = total;
      callsPerAgent = decide({
        belief,
        days,
        answers,
        abandoned,
        answersToCome: perStep * stepsToCome,
        callsPerAgent,
        trueRate,
      });
      let attempts = 0;
      let answered = 0;
      for (let k = 0; k < KNOTS_PER_STEP; k++) {
        const tally = dialler.play({
          seconds: KNOT_SECONDS,
          agents: campaign.agents,
          answerRateFrom: rates[first + k],
          answerRateTo: rates[first + k + 1],
          rule: fixedRatio(callsPerAgent),
          lines: Number.MAX_SAFE_INTEGER,
        });
        attempts += tally.attempts;
        answered += tally.answers;
        today.answers += tally.connected + tally.abandoned;
        today.abandoned += tally.abandoned;
        total.answers += tally.connected + tally.abandoned;
        total.abandoned += tally.abandoned;
        total.busySeconds += tally.busySeconds;
        total.onQueueSeconds += tally.onQueueSeconds;
        if (day > 0) {
          total.laterBusySeconds += tally.busySeconds;
          total.laterOnQueueSeconds += tally.onQueueSeconds;
        }
      }
      belief = observed(
        faded(belief, prior, CONTROL_SECONDS, POLICY.halfLifeSeconds),
        Math.max(attempts, answered),
        answered,
      );
      stepsDone++;
      stepsToCome--;
    }
    days.push(today);
  }
  return total;
}

/** The product's own decision. */
export const controlled =
  (search: RatioSearch) =>
  ({ belief, days, answers, abandoned, answersToCome, callsPerAgent }: Seen): number => {
    const dispersion = dailyDispersion(days, POLICY.assumedDispersion, POLICY.assumedDispersionDays);
    return controlStep(POLICY, search, belief, { answers, abandoned, answersToCome, dispersion }, callsPerAgent)
      .callsPerAgent;
  };

/** Somebody who knows the true rate of the period to come, and dials at the target, within the ramp or without one. */
export const oracle =
  (search: RatioSearch, isRamped: boolean) =>
  ({ trueRate, callsPerAgent }: Seen): number => {
    const most = POLICY.mostCallsPerAgent;
    return search.largestRatio(
      trueRate,
      POLICY.targetFraction,
      isRamped ? Math.min(most, rampCeiling(callsPerAgent, POLICY.mostIncreaseFraction)) : most,
    );
  };

/** As many calls as bring one answer per idle agent in the mean, which takes the agents' side only. */
export const oneAnswerPerAgent = ({ trueRate }: Seen): number =>
  Math.min(POLICY.mostCallsPerAgent, Math.max(1, 1 / trueRate));
