import { nearestName } from '../nearest-name.ts';
import type { Problem } from './problem.ts';

/** What is wrong with an IANA time zone name, if anything. Asks `Intl` for any zone but UTC, which costs milliseconds. */
export function timeZoneProblem(timeZone: string, origin: string): Problem | undefined {
  if (timeZone === 'UTC' || isTimeZone(timeZone)) return undefined;
  const nearest = nearestZone(timeZone);
  return {
    message: `${origin}: '${timeZone}' is not an IANA time zone`,
    hint: nearest === undefined ? 'time zones are named like Europe/London or UTC' : `did you mean ${nearest}?`,
  };
}

function isTimeZone(name: string): boolean {
  // Newer Node.js also takes offsets such as +01:00, which know no summer time.
  if (/^[+-]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** By the whole name, else by its city alone: both `Europe/Berln` and `berlin` mean Europe/Berlin. */
function nearestZone(typed: string): string | undefined {
  const zones = Intl.supportedValuesOf('timeZone');
  const name = typed.replaceAll(' ', '_');
  const byName = nearestName(name, zones);
  if (byName !== undefined) return byName;
  const cityOf = (zone: string): string => zone.slice(zone.lastIndexOf('/') + 1);
  const city = nearestName(cityOf(name), zones.map(cityOf));
  return zones.find((zone) => cityOf(zone) === city);
}
