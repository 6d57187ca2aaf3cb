import { describe, expect, it } from 'vitest';
import { calibratedPoint } from '../../../src/models/answer-rate/calibration.ts';
import { fitAnswerRate } from '../../../src/models/answer-rate/fit.ts';
import { nextUniform, randomStream } from '../../../src/numeric/random-stream.ts';
import { hourlyHistory } from './hourly-history.ts';

const HOURS = 12 * 168;

/** Points of the laws of a fit between which 80 % of outcomes lay a day ahead, for hours of 200 attempts at the given rates. */
function centralPoints(hours: number, rateOf: (hour: number, draw: () => number) => number) {
  const random = randomStream(8);
  const draw = () => nextUniform(random);
  const history = hourlyHistory(hours, (hour) => {
    const rate = rateOf(hour, draw);
    return [200, Array.from({ length: 200 }, draw).filter((uniform) => uniform < rate).length];
  });
  const { calibration } = fitAnswerRate(history, history.start + 3600 * hours);
  return { lowest: calibratedPoint(calibration, 0.1), highest: calibratedPoint(calibration, 0.9) };
}

describe('how laws have held one day ahead', () => {
  it('leaves the bounds of independent calls with one rate as they are', () => {
    const { lowest, highest } = centralPoints(HOURS, () => 0.3);
    // 2000 hours: a standard error of 0.007 for either share, and days that are not independent.
    expect(Math.abs(lowest - 0.1)).toBeLessThan(0.03);
    expect(Math.abs(highest - 0.9)).toBeLessThan(0.03);
  });

  it('draws bounds together where most hours are quiet and a few are far off', () => {
    const { lowest, highest } = centralPoints(HOURS, (_, draw) => (draw() < 0.02 ? 0.02 : 0.3));
    expect(highest - lowest).toBeLessThan(0.7);
  });

  it('changes little after two days', () => {
    const { lowest, highest } = centralPoints(48, (hour) => (hour < 24 ? 0.3 : 0.02));
    expect(lowest).toBeGreaterThan(0.02);
    expect(highest).toBeLessThan(0.98);
  });
});
