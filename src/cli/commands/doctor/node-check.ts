import { usageFailure } from '../../../errors.ts';
import { type Check, failed, ok } from './check.ts';

const OLDEST_MAJOR = 20;

/** The Node.js that runs this, and the time zones that it knows: `versions` as of `process`. */
export function nodeCheck({ node, tz }: Readonly<Partial<Record<string, string>>>): Check {
  const found = `${node}, time zones of ${tz ?? 'unknown date'}`;
  if (Number.parseInt(node ?? '', 10) >= OLDEST_MAJOR) return ok('Node.js', found);
  return failed('Node.js', usageFailure(`${found} is too old`, `Install Node.js ${OLDEST_MAJOR} or later.`));
}
