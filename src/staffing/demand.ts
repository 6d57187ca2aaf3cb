import { productError } from '../numeric/exact-product.ts';

/** What arrives in one interval and how long each contact keeps an agent busy, after-contact work included. */
export interface Demand {
  /** Mean number of contacts that arrive, 0 or more; need not be whole. */
  readonly contactsPerInterval: number;
  readonly intervalSeconds: number;
  readonly ahtSeconds: number;
}

/** More agents, or a load of more Erlangs, than any centre has: the units are wrong. */
export const MOST_AGENTS = 1_000_000;
const MOST_ERLANGS = 1_000_000_000;

// A microsecond and thirty thousand years; the formulas neither overflow nor underflow between them.
const SHORTEST_SECONDS = 1e-6;
const LONGEST_SECONDS = 1e12;

/** Throws RangeError unless the demand is one: contacts of 0 or more, positive times, at most 1e9 Erlangs. */
export function checkDemand(demand: Demand): void {
  const { contactsPerInterval, intervalSeconds, ahtSeconds } = demand;
  if (!(contactsPerInterval >= 0 && contactsPerInterval < Number.POSITIVE_INFINITY))
    throw new RangeError(`contacts per interval must be 0 or more: ${contactsPerInterval}`);
  checkPositiveSeconds('interval', intervalSeconds);
  checkPositiveSeconds('average handle time', ahtSeconds);
  if (!(offeredErlangs(demand) <= MOST_ERLANGS))
    throw new RangeError(`load must be at most ${MOST_ERLANGS} Erlangs: ${offeredErlangs(demand)}; check the units`);
}

// A part of an agent for which no formula leaves the range of doubles.
const LEAST_PART_OF_AGENT = 1e-6;

/** Throws RangeError unless the number of agents is 0 or lies between a millionth, decimals allowed, and a million. */
export function checkAgents(agents: number): void {
  if (agents !== 0 && !(agents >= LEAST_PART_OF_AGENT && agents <= MOST_AGENTS))
    throw new RangeError(`agents must be 0 or between ${LEAST_PART_OF_AGENT} and ${MOST_AGENTS}: ${agents}`);
}

/** Throws RangeError unless the duration lies between a microsecond and 1e12 seconds. */
export function checkPositiveSeconds(name: string, seconds: number): void {
  if (!(seconds >= SHORTEST_SECONDS && seconds <= LONGEST_SECONDS))
    throw new RangeError(`${name} must be between ${SHORTEST_SECONDS} and ${LONGEST_SECONDS} seconds: ${seconds}`);
}

/** Throws RangeError unless the wait is 0 seconds or more and finite. */
export function checkWait(seconds: number): void {
  if (!(seconds >= 0 && seconds < Number.POSITIVE_INFINITY))
    throw new RangeError(`wait must be 0 seconds or more: ${seconds}`);
}

/** Throws RangeError unless the value lies strictly between 0 and 1. */
export function checkOpenFraction(name: string, fraction: number): void {
  if (!(fraction > 0 && fraction < 1))
    throw new RangeError(`${name} must be a fraction between 0 and 1, such as 0.8 for 80 percent: ${fraction}`);
}

/** Offered load in Erlangs: the mean number of agents that would be busy if nobody ever waited. */
export const offeredErlangs = (demand: Demand): number =>
  (demand.contactsPerInterval * demand.ahtSeconds) / demand.intervalSeconds;

/**
 * Agents minus load, in Erlangs; negative when overloaded. Near saturation the load rounded to a double would lose most digits
 * of the difference, so it is taken between exact products.
 */
export function spareErlangs(demand: Demand, agents: number): number {
  const { contactsPerInterval, intervalSeconds, ahtSeconds } = demand;
  const difference = agents * intervalSeconds - contactsPerInterval * ahtSeconds;
  const rounding = productError(agents, intervalSeconds) - productError(contactsPerInterval, ahtSeconds);
  return (difference + rounding) / intervalSeconds;
}
