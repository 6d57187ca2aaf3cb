import type { ReplyHeaders } from '../../../genesys/outcome.ts';
import { type Check, notChecked, ok, warning } from './check.ts';

/** Of the requests of a minute, beyond what the doctor itself has sent. */
const MUCH_USED_FRACTION = 0.5;

/** What the newest reply tells of the requests per minute; `sent` of them were the doctor's own. */
export function rateLimitCheck(headers: ReplyHeaders, sent: number): Check {
  const [allowed, count] = ['allowed', 'count'].map((name) => Number(headers[`inin-ratelimit-${name}`] ?? Number.NaN));
  if (!(allowed > 0) || !(count >= 0)) return notChecked('rate limit', 'the replies do not tell it');
  const found = `${count} of ${allowed} requests of this minute are used`;
  if (count - sent <= allowed * MUCH_USED_FRACTION) return ok('rate limit', found);
  return warning(
    'rate limit',
    `${found}, ${sent} of them here`,
    'Another program uses the same OAuth client: give this one a client of its own.',
  );
}
