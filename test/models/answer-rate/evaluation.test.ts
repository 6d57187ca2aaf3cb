import { describe, expect, it } from 'vitest';
import { sampleSize } from '../../support/sample-size.ts';
import { diallerHistory } from './dialler-history.ts';
import { addScore, emptyScore } from './score.ts';

const WEEKS = 12;
const ORIGINS = 28;
// 23 hours apart, so that they run through all hours of the day.
const origins = Array.from({ length: ORIGINS }, (_, i) => WEEKS * 168 - 24 - 23 * i);

describe('24 hours ahead of 28 origins in histories of a dialler', () => {
  const histories = sampleSize(2, 200);
  const scores = Array.from({ length: histories }, (_, seed) =>
    addScore(emptyScore(), diallerHistory(seed, WEEKS), origins),
  );
  const mean = (value: (score: (typeof scores)[number]) => number): number =>
    scores.reduce((sum, score) => sum + value(score), 0) / histories;
  const share = (holds: (score: (typeof scores)[number]) => boolean): number => mean((score) => (holds(score) ? 1 : 0));

  it.each(['tutorial', 'lastWeek'] as const)('beats %s in Brier score and pooled error', (other) => {
    expect(mean(({ model, attempts }) => model.brier / attempts)).toBeLessThan(
      mean((score) => score[other].brier / score.attempts),
    );
    expect(mean(({ model, attempts }) => model.missed / attempts)).toBeLessThan(
      mean((score) => score[other].missed / score.attempts),
    );
    expect(share((score) => score.model.brier < score[other].brier)).toBeGreaterThanOrEqual(0.9);
    expect(share((score) => score.model.missed < score[other].missed)).toBeGreaterThanOrEqual(0.9);
  });

  it('holds the observed share within its 80 % bounds in about 80 % of hours', () => {
    // Two histories have few days, whose shocks move all of their hours: twice the tolerance of the claim.
    const tolerance = sampleSize(0.06, 0.03);
    expect(Math.abs(mean(({ covered, hours }) => covered / hours) - 0.8)).toBeLessThan(tolerance);
    expect(Math.abs(mean((score) => score.coveredBetweenQuantiles / score.hours) - 0.8)).toBeLessThan(tolerance);
  });
});
