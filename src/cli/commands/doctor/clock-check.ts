import { usageFailure } from '../../../errors.ts';
import type { ReplyHeaders } from '../../../genesys/outcome.ts';
import { type Check, failed, notChecked, ok } from './check.ts';

/** More than the rounding of the header and the way of a reply. */
const TOLERATED_SECONDS = 5;

/** This machine's clock beside the `Date` of a reply that has just arrived. */
export function clockCheck(headers: ReplyHeaders, nowMs: number): Check {
  const serviceMs = Date.parse(headers['date'] ?? '');
  if (Number.isNaN(serviceMs)) return notChecked('clock', 'the reply has no date');
  const aheadSeconds = Math.round((nowMs - serviceMs) / 1000);
  if (Math.abs(aheadSeconds) <= TOLERATED_SECONDS) return ok('clock', `within ${TOLERATED_SECONDS} s of the service's`);
  const words = `${Math.abs(aheadSeconds)} s ${aheadSeconds > 0 ? 'ahead of' : 'behind'} the service's`;
  return failed(
    'clock',
    usageFailure(
      `this machine's clock is ${words}: intervals that are not over count as over or the other way round, tokens are renewed at the wrong time, and signatures for S3 are refused`,
      'Let the system keep its clock by NTP (timedatectl set-ntp true).',
    ),
  );
}
