/** RangeError unless the share lies from 0 to 1. */
export function checkFraction(name: string, fraction: number): void {
  if (!(fraction >= 0 && fraction <= 1)) throw new RangeError(`${name} must be from 0 to 1, not ${fraction}`);
}

/** RangeError unless the share lies strictly between 0 and 1. */
export function checkOpenFraction(name: string, fraction: number): void {
  if (!(fraction > 0 && fraction < 1)) throw new RangeError(`${name} must lie between 0 and 1, not ${fraction}`);
}

/** RangeError unless the count is whole, from `least` up. */
export function checkCount(name: string, count: number, least: number): void {
  if (!(Number.isSafeInteger(count) && count >= least))
    throw new RangeError(`${name} must be whole and ${least} or more, not ${count}`);
}

/** RangeError unless the number is finite and above 0. */
export function checkPositive(name: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value))) throw new RangeError(`${name} must be above 0, not ${value}`);
}

/** RangeError unless the number is finite and 0 or more. */
export function checkNotNegative(name: string, value: number): void {
  if (!(value >= 0 && Number.isFinite(value))) throw new RangeError(`${name} must be 0 or more, not ${value}`);
}

/** RangeError unless the calls per idle agent are finite and 1 or more. */
export function checkRatio(callsPerAgent: number): void {
  if (!(callsPerAgent >= 1 && Number.isFinite(callsPerAgent)))
    throw new RangeError(`calls per agent must be 1 or more, not ${callsPerAgent}`);
}
