import { describe, expect, it } from 'vitest';
import { centreModel } from '../../src/pacing/dialled-centre.ts';
import { endingFraction, meanRemainingSeconds, observedDurations } from '../../src/pacing/observed-durations.ts';
import { answerProbabilityAtAge, meanRingSeconds } from '../../src/pacing/ring-times.ts';
import { tableCentre } from './centres.ts';

const { rings } = centreModel(tableCentre(0.2));

describe('probability that a ringing call is answered', () => {
  it('is the answer rate for a call just dialled', () => {
    expect(answerProbabilityAtAge(rings, 0.1, 0)).toBeCloseTo(0.1, 14);
  });

  it('rises once the quick failures are gone', () => {
    // By hand: 0.1 of answered, all of them still ringing at 4 s; 0.9 of failures, four in five of them.
    expect(answerProbabilityAtAge(rings, 0.1, 4)).toBeCloseTo(0.1 / (0.1 + 0.9 * 0.8), 14);
  });

  it('falls to 0 once no answered call has rung that long', () => {
    expect(answerProbabilityAtAge(rings, 0.1, 16)).toBe(0);
  });

  it('is certain when all failures are quick', () => {
    expect(answerProbabilityAtAge(centreModel(tableCentre(1)).rings, 0.1, 4)).toBe(1);
  });

  it('is the answer rate for a call older than any that was observed', () => {
    expect(answerProbabilityAtAge(rings, 0.1, 60)).toBe(0.1);
  });

  it('refuses an impossible rate or age', () => {
    for (const rate of [-0.1, 1.1, Number.NaN])
      expect(() => answerProbabilityAtAge(rings, rate, 1)).toThrow(RangeError);
    expect(() => answerProbabilityAtAge(rings, 0.1, -1)).toThrow(RangeError);
  });
});

describe('ring times', () => {
  it('have the mean over answered and failed calls', () => {
    expect(meanRingSeconds(rings, 0.1)).toBeCloseTo(0.1 * 10 + 0.9 * (0.2 * 3 + 0.8 * 25), 12);
  });

  it('tell how long those go on that last longer than an age, and who ends soon', () => {
    const durations = observedDurations('ring time', [4, 10, 20, 30]);
    expect(meanRemainingSeconds(durations, 4)).toBeCloseTo((6 + 16 + 26) / 3, 14);
    expect(meanRemainingSeconds(durations, 30)).toBe(0);
    expect(endingFraction(durations, 4, 16)).toBeCloseTo(2 / 3, 14);
    expect(endingFraction(durations, 40, 1)).toBe(1);
  });

  it('refuses none, and durations that are none', () => {
    expect(() => observedDurations('ring time', [])).toThrow('ring time needs at least one observed duration');
    for (const seconds of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => observedDurations('ring time', [seconds])).toThrow(RangeError);
  });
});
