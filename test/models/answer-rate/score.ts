import { answeredShareBounds, type PredictedRate } from '../../../src/models/answer-rate/bounds.ts';
import { calibratedPoint } from '../../../src/models/answer-rate/calibration.ts';
import type { CallHistory } from '../../../src/models/answer-rate/call-history.ts';
import { fitAnswerRate } from '../../../src/models/answer-rate/fit.ts';
import { forecastAnswerRate } from '../../../src/models/answer-rate/forecast.ts';
import { tutorialStl } from '../../../src/models/answer-rate/tutorial-stl.ts';
import { betaBinomialPlace } from '../../../src/numeric/beta-binomial.ts';
import { gridOf } from '../../../src/series/calendar-step.ts';

const AHEAD = 24;
const WEEK = 168;
// The recipe's own default is a history of 14 days.
const TUTORIAL_HOURS = 14 * 24;

/** Sums over the hours scored; an average is a sum over another, so that attempts count, not hours. */
interface Sums {
  /** Squared error of the forecast over single attempts, each 0 or 1. */
  brier: number;
  /** Answers by which each hour was missed. */
  missed: number;
}

/** How three forecasts of one history did, 24 hours ahead of each origin. */
export interface Score {
  readonly model: Sums;
  readonly tutorial: Sums;
  readonly lastWeek: Sums;
  attempts: number;
  /** Hours with attempts. */
  hours: number;
  /** Those of them whose share lay within the 80 % bounds. */
  covered: number;
  /** Chance that a count lies between the 10 % and the 90 % point when ties are broken at random, sum over hours. */
  coveredBetweenQuantiles: number;
}

export function emptyScore(): Score {
  const sums = () => ({ brier: 0, missed: 0 });
  return {
    model: sums(),
    tutorial: sums(),
    lastWeek: sums(),
    attempts: 0,
    hours: 0,
    covered: 0,
    coveredBetweenQuantiles: 0,
  };
}

/** Adds 24 hours from each origin on, a place in an hourly history, forecast from up to `historyHours` before it. */
export function addScore(
  score: Score,
  history: CallHistory,
  origins: readonly number[],
  historyHours: number = Number.POSITIVE_INFINITY,
): Score {
  const { attempts, answers } = history;
  const starts = gridOf(history.start, history.step, history.timeZone, attempts.length + 1);
  for (const origin of origins) {
    const from = Math.max(0, origin - historyHours);
    const past: CallHistory = {
      ...history,
      start: starts[from],
      attempts: attempts.slice(from, origin),
      answers: answers.slice(from, origin),
    };
    const { hours } = forecastAnswerRate(fitAnswerRate(past, starts[origin]), AHEAD);
    const recent = Math.max(0, origin - TUTORIAL_HOURS);
    const tutorial = tutorialStl({
      attempts: attempts.slice(recent, origin).map((n) => n || 0),
      answers: answers.slice(recent, origin).map((n) => n || 0),
    });
    for (let ahead = 0; ahead < AHEAD; ahead++) {
      const tried = attempts[origin + ahead];
      const answered = answers[origin + ahead];
      if (!(tried > 0)) continue;
      const hour = hours[ahead];
      addError(score.model, hour.rate, tried, answered);
      addError(score.tutorial, tutorial[ahead], tried, answered);
      addError(score.lastWeek, weekBefore(past, origin - from + ahead), tried, answered);
      const { lower, upper } = answeredShareBounds(hour, tried, 0.8);
      const share = answered / tried;
      if (lower <= share && share <= upper) score.covered++;
      score.coveredBetweenQuantiles += shareBetweenPoints(hour, tried, answered);
      score.attempts += tried;
      score.hours++;
    }
  }
  return score;
}

function addError(sums: Sums, rate: number, attempts: number, answers: number): void {
  sums.brier += answers * (1 - rate) ** 2 + (attempts - answers) * rate ** 2;
  sums.missed += Math.abs(attempts * rate - answers);
}

/** The share of the same hour a week before; where that has no attempts, of the week before it, and so on; else of all. */
function weekBefore({ attempts, answers }: CallHistory, place: number): number {
  for (let hour = place - WEEK; hour >= 0; hour -= WEEK) if (attempts[hour] > 0) return answers[hour] / attempts[hour];
  const sum = (values: Float64Array) => values.reduce((total, value) => total + (value || 0), 0);
  return sum(answers) / sum(attempts);
}

/**
 * Part of the step of the distribution function at `answers` that lies between the 10 % and the 90 % point: what the randomised
 * probability integral transform holds there in the mean. Czado, Gneiting and Held, Biometrics 65 (2009) 1254-1261.
 */
function shareBetweenPoints({ law, calibration }: PredictedRate, attempts: number, answers: number): number {
  const { below, upTo } = betaBinomialPlace(law, attempts, answers);
  const lowest = calibratedPoint(calibration, 0.1);
  const highest = calibratedPoint(calibration, 0.9);
  if (upTo === below) return lowest <= below && below <= highest ? 1 : 0;
  return Math.max(0, Math.min(highest, upTo) - Math.max(lowest, below)) / (upTo - below);
}
