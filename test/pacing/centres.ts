import type { DialledCentre } from '../../src/pacing/dialled-centre.ts';

/**
 * The centre of the published tables that the tests compare with: handle time exponential with a mean of 180 s, answered calls ring
 * 5 to 15 s, failures end after 3 or 25 s, people who answered wait 2 s.
 */
export const tableCentre = (quickFailureShare: number): DialledCentre => ({
  answeredRingSeconds: Array.from({ length: 100 }, (_, i) => 5 + (10 * (i + 0.5)) / 100),
  failedRingSeconds: Array.from({ length: 10 }, (_, i) => (i < 10 * quickFailureShare ? 3 : 25)),
  talkTime: { kind: 'exponential', meanSeconds: 180 },
  wrapUpTime: undefined,
  abandonSeconds: 2,
});
