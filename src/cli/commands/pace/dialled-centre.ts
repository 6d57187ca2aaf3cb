import { dataFailure } from '../../../errors.ts';
import type { OutboundSettings } from '../../../genesys/dialler.ts';
import type { DialledCentre } from '../../../pacing/dialled-centre.ts';
import { averageHandleSeconds } from '../../../series/handle-time.ts';
import type { DialledCall, OutboundRecord } from '../../../series/records.ts';

/** What calls of the campaign are like, and what had to be assumed. */
export interface MeasuredCentre {
  readonly centre: DialledCentre;
  readonly warnings: readonly string[];
  readonly sampledCalls: number;
}

/** Fewer tell too little of how ring times vary. */
const FEWEST_CALLS = 30;

/** Genesys Cloud's threshold where the organisation has not set its own. */
const USUAL_ABANDON_SECONDS = 2;

// Quick failures are the worst case: what still rings then is mostly answered, all at once.
const ASSUMED_ANSWERED_RING_SECONDS = [5, 7, 9, 11, 13, 15];
const ASSUMED_FAILED_RING_SECONDS = [3];

/**
 * Ring, failure and handle times as measured; where the service does not tell ring times, the cautious assumption that failures end within
 * 3 seconds. Fails with exit code 5 when no handle time is known.
 */
export function measuredCentre(
  calls: readonly DialledCall[],
  records: readonly OutboundRecord[],
  { abandonSeconds }: OutboundSettings,
): MeasuredCentre {
  const answeredRingSeconds = ringSeconds(calls.filter(({ isAnswered }) => isAnswered));
  const failedRingSeconds = ringSeconds(calls.filter(({ isAnswered }) => !isAnswered));
  const isMeasured = answeredRingSeconds.length >= FEWEST_CALLS && failedRingSeconds.length >= FEWEST_CALLS;
  return {
    centre: {
      answeredRingSeconds: isMeasured ? answeredRingSeconds : ASSUMED_ANSWERED_RING_SECONDS,
      failedRingSeconds: isMeasured ? failedRingSeconds : ASSUMED_FAILED_RING_SECONDS,
      talkTime: handleTime(calls, records),
      wrapUpTime: undefined,
      abandonSeconds: abandonSeconds ?? USUAL_ABANDON_SECONDS,
    },
    warnings: isMeasured
      ? []
      : ['the service tells too few ring times: failed calls are taken to end within 3 s, the most cautious case'],
    sampledCalls: calls.length,
  };
}

const ringSeconds = (calls: readonly DialledCall[]): number[] =>
  calls.flatMap(({ ringSeconds }) => (ringSeconds !== undefined && ringSeconds > 0 ? [ringSeconds] : []));

/** Single handle times where there are enough, else exponential ones around the pooled mean. */
function handleTime(calls: readonly DialledCall[], records: readonly OutboundRecord[]): DialledCentre['talkTime'] {
  const seconds = calls.flatMap(({ handleSeconds }) =>
    handleSeconds !== undefined && handleSeconds > 0 ? [handleSeconds] : [],
  );
  if (seconds.length >= FEWEST_CALLS) return { kind: 'empirical', seconds };
  const meanSeconds = averageHandleSeconds(records);
  if (Number.isNaN(meanSeconds))
    throw dataFailure(
      'no call of the campaign was handled, so nothing is known of handle times',
      'let it run for some hours first',
    );
  return { kind: 'exponential', meanSeconds };
}
