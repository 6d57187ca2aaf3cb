// Fit and 24-hour forecast of the answer rate from 12 weeks of hours, beside the plain STL recipe on the same hours: CPU milliseconds
// and their ratio. Run: npx tsx test/bench/answer-rate.bench.ts
import { wholeHours } from '../../src/models/answer-rate/call-history.ts';
import { fitAnswerRate } from '../../src/models/answer-rate/fit.ts';
import { forecastAnswerRate } from '../../src/models/answer-rate/forecast.ts';
import { tutorialStl } from '../../src/models/answer-rate/tutorial-stl.ts';
import { addSteps } from '../../src/series/calendar-step.ts';
import { diallerHistory } from '../models/answer-rate/dialler-history.ts';

const ROUNDS = 9;
const histories = Array.from({ length: 20 }, (_, seed) => diallerHistory(seed, 12));
const cases = histories.map((history) => {
  const end = addSteps(history.start, history.step, history.timeZone, history.attempts.length);
  return { history, end, calls: wholeHours(history, end) };
});

let sink = 0;
const model = () => {
  for (const { history, end } of cases) sink += forecastAnswerRate(fitAnswerRate(history, end), 24).hours[0].rate;
};
const recipe = () => {
  for (const { calls } of cases) sink += tutorialStl(calls)[0];
};

/** CPU milliseconds per history, the median of rounds. */
function timed(work: () => void): number {
  work();
  const rounds = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / cases.length;
  });
  return rounds.sort((a, b) => a - b)[ROUNDS >> 1];
}

const modelMs = timed(model);
const recipeMs = timed(recipe);
console.log(`answer rate, fit and forecast  ${modelMs.toFixed(1)} ms`);
console.log(`plain STL recipe               ${recipeMs.toFixed(1)} ms   ratio ${(modelMs / recipeMs).toFixed(2)}`);
console.log(`(${sink.toFixed(3)})`);
