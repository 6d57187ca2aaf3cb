import type { CallHistory } from '../../../src/models/answer-rate/call-history.ts';
import { unitMeanGamma } from '../../../src/numeric/gamma-variate.ts';
import { normalQuantile } from '../../../src/numeric/normal.ts';
import { fillUniform, nextUniform, type RandomStream, randomStream } from '../../../src/numeric/random-stream.ts';
import { calendarStep, gridOf } from '../../../src/series/calendar-step.ts';
import { DAY_SECONDS, wallMidnight, wallSecondsAt } from '../../../src/series/time-zone.ts';

const STEP = calendarStep('PT1H');
// Some of the twelve weeks before these mid-March instants, and some after, have a change of clocks.
const PLACES = [
  { timeZone: 'UTC', start: Date.UTC(2026, 0, 5) / 1000 },
  { timeZone: 'Europe/Berlin', start: Date.UTC(2026, 0, 11, 23) / 1000 },
  { timeZone: 'America/New_York', start: Date.UTC(2026, 8, 7, 4) / 1000 },
] as const;

/** What makes one campaign differ from another: drawn once per history. */
interface Campaign {
  /** Logit of the rate in the middle of the profile. */
  readonly level: number;
  readonly profile: Float64Array;
  /** Standard deviations on the logit scale: of the level's step in an hour, of a day, of an hour. */
  readonly driftPerHour: number;
  readonly dayShock: number;
  readonly hourShock: number;
  /** Correlation of two calls of an hour. */
  readonly dispersion: number;
  readonly meanAttempts: number;
  /** Standard deviation of the logarithm of attempts. */
  readonly attemptsSpread: number;
  readonly open: Uint8Array;
}

const between = (random: RandomStream, low: number, high: number): number => low + (high - low) * nextUniform(random);
const chance = (random: RandomStream, probability: number): boolean => nextUniform(random) < probability;
const normal = (random: RandomStream): number => normalQuantile(nextUniform(random));
const logit = (p: number): number => Math.log(p / (1 - p));
const expit = (x: number): number => 1 / (1 + Math.exp(-x));

/**
 * Hourly attempts and answers of a campaign that does not exist, over some weeks from a local Monday on. The logit of its rate is a
 * level, a profile of the week made of waves, a bump that some weekdays have and roughness, a walk, shocks of days (a few of them four
 * times as large) and of hours; answers are beta-binomial around it. Centres close at night, some on Sundays, some on Saturdays.
 * Attempts follow a profile of their own and vary widely; a few open hours have none.
 */
export function diallerHistory(seed: number, weeks: number): CallHistory {
  const random = randomStream(seed, 2026);
  const { timeZone, start } = PLACES[Math.floor(nextUniform(random) * PLACES.length)];
  const campaign = drawCampaign(random);
  const starts = gridOf(start, STEP, timeZone, weeks * 168);
  const attempts = new Float64Array(starts.length);
  const answers = new Float64Array(starts.length);
  let drift = 0;
  let shock = 0;
  let day = Number.NaN;
  for (const [i, instant] of starts.entries()) {
    const wall = wallSecondsAt(timeZone, instant);
    if (wallMidnight(wall) !== day) {
      day = wallMidnight(wall);
      shock = campaign.dayShock * normal(random) * (chance(random, 0.03) ? 4 : 1);
    }
    drift += campaign.driftPerHour * normal(random);
    const cell = hourOfWeek(wall);
    const size = campaign.meanAttempts * Math.exp(campaign.attemptsSpread * normal(random));
    const answered = expit(
      campaign.level + campaign.profile[cell] + drift + shock + campaign.hourShock * normal(random),
    );
    const rate = betaAround(answered, campaign.dispersion, random);
    if (campaign.open[cell] === 0 || chance(random, 0.03)) {
      attempts[i] = Number.NaN;
      answers[i] = Number.NaN;
      continue;
    }
    attempts[i] = Math.max(1, Math.round(size * (0.4 + Math.sin((Math.PI * (cell % 24)) / 24))));
    answers[i] = successes(attempts[i], rate, random);
  }
  return { start, step: STEP, timeZone, attempts, answers };
}

function drawCampaign(random: RandomStream): Campaign {
  return {
    level: logit(Math.exp(between(random, Math.log(0.04), Math.log(0.55)))),
    profile: drawProfile(random),
    driftPerHour: between(random, 0, 0.1) / Math.sqrt(24),
    dayShock: between(random, 0, 0.25),
    hourShock: between(random, 0, 0.2),
    dispersion: between(random, 0, 0.01),
    meanAttempts: Math.exp(between(random, Math.log(30), Math.log(1500))),
    attemptsSpread: between(random, 0.2, 1),
    open: drawOpenHours(random),
  };
}

/** Logits of the 168 hours of a week from Monday 0:00 on. */
function drawProfile(random: RandomStream): Float64Array {
  const waves = [1, 2, 3].map((frequency) => ({
    frequency,
    size: (between(random, 0, 0.6) * normal(random)) / frequency,
    phase: between(random, 0, 2 * Math.PI),
  }));
  const weekdaySpread = between(random, 0, 0.3);
  const bumpSpread = between(random, 0, 0.5);
  const roughness = between(random, 0, 0.1);
  const profile = new Float64Array(168);
  for (let day = 0; day < 7; day++) {
    const weekday = weekdaySpread * normal(random) - (day === 6 ? weekdaySpread : 0);
    const bump = { size: bumpSpread * normal(random), hour: between(random, 8, 20) };
    for (let hour = 0; hour < 24; hour++) {
      const daily = waves.reduce(
        (sum, { frequency, size, phase }) => sum + size * Math.sin((2 * Math.PI * frequency * hour) / 24 + phase),
        0,
      );
      const own = bump.size * Math.exp(-0.5 * ((hour - bump.hour) / 2) ** 2);
      profile[day * 24 + hour] = weekday + daily + own + roughness * normal(random);
    }
  }
  return profile;
}

/** 1 for the hours of the week, from Monday 0:00 on, in which calls are placed. */
function drawOpenHours(random: RandomStream): Uint8Array {
  const roundTheClock = chance(random, 0.2);
  const from = Math.floor(between(random, 7, 10));
  const to = Math.floor(between(random, 17, 22));
  const saturday = chance(random, 0.7);
  const sunday = roundTheClock || chance(random, 0.4);
  return Uint8Array.from({ length: 168 }, (_, cell) => {
    const day = Math.floor(cell / 24);
    if ((day === 5 && !saturday) || (day === 6 && !sunday)) return 0;
    return roundTheClock || (cell % 24 >= from && cell % 24 < to) ? 1 : 0;
  });
}

/** Hours since Monday 0:00 on the clock on the wall. */
function hourOfWeek(wall: number): number {
  const day = Math.floor(wall / DAY_SECONDS);
  return ((day + 3) % 7) * 24 + Math.floor((wall - wallMidnight(wall)) / 3600);
}

/** A beta variate with the given mean; two calls that share it are correlated by `dispersion`. */
function betaAround(mean: number, dispersion: number, random: RandomStream): number {
  if (dispersion === 0) return mean;
  const size = 1 / dispersion - 1;
  const yes = mean * size * unitMeanGamma(1 / Math.sqrt(mean * size), random);
  const no = (1 - mean) * size * unitMeanGamma(1 / Math.sqrt((1 - mean) * size), random);
  return yes / (yes + no);
}

function successes(trials: number, probability: number, random: RandomStream): number {
  const draws = new Float64Array(trials);
  fillUniform(random, draws);
  return draws.reduce((count, draw) => (draw < probability ? count + 1 : count), 0);
}
