import { expect, test } from 'vitest';
import { svgChart } from '../../src/export/svg-chart.ts';
import { forecastResult } from './forecast-results.ts';

const { history, forecast } = forecastResult({
  bounds: [
    [0, 50, 100],
    [0, 50, 100],
  ],
});
const drawn = (values: readonly number[]): string => {
  const past = { ...history, values: Float64Array.from(values), closed: new Uint8Array(values.length) };
  return svgChart(past, forecast);
};
const pathOf = (svg: string, name: string): string => new RegExp(`class="${name}" d="([^"]*)"`).exec(svg)?.[1] ?? '';
const heights = (path: string): number[] => [...path.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map(([, y]) => Number(y));

test('gaps of the history stay open', () => {
  const path = pathOf(drawn([10, 20, Number.NaN, 30, 40]), 'history');
  expect(path.replaceAll(/[\d. ]/g, '')).toBe('MLML');
});

test('a value twice as large is drawn twice as far from 0, and a forecast between its bounds', () => {
  const svg = drawn([0, 50, 100]);
  const [zero, half, full] = heights(pathOf(svg, 'history'));
  expect(zero - full).toBeCloseTo(2 * (zero - half), 0);
  expect(heights(pathOf(svg, 'forecast'))).toEqual([half, half]);
  const band = /class="band" points="([^"]*)"/.exec(svg)?.[1] ?? '';
  expect(band.split(' ').map((point) => Number(point.split(',')[1]))).toEqual([full, full, zero, zero]);
});

test('every number in it is finite, also where all values are alike', () => {
  expect(drawn([0, 0, 0])).not.toMatch(/NaN|Infinity/);
  expect(svgChart(history, forecastResult({ bounds: [[0, 0, 0]] }).forecast)).not.toMatch(/NaN|Infinity/);
});
