import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderChart } from '../../../src/cli/terminal/chart.ts';
import { addSteps, calendarStep } from '../../../src/series/calendar-step.ts';
import type { Forecast } from '../../../src/series/forecast.ts';
import type { Series } from '../../../src/series/series.ts';
import { colored, plain } from './plain.ts';

const START = Date.UTC(2024, 0, 1) / 1000;

const history = (values: readonly number[], iso = 'P1D', timeZone = 'UTC'): Series => ({
  start: START,
  step: calendarStep(iso),
  timeZone,
  unit: 'contacts',
  values: Float64Array.from(values),
  closed: new Uint8Array(values.length),
});

const forecastAfter = (past: Series, point: readonly number[], halfWidth = 0): Forecast => ({
  start: addSteps(past.start, past.step, past.timeZone, past.values.length),
  step: past.step,
  timeZone: past.timeZone,
  unit: past.unit,
  point: Float64Array.from(point),
  intervals: [
    {
      levelFraction: 0.8,
      lower: Float64Array.from(point, (value) => value - halfWidth),
      upper: Float64Array.from(point, (value) => value + halfWidth),
    },
  ],
  components: {},
  closed: new Uint8Array(point.length),
});

const ascii = { width: 60, height: 10, unicode: false, colors: plain };
const braille = { ...ascii, unicode: true };
const past = history([10, 20, 30, 20, 10, 20, 30, Number.NaN, Number.NaN, 20, 30, 20]);
const future = forecastAfter(past, [10, 20, 30, 20], 6);

describe('a chart', () => {
  it('shows history, its gap, and the forecast within its band, in Braille', () => {
    expect(renderChart(past, future, braille)).toMatchInlineSnapshot(`
      "contacts: history, forecast from 2024-01-13, 80 % interval
      40 ┤
         │       ⢀              ⡀              ⡀            ⠄⠄⡅⠄⠄
         │     ⣀⠔⠁⠑⢄          ⡠⠊             ⡠⠊⠈⠢⡀        ⠄⢅⡥⠏⠍⠧⡅⠅
      20 ┤   ⡠⠊     ⠑⢄      ⡠⠊             ⠠⠊    ⠈⠢     ⠄⢅⠕⠅⠅⠁ ⠁⠍⠧
         │⢀⠔⠊         ⠉⠢⣀⢀⠔⠊                           ⡥⠗⠅⠅⠁     ⠁
         │⠁              ⠁                            ⠈⠅⠁⠁
       0 ┤
         └────────────────────────────────────────────┬───────────
          2024-01-01                                    2024-01-16
      "
    `);
  });

  it('shows the same in ASCII', () => {
    expect(renderChart(past, future, ascii)).toMatchInlineSnapshot(`
      "contacts: history, forecast from 2024-01-13, 80 % interval
      40 |
         |                                                  :::
         |      ***            **             ***         ::ooo:::
      20 |    **   ***      ***            ***   **     ::oo: :ooo
         |  **        **  **                          ::oo:     ::
         |**            **                            oo:
       0 |
         +--------------------------------------------+-----------
          2024-01-01                                    2024-01-16
      "
    `);
  });

  it('leaves the dates of a gap empty', () => {
    const gap = history([5, 5, 5, Number.NaN, Number.NaN, Number.NaN, 5, 5, 5]);
    const row = renderChart(gap, undefined, ascii)
      .split('\n')
      .find((line) => line.includes('*'));
    expect(row).toMatch(/^5\.0 \|\*+ +\*+$/);
  });

  it('shows a single point', () => {
    expect(renderChart(history([7]), undefined, ascii)).toMatchInlineSnapshot(`
      "contacts
      8 |
        |
        |
      7 |*
        |
        |
      6 |
        +---------------------------------------------------------
         2024-01-01
      "
    `);
  });

  it('shows a constant series as a level line in the middle', () => {
    const lines = renderChart(history([5, 5, 5, 5]), undefined, ascii).split('\n');
    expect(lines.filter((line) => line.includes('*'))).toEqual([`5.0 |${'*'.repeat(55)}`]);
  });

  it('keeps a spike of one interval among more points than columns', () => {
    const values = Array.from({ length: 10_000 }, (_, index) => (index === 5_000 ? 100 : 0));
    const lines = renderChart(history(values, 'PT30M'), undefined, ascii).split('\n');
    expect(lines[1]).toMatch(/^100 \| +\* *$/);
  });

  it('labels intervals below a day with the time on the wall of their zone', () => {
    const text = renderChart(history([1, 2, 3], 'PT1H', 'Asia/Tokyo'), undefined, ascii);
    expect(text).toContain('2024-01-01 09:00');
    expect(text).toContain('2024-01-01 11:00');
  });

  it('leaves out of its title what has no room there', () => {
    const titleAt = (width: number): string | undefined =>
      renderChart(past, future, { ...ascii, width }).split('\n')[0];
    expect(titleAt(58)).toBe('contacts: history, forecast from 2024-01-13, 80 % interval');
    expect(titleAt(57)).toBe('contacts: history, forecast from 2024-01-13');
    expect(titleAt(42)).toBe('contacts: history');
  });

  it('is empty when there is nothing to draw or no room', () => {
    expect(renderChart(history([]), undefined, ascii)).toBe('');
    expect(renderChart(history([Number.NaN, Number.POSITIVE_INFINITY]), undefined, ascii)).toBe('');
    expect(renderChart(past, future, { ...ascii, width: 23 })).toBe('');
    expect(renderChart(past, future, { ...ascii, height: 5 })).toBe('');
    expect(renderChart(past, future, { ...ascii, width: Number.NaN })).toBe('');
  });

  it('in colour is the same picture', () => {
    const text = renderChart(past, future, { ...braille, colors: colored });
    expect(text).toContain('\u001B[33m');
    expect(stripVTControlCharacters(text)).toBe(renderChart(past, future, braille));
  });

  it('never throws and never leaves its room, whatever the values', () => {
    const values = fc.array(fc.double(), { maxLength: 60 });
    const room = fc.record({ width: fc.integer({ min: -1, max: 140 }), height: fc.integer({ min: -1, max: 40 }) });
    const halfWidth = fc.double({ noNaN: true });
    fc.assert(
      fc.property(values, values, halfWidth, room, fc.boolean(), (first, then, half, { width, height }, unicode) => {
        const series = history(first);
        const text = renderChart(series, forecastAfter(series, then, half), { width, height, unicode, colors: plain });
        const lines = text.split('\n').slice(0, -1);
        expect(lines.length).toBeLessThanOrEqual(Math.max(0, height));
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
        if (!unicode) expect(text).toMatch(/^[\n -~]*$/);
      }),
    );
  });
});
