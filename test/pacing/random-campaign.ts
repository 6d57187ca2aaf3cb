import { nextUniform, type RandomStream, randomStream } from '../../src/numeric/random-stream.ts';
import { type CentreModel, centreModel } from '../../src/pacing/dialled-centre.ts';
import { type RatioSearch, ratioSearch } from '../../src/pacing/largest-ratio.ts';
import { sampleSize } from '../support/sample-size.ts';

export const DAYS = 30;
/** The true answer rate is linear between knots. */
export const KNOT_SECONDS = 600;

const DRIFT_KNOTS = 3;
const DRIFTS_PER_HOUR = 0.5;
const LOWEST_RATE = 0.03;
const HIGHEST_RATE = 0.6;
const MOST_AGENTS = sampleSize(40, 200);
/** Days have four hours, or fewer in centres so large and quick that a window would have more answers than this; one at least. */
const MOST_HOURS_PER_DAY = 4;
const ENOUGH_ANSWERS = 60_000;

/** A group of agents and the calls they get. */
export interface Centre {
  readonly agents: number;
  readonly handleSeconds: number;
  readonly hoursPerDay: number;
  readonly model: CentreModel;
  readonly search: RatioSearch;
}

/** The answer rate of one campaign of a centre. */
export interface Campaign {
  readonly seed: number;
  readonly baseRate: number;
  /** True answer rate at the knots of each day. */
  readonly ratesByDay: readonly Float64Array[];
}

const logBetween = (random: RandomStream, low: number, high: number): number =>
  low * (high / low) ** nextUniform(random);

/** 5 to 200 agents, handle time 60 to 600 s, none to all of the failures within 3 s. */
export function randomCentre(seed: number): Centre {
  const random = randomStream(7, seed);
  const agents = Math.round(logBetween(random, 5, MOST_AGENTS));
  const handleSeconds = logBetween(random, 60, 600);
  const quick = Math.round(20 * Math.min(1, Math.max(0, 1.4 * nextUniform(random) - 0.2)));
  const answersPerHour = (0.9 * agents * 3600) / handleSeconds;
  const model = centreModel({
    answeredRingSeconds: Array.from({ length: 50 }, (_, i) => 5 + (10 * (i + 0.5)) / 50),
    failedRingSeconds: Array.from({ length: 20 }, (_, i) => (i < quick ? 1 + (2 * (i + 1)) / quick : 25)),
    talkTime: { kind: 'lognormal', meanSeconds: 0.8 * handleSeconds, variationFraction: 0.9 },
    wrapUpTime: { kind: 'exponential', meanSeconds: 0.2 * handleSeconds },
    abandonSeconds: 2,
  });
  return {
    agents,
    handleSeconds,
    hoursPerDay: Math.min(MOST_HOURS_PER_DAY, Math.max(1, Math.round(ENOUGH_ANSWERS / DAYS / answersPerHour))),
    model,
    search: ratioSearch(model, agents, { seed, mostBatches: 8 }),
  };
}

/** An answer rate of 3 to 60 % that drifts, every two hours or so, by up to half of itself up or down within 30 minutes. */
export function randomCampaign({ hoursPerDay }: Centre, seed: number): Campaign {
  const random = randomStream(8, seed);
  const baseRate = logBetween(random, LOWEST_RATE, HIGHEST_RATE);
  const knots = (hoursPerDay * 3600) / KNOT_SECONDS + 1;
  const ratesByDay = Array.from({ length: DAYS }, () => driftingRate(baseRate, knots, random));
  return { seed, baseRate, ratesByDay };
}

function driftingRate(baseRate: number, knots: number, random: RandomStream): Float64Array {
  const within = (rate: number) => Math.min(HIGHEST_RATE, 1.5 * baseRate, Math.max(LOWEST_RATE, 0.5 * baseRate, rate));
  const rates = new Float64Array(knots);
  let rate = within(baseRate * (0.7 + 0.6 * nextUniform(random)));
  let change = 0;
  let left = 0;
  for (let knot = 0; knot < knots; knot++) {
    rates[knot] = rate;
    if (left === 0 && nextUniform(random) < (DRIFTS_PER_HOUR * KNOT_SECONDS) / 3600) {
      change = (driftGoal(rate, within, random) - rate) / DRIFT_KNOTS;
      left = DRIFT_KNOTS;
    }
    if (left > 0) {
      left--;
      rate = within(rate + change);
    }
  }
  return rates;
}

/** Every other drift goes all the way to half of the rate up or down. */
function driftGoal(rate: number, within: (rate: number) => number, random: RandomStream): number {
  const size = nextUniform(random) < 0.5 ? 0.5 : 0.5 * nextUniform(random);
  return within(rate * (nextUniform(random) < 0.5 ? 1 + size : 1 - size));
}
