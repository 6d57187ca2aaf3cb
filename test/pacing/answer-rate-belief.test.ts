import { describe, expect, it } from 'vitest';
import {
  credibleAnswerRate,
  faded,
  meanAnswerRate,
  observed,
  priorBelief,
  withWeightAtMost,
} from '../../src/pacing/answer-rate-belief.ts';

const prior = priorBelief(0.2, 50);

describe('belief about an answer rate', () => {
  it('pools what was seen with what was believed before', () => {
    expect(observed(prior, 450, 40)).toEqual({ answered: 50, unanswered: 450 });
  });

  it('has the upper bound of the beta distribution', () => {
    // scipy 1.17.1: beta.ppf(0.95, 21, 181).
    expect(credibleAnswerRate({ answered: 21, unanswered: 181 }, 0.95)).toBeCloseTo(0.14129943094239028, 12);
  });

  it('forgets half of what was seen after each half-life, and never the profile', () => {
    const seen = observed(prior, 1000, 500);
    expect(faded(seen, prior, 1800, 1800)).toEqual({ answered: 260, unanswered: 290 });
    expect(meanAnswerRate(faded(seen, prior, 1e9, 1800))).toBe(0.2);
    expect(faded(seen, prior, 0, 1800)).toEqual(seen);
  });

  it('keeps its mean and loses its certainty when it may weigh less', () => {
    const sure = { answered: 2000, unanswered: 8000 };
    const limited = withWeightAtMost(sure, 1000);
    expect(meanAnswerRate(limited)).toBeCloseTo(0.2, 14);
    expect(credibleAnswerRate(limited, 0.95)).toBeGreaterThan(credibleAnswerRate(sure, 0.95));
    expect(withWeightAtMost(prior, 1000)).toEqual(prior);
  });

  it('refuses impossible counts, rates and times', () => {
    expect(() => priorBelief(0, 50)).toThrow(RangeError);
    expect(() => priorBelief(1, 50)).toThrow(RangeError);
    expect(() => priorBelief(0.2, 0)).toThrow(RangeError);
    expect(() => observed(prior, 10, 11)).toThrow('no more than the 10 attempts, not 11');
    expect(() => observed(prior, -1, 0)).toThrow(RangeError);
    expect(() => observed(prior, Number.NaN, 0)).toThrow(RangeError);
    expect(() => faded(prior, prior, -1, 1800)).toThrow(RangeError);
    expect(() => faded(prior, prior, 1, 0)).toThrow(RangeError);
  });
});
