import { checkAgents } from './demand.ts';

// 2^-60: what is left out of a sum then lies below its rounding at any load.
const NEGLIGIBLE = 2 ** -60;

/**
 * Erlang B: the share of arrivals that find all agents busy when nobody waits. Agents 0 to 1,000,000, fractional ones by the
 * continuous extension of Fortet; load in Erlangs, 0 or more. Relative error below 1e-14 up to
 * 10,000 agents; below 1e-308 the result is 0.
 */
export function erlangB(agents: number, erlangs: number): number {
  checkAgents(agents);
  if (!(erlangs >= 0 && erlangs < Number.POSITIVE_INFINITY))
    throw new RangeError(`load must be 0 Erlangs or more: ${erlangs}`);
  return erlangs === 0 ? Number(agents === 0) : 1 / (1 + admissionOdds(agents, erlangs));
}

/**
 * (1 - B) / B for Erlang B: n/a + n(n-1)/a² + ... . All terms are positive, so nothing cancels, and the sum starts with the
 * largest ones. Infinity when B is below the double range.
 */
export function admissionOdds(agents: number, erlangs: number): number {
  let term = 1;
  let odds = 0;
  let count = agents;
  // Terms grow as long as the count is above the load, and fall from there on.
  for (; count >= 1 && count >= erlangs; count--) {
    term *= count / erlangs;
    odds += term;
    if (term === Number.POSITIVE_INFINITY) return term;
  }
  // Two terms a step and no division: this loop is the time of a staffing search. The rounding of the inverse weighs as the
  // root of the load, 6e-15 at 10,000 Erlangs.
  const inverse = 1 / erlangs;
  for (; count >= 2; count -= 2) {
    const one = count * inverse;
    const two = one * ((count - 1) * inverse);
    odds += term * (one + two);
    term *= two;
    if (term < NEGLIGIBLE * odds) return odds;
  }
  if (count >= 1) {
    term *= count / erlangs;
    odds += term;
    count--;
  }
  return count > 0 ? odds + term * oddsBelowOneAgent(count, erlangs) : odds;
}

// Spacing and ends of the nodes below: refining or extending them changes no digit.
const NODE_STEP = 1 / 16;
const FIRST_NODE = -72;
const LAST_NODE = 64;

/**
 * The odds for a fraction of an agent, by Fortet's integral 1/B = ∫ e^-v (1 + v/a)^n dv over v > 0, which has a branch point
 * as close to 0 as the load is small: double exponential quadrature, v = exp(t - e^-t).
 * Takahasi and Mori, Double exponential formulas for numerical integration, Publ. RIMS 9 (1974) 721-741.
 */
function oddsBelowOneAgent(fraction: number, erlangs: number): number {
  let sum = 0;
  for (let node = FIRST_NODE; node <= LAST_NODE; node++) {
    const t = node * NODE_STEP;
    const fall = Math.exp(-t);
    const v = Math.exp(t - fall);
    sum += Math.expm1(fraction * Math.log1p(v / erlangs)) * Math.exp(-v) * v * (1 + fall);
  }
  return sum * NODE_STEP;
}
