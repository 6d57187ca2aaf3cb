import { usageFailure } from '../../../errors.ts';

/** Fails with exit code 2 for a target above the limit that the user knows to hold. */
export function requireAllowedTarget(maxAbandon: number, abandonLimit: number): void {
  if (maxAbandon <= abandonLimit) return;
  throw usageFailure(
    `--max-abandon ${maxAbandon} is above the limit of ${abandonLimit}`,
    'choose a lower target, or give the limit that holds for you with --abandon-limit',
  );
}
