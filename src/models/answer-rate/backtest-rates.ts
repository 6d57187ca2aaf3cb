import { addSteps } from '../../series/calendar-step.ts';
import { answeredShareBounds } from './bounds.ts';
import { type CallHistory, HOUR, wholeHours } from './call-history.ts';
import { fitAnswerRate } from './fit.ts';
import { forecastAnswerRate } from './forecast.ts';
import { lastWeekRate } from './last-week.ts';
import { tutorialStl } from './tutorial-stl.ts';

/** How one way to forecast answer rates did over all tested hours; sums over sums, so that attempts count, not hours. */
interface RateScore {
  readonly model: 'answer-rate' | 'tutorial-stl' | 'last-week';
  /** Mean squared error of the rate as the chance of an answer of each single attempt. */
  readonly brier: number;
  /** Answers by which the hours were missed, over the attempts. */
  readonly pooledError: number;
  /** Share of hours whose answered share lay within the bounds; only where a model gives some. */
  readonly coverage?: number;
}

/** Scores of all ways, the best Brier score first, and what they rest on. */
export interface RateBacktest {
  readonly scores: readonly RateScore[];
  readonly origins: number;
  readonly hours: number;
  readonly attempts: number;
}

const AHEAD = 24;
/** An hour less than a day apart, origins run through all hours of the day. */
const APART = 23;
/** The recipe's own default is a history of 14 days. */
const TUTORIAL_HOURS = 14 * 24;

/**
 * Forecasts of 24 hours from each of `origins` instants up to the end of a history, each from what lay before it, against what then
 * came. RangeError unless 14 days lie before the first origin.
 */
export function backtestRates(history: CallHistory, origins: number, levelFraction: number): RateBacktest {
  const end = addSteps(history.start, history.step, history.timeZone, history.attempts.length);
  const hourly = wholeHours(history, end);
  const { attempts, answers } = hourly;
  const first = attempts.length - AHEAD - APART * (origins - 1);
  if (!(first >= TUTORIAL_HOURS))
    throw new RangeError(`${origins} origins need ${TUTORIAL_HOURS + AHEAD + APART * (origins - 1)} hours of history`);
  const sums = { model: noErrors(), tutorial: noErrors(), lastWeek: noErrors() };
  let [tried, hours, covered] = [0, 0, 0];
  for (let origin = first; origin <= attempts.length - AHEAD; origin += APART) {
    const past = { ...hourly, step: HOUR, attempts: attempts.slice(0, origin), answers: answers.slice(0, origin) };
    const asOf = addSteps(hourly.start, HOUR, hourly.timeZone, origin);
    const forecast = forecastAnswerRate(fitAnswerRate(past, asOf), AHEAD);
    const recent = { attempts: past.attempts.slice(-TUTORIAL_HOURS), answers: past.answers.slice(-TUTORIAL_HOURS) };
    const tutorial = tutorialStl(recent);
    for (let ahead = 0; ahead < AHEAD; ahead++) {
      const [n, k] = [attempts[origin + ahead], answers[origin + ahead]];
      if (!(n > 0)) continue;
      const hour = forecast.hours[ahead];
      addError(sums.model, hour.rate, n, k);
      addError(sums.tutorial, tutorial[ahead], n, k);
      addError(sums.lastWeek, lastWeekRate(past, ahead), n, k);
      const { lower, upper } = answeredShareBounds(hour, n, levelFraction);
      if (lower <= k / n && k / n <= upper) covered++;
      tried += n;
      hours++;
    }
  }
  const score = (model: RateScore['model'], { brier, missed }: Errors): RateScore => ({
    model,
    brier: brier / tried,
    pooledError: missed / tried,
  });
  const scores = [
    { ...score('answer-rate', sums.model), coverage: covered / hours },
    score('tutorial-stl', sums.tutorial),
    score('last-week', sums.lastWeek),
  ];
  return { scores: scores.sort((a, b) => a.brier - b.brier), origins, hours, attempts: tried };
}

interface Errors {
  brier: number;
  missed: number;
}

const noErrors = (): Errors => ({ brier: 0, missed: 0 });

function addError(sums: Errors, rate: number, attempts: number, answers: number): void {
  sums.brier += answers * (1 - rate) ** 2 + (attempts - answers) * rate ** 2;
  sums.missed += Math.abs(attempts * rate - answers);
}
