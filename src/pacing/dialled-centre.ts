import { type Duration, durationSampler, type Sampler } from '../simulation/duration.ts';
import { checkNotNegative } from './check.ts';
import { observedDurations } from './observed-durations.ts';
import type { RingTimes } from './ring-times.ts';

/** What a campaign's calls are like, as measured. */
export interface DialledCentre {
  /** Seconds that answered attempts rang. */
  readonly answeredRingSeconds: readonly number[];
  /** Seconds until the other attempts ended. */
  readonly failedRingSeconds: readonly number[];
  /** Talk and hold time of a call. */
  readonly talkTime: Duration;
  /** After-call work; undefined when there is none. */
  readonly wrapUpTime: Duration | undefined;
  /** Seconds that a person who answered waits for an agent before the call counts as abandoned. */
  readonly abandonSeconds: number;
}

/** A centre ready for dialling. */
export interface CentreModel {
  readonly rings: RingTimes;
  readonly talkTime: Sampler;
  readonly wrapUpTime: Sampler | undefined;
  readonly meanHandleSeconds: number;
  readonly abandonSeconds: number;
}

/** RangeError for a negative time, a mean of 0, or nothing observed. */
export function centreModel(centre: DialledCentre): CentreModel {
  checkNotNegative('time until a call counts as abandoned', centre.abandonSeconds);
  return {
    rings: {
      answered: observedDurations('ring time of answered calls', centre.answeredRingSeconds),
      failed: observedDurations('ring time of failed calls', centre.failedRingSeconds),
    },
    talkTime: durationSampler('talk time', centre.talkTime),
    wrapUpTime: centre.wrapUpTime === undefined ? undefined : durationSampler('wrap-up time', centre.wrapUpTime),
    meanHandleSeconds: meanOf(centre.talkTime) + (centre.wrapUpTime === undefined ? 0 : meanOf(centre.wrapUpTime)),
    abandonSeconds: centre.abandonSeconds,
  };
}

const meanOf = (duration: Duration): number =>
  duration.kind === 'empirical'
    ? duration.seconds.reduce((sum, seconds) => sum + seconds, 0) / duration.seconds.length
    : duration.meanSeconds;
