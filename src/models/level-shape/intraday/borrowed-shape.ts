import type { OpenWeek } from './intraday-history.ts';
import type { SlotShape } from './slot-shapes.ts';

/** The slots of a weekday, and for each of the others its slots at the same times of day. */
interface Borrower {
  readonly slots: Uint32Array;
  readonly lenders: readonly Int32Array[];
}

/** Stands for a time of day at which a weekday is not open. */
const ABSENT = -1;

/** What a weekday lends: its slots, a scale to the size of the borrower, and how much they count. */
interface Loan {
  readonly scale: number;
  readonly weight: number;
}

/**
 * A shape in which each weekday borrows from the others: a weighted mean over the weekdays at the same time of day, each scaled to
 * the size of the own one. Another weekday counts the less, the more it differs beyond what the noise of both explains.
 */
export function shapeBorrower(week: OpenWeek): (shape: SlotShape) => SlotShape {
  const borrowers = borrowersOf(week);
  return (shape) => {
    const borrowed = { values: shape.values.slice(), variances: shape.variances.slice() };
    for (const borrower of borrowers) borrow(borrower, shape, borrowed);
    return borrowed;
  };
}

function borrowersOf({ slotsOfWeekday, times }: OpenWeek): Borrower[] {
  const atTime = slotsOfWeekday.map((slots) => new Map([...slots].map((slot) => [times[slot], slot])));
  return slotsOfWeekday
    .filter((slots) => slots.length > 0)
    .map((slots) => ({
      slots,
      lenders: slotsOfWeekday
        .map((_, weekday) => Int32Array.from(slots, (slot) => atTime[weekday].get(times[slot]) ?? ABSENT))
        .filter((lender) => lender[0] !== slots[0] && lender.some((slot) => slot !== ABSENT)),
    }));
}

function borrow({ slots, lenders }: Borrower, { values, variances }: SlotShape, borrowed: SlotShape): void {
  let total = 0;
  let noise = 0;
  for (let i = 0; i < slots.length; i++) {
    total += values[slots[i]];
    noise += variances[slots[i]] / slots.length;
  }
  // Without noise there is nothing to gain.
  if (!(noise > 0)) return;
  const sums = new Float64Array(slots.length).map((_, i) => values[slots[i]] / noise);
  const weights = new Float64Array(slots.length).fill(1 / noise);
  for (const lender of lenders) {
    const loan = loanOf(slots, lender, values, variances, noise);
    if (loan === undefined) continue;
    for (let i = 0; i < slots.length; i++) {
      if (lender[i] === ABSENT) continue;
      sums[i] += loan.weight * loan.scale * values[lender[i]];
      weights[i] += loan.weight;
    }
  }
  const mixed = sums.map((sum, i) => sum / weights[i]);
  const mixedTotal = mixed.reduce((sum, value) => sum + value, 0);
  for (let i = 0; i < slots.length; i++) {
    borrowed.values[slots[i]] = (mixed[i] * total) / mixedTotal;
    borrowed.variances[slots[i]] = variances[slots[i]] / noise / weights[i];
  }
}

function loanOf(
  slots: Uint32Array,
  lender: Int32Array,
  values: Float64Array,
  variances: Float64Array,
  ownNoise: number,
): Loan | undefined {
  let own = 0;
  let lent = 0;
  let variance = 0;
  let common = 0;
  for (let i = 0; i < slots.length; i++) {
    if (lender[i] === ABSENT) continue;
    own += values[slots[i]];
    lent += values[lender[i]];
    variance += variances[lender[i]];
    common++;
  }
  if (!(own > 0 && lent > 0)) return undefined;
  const scale = own / lent;
  let distance = 0;
  for (let i = 0; i < slots.length; i++)
    if (lender[i] !== ABSENT) distance += (values[slots[i]] - scale * values[lender[i]]) ** 2;
  const noise = (scale * scale * variance) / common;
  return { scale, weight: 1 / (noise + Math.max(0, distance / common - ownNoise - noise)) };
}
