import type { Failure } from '../../errors.ts';
import { refusalBehind } from '../outcome.ts';
import { serviceWords } from '../service-failure.ts';

/** Whether the service refused because of the query's length. No limit is published, so the status and its words have to tell. */
export function asksForLess(failure: Failure): boolean {
  const refusal = refusalBehind(failure);
  if (refusal === undefined) return false;
  if (refusal.status === 400) return /interval|limit|range|too many|too large|exceed/i.test(serviceWords(refusal));
  return [408, 413, 504].includes(refusal.status);
}
