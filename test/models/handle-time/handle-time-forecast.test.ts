import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecastHandleSeconds, type HandleTimeHistory } from '../../../src/models/handle-time/handle-time-forecast.ts';
import { calendarStep, gridOf } from '../../../src/series/calendar-step.ts';
import { instantOfWall, wallSecondsAt, weekdayOf } from '../../../src/series/time-zone.ts';
import { seededRandom } from '../../genesys-server/random.ts';

const missing = Number.NaN;
const MONDAY = Date.UTC(2026, 0, 5) / 1000;

const daily = (handleSeconds: readonly number[], handled: readonly number[]): HandleTimeHistory => ({
  start: MONDAY,
  step: calendarStep('P1D'),
  timeZone: 'UTC',
  handleSeconds: Float64Array.from(handleSeconds),
  handled: Float64Array.from(handled),
});

const forecast = (history: HandleTimeHistory, horizon: number): number[] => [
  ...(forecastHandleSeconds(history, horizon) ?? []),
];

describe('average handle time where no profile shows', () => {
  it('is the pooled ratio, not the mean of ratios', () => {
    // (99 * 200 + 1 * 1000) / 100; the mean of 200 and 1000 would be 600.
    expect(forecast(daily([99 * 200, 1000], [99, 1]), 3)).toEqual([208, 208, 208]);
  });
  it('is pooled over the last 26 weeks', () => {
    // The day before took 9000 s; weeks, and months, have no profile at all.
    expect(forecast(daily([9000, ...new Array(182).fill(100)], new Array(183).fill(1)), 1)).toEqual([100]);
    const weeks = { ...daily([9000, ...new Array(26).fill(100)], new Array(27).fill(1)), step: calendarStep('P1W') };
    expect(forecast(weeks, 2)).toEqual([100, 100]);
    const months = { ...daily([9000, 100, 200, 100, 200, 100, 200], new Array(7).fill(1)), step: calendarStep('P1M') };
    expect(forecast(months, 1)).toEqual([150]);
  });
  it('is that of the whole history when the last weeks handled nothing', () => {
    expect(forecast(daily([600, 300, ...new Array(100).fill(0)], [2, 1, ...new Array(100).fill(0)]), 1)).toEqual([300]);
  });
  it('leaves out what is missing on either side', () => {
    expect(forecast(daily([600, 9000, missing, 300], [2, missing, 30, 1]), 1)).toEqual([300]);
  });
  it('is unknown, not 0, when nothing was ever handled', () => {
    expect(forecastHandleSeconds(daily([0, missing, 0], [0, 0, missing]), 5)).toBeUndefined();
    expect(forecastHandleSeconds(daily([], []), 5)).toBeUndefined();
  });
  it('is 0 when contacts took no time at all', () => {
    expect(forecast(daily([0, 0, 0], [1, 2, 3]), 1)).toEqual([0]);
  });
});

describe('the weekly profile of average handle time', () => {
  it('is that of the history when every weekday always took the same', () => {
    const seconds = (day: number) => (day % 7 === 0 ? 300 : 200);
    const handled = Array.from({ length: 70 }, (_, day) => 1 + (day % 5));
    const history = daily(
      handled.map((contacts, day) => contacts * seconds(day)),
      handled,
    );
    const expected = Array.from({ length: 14 }, (_, i) => seconds(70 + i));
    for (const [i, value] of forecast(history, 14).entries()) expect(value).toBeCloseTo(expected[i], 9);
  });
  it('keeps a weekday without contacts at the level of all', () => {
    // Sundays handled nothing; all other days took 240 s.
    const handled = Array.from({ length: 28 }, (_, day) => (day % 7 === 6 ? 0 : 5));
    const history = daily(
      handled.map((contacts) => contacts * 240),
      handled,
    );
    expect(forecast(history, 7)).toEqual(new Array(7).fill(240));
  });
  it('gives back the handle time of the history when it is applied to its contacts', () => {
    const day = fc.record({ contacts: fc.integer({ min: 0, max: 50 }), each: fc.integer({ min: 1, max: 900 }) });
    fc.assert(
      fc.property(fc.array(day, { minLength: 28, maxLength: 28 }), (days) => {
        fc.pre(days.some(({ contacts }) => contacts > 0));
        const history = daily(
          days.map(({ contacts, each }) => contacts * each),
          days.map(({ contacts }) => contacts),
        );
        // Four weeks on, each day falls on the same weekday.
        const applied = forecast(history, 28).reduce((sum, value, i) => sum + value * days[i].contacts, 0);
        const actual = days.reduce((sum, { contacts, each }) => sum + contacts * each, 0);
        expect(Math.abs(applied / actual - 1)).toBeLessThan(1e-9);
      }),
    );
  });
});

describe('a change of average handle time', () => {
  /** 84 days in which contacts took 200 s, then 28 in which they took 300 s; a third more and less by turns. */
  const changed = (contacts: number): HandleTimeHistory => {
    const handled = new Array(112).fill(contacts);
    const each = (day: number) => (day < 84 ? 200 : 300) * (day % 2 === 0 ? 4 / 3 : 2 / 3);
    return daily(
      handled.map((count, day) => count * each(day)),
      handled,
    );
  };
  it('in the last four weeks is followed when it stands out from chance', () => {
    for (const value of forecast(changed(10), 7)) expect(Math.abs(value - 300)).toBeLessThan(0.05 * 300);
  });
  it('is not taken from a single contact', () => {
    // Until 30 days ago 100 contacts a day took 150 s and 250 s by turns; since then one came, which took 2000 s.
    const old = Array.from({ length: 82 }, (_, day) => (day % 2 === 0 ? 15_000 : 25_000));
    const history = daily(
      [...old, ...new Array(29).fill(0), 2000],
      [...old.map(() => 100), ...new Array(29).fill(0), 1],
    );
    for (const value of forecast(history, 7)) expect(Math.abs(value - 200)).toBeLessThan(0.1 * 200);
  });
});

describe('average handle time and changes of clocks', () => {
  const timeZone = 'Europe/Berlin';
  const wall = (month: number, day: number) => instantOfWall(timeZone, Date.UTC(2026, month - 1, day) / 1000);

  it.each([
    ['spring', wall(3, 23)],
    ['autumn', wall(10, 19)],
  ])('knows weekdays by the local calendar in %s', (_, start) => {
    // 28 days from a Monday on, with the change among them; Mondays take 300 s.
    const seconds = Array.from({ length: 28 }, (_, day) => (day % 7 === 0 ? 300 : 200));
    const history = { ...daily(seconds, new Array(28).fill(1)), start, timeZone };
    const values = forecast(history, 28);
    for (const [i, value] of values.entries()) expect(value).toBeCloseTo(seconds[i], 9);
  });
  it('keeps the profile of a day on the wall clock', () => {
    // Contacts take 600 s from 9:00 to 10:00 local, 200 s at other times, through the change on 29 March.
    const step = calendarStep('PT1H');
    const start = wall(3, 9);
    const hours = (end: number) => gridOf(start, step, timeZone, end);
    const atNine = (instant: number) => (wallSecondsAt(timeZone, instant) / 3600) % 24 === 9;
    const past = hours(24 * 18);
    const history: HandleTimeHistory = {
      start,
      step,
      timeZone,
      handleSeconds: past.map((instant) => (atNine(instant) ? 600 : 200)),
      handled: past.map(() => 1),
    };
    const future = hours(24 * 25).slice(past.length);
    const values = forecast(history, future.length);
    for (const [i, instant] of future.entries()) expect(values[i]).toBeCloseTo(atNine(instant) ? 600 : 200, 6);
  });
});

describe('the shrunk profile, where the truth is known', () => {
  const random = seededRandom(20260105);
  const gauss = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());

  interface Truth {
    readonly history: HandleTimeHistory;
    readonly future: Float64Array;
    readonly secondsAt: (start: number) => number;
  }

  /** Contacts whose handle times are exponential around 300 s times the true profile. */
  function generated(stepIso: string, days: number, contactsPerInterval: number, spread: number): Truth {
    const step = calendarStep(stepIso);
    const perDay = stepIso === 'P1D' ? 1 : 86_400 / step.count;
    const slots = Array.from({ length: perDay }, () => Math.exp(perDay === 1 ? 0 : spread * gauss()));
    const weekdays = Array.from({ length: 7 }, () => Math.exp(spread * gauss()));
    const secondsAt = (start: number) =>
      300 * slots[Math.floor((start % 86_400) / (86_400 / perDay))] * weekdays[weekdayOf('UTC', start)];
    const grid = gridOf(MONDAY, step, 'UTC', (days + 7) * perDay);
    const past = grid.slice(0, days * perDay);
    const handled = past.map(() => Math.floor(2 * contactsPerInterval * random() + 0.5));
    const handleSeconds = past.map((start, i) => {
      let sum = 0;
      for (let k = 0; k < handled[i]; k++) sum -= secondsAt(start) * Math.log(random());
      return sum;
    });
    const history = { start: MONDAY, step, timeZone: 'UTC', handleSeconds, handled };
    return { history, future: grid.slice(days * perDay), secondsAt };
  }

  const rootMeanSquare = ({ future, secondsAt }: Truth, estimateAt: (start: number, i: number) => number): number =>
    Math.sqrt(
      future.reduce((sum, start, i) => sum + (estimateAt(start, i) - secondsAt(start)) ** 2, 0) / future.length,
    );

  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

  /** The pooled ratio of each cell of the profile, over the whole history. */
  function rawAt({ history }: Truth): (start: number) => number {
    const cell = (start: number) => `${weekdayOf('UTC', start)} ${start % 86_400}`;
    const starts = gridOf(MONDAY, history.step, 'UTC', history.handled.length);
    const pooled = sum(history.handleSeconds) / sum(history.handled);
    return (start) => {
      let seconds = 0;
      let contacts = 0;
      for (const [i, other] of starts.entries()) {
        if (cell(other) !== cell(start)) continue;
        seconds += history.handleSeconds[i];
        contacts += history.handled[i];
      }
      return contacts === 0 ? pooled : seconds / contacts;
    };
  }

  function meanErrors(runs: number, make: () => Truth) {
    const errors = { shrunk: 0, constant: 0, raw: 0 };
    for (let run = 0; run < runs; run++) {
      const truth = make();
      const shrunk = forecast(truth.history, truth.future.length);
      const pooled = sum(truth.history.handleSeconds) / sum(truth.history.handled);
      errors.shrunk += rootMeanSquare(truth, (_, i) => shrunk[i]) / runs;
      errors.constant += rootMeanSquare(truth, () => pooled) / runs;
      errors.raw += rootMeanSquare(truth, rawAt(truth)) / runs;
    }
    return errors;
  }

  it.each([
    ['of days, with ten contacts each', 40, () => generated('P1D', 91, 10, 0.1)],
    ['of hours, with three contacts each', 8, () => generated('PT1H', 28, 3, 0.15)],
    ['of half hours, rarely with a contact', 8, () => generated('PT30M', 28, 0.6, 0.15)],
  ])('errs less than the pooled constant and than the raw profile: %s', (_, runs, make) => {
    const { shrunk, constant, raw } = meanErrors(runs, make);
    expect(shrunk).toBeLessThan(0.95 * constant);
    expect(shrunk).toBeLessThan(0.95 * raw);
  });
  it('is close to the constant when the truth is one', () => {
    const { shrunk, constant, raw } = meanErrors(40, () => generated('P1D', 91, 10, 0));
    expect(shrunk).toBeLessThan(0.6 * raw);
    // 910 contacts: the pooled ratio, which knows that there is no profile, has a standard error of 300 / sqrt(910) = 10 s.
    expect(shrunk - constant).toBeLessThan(10);
  });
});

describe('sums that cannot be', () => {
  it.each([
    [
      [-1, 5],
      [1, 1],
    ],
    [
      [1, 5],
      [1, -1],
    ],
    [
      [1, Number.POSITIVE_INFINITY],
      [1, 1],
    ],
    [[1, 5], [1]],
  ])('are refused: %j seconds for %j contacts', (seconds, contacts) => {
    expect(() => forecastHandleSeconds(daily(seconds, contacts), 1)).toThrow(RangeError);
  });
});
