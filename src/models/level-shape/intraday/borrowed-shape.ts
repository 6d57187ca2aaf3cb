import type { OpenWeek } from './intraday-history.ts';
import type { SlotShape } from './slot-shapes.ts';

/**
 * A shape in which each weekday borrows from the others: a weighted mean over the weekdays at the same time of day, each scaled to
 * the size of the own one. Another weekday counts the less, the more it differs beyond what the noise of both explains.
 */
export function borrowedShape({ values, variances }: SlotShape, week: OpenWeek, slotAt: SlotAtTime): SlotShape {
  const borrowed = values.slice();
  const reduced = variances.slice();
  for (const [own, slots] of week.slotsOfWeekday.entries()) {
    const [ownNoise, ownWeight] = ownPrecision(variances, slots);
    if (ownWeight === 0) continue;
    const sums = Float64Array.from(slots, (slot) => ownWeight * values[slot]);
    const weights = new Float64Array(slots.length).fill(ownWeight);
    for (let other = 0; other < 7; other++) {
      const lender = other === own ? undefined : lenderTo(slots, other, { values, variances }, slotAt, ownNoise);
      if (lender === undefined) continue;
      for (const [i, slot] of lender.slots.entries()) {
        if (slot === ABSENT) continue;
        sums[i] += lender.weight * lender.scale * values[slot];
        weights[i] += lender.weight;
      }
    }
    const total = slots.reduce((sum, slot) => sum + values[slot], 0);
    const mixed = sums.map((sum, i) => sum / weights[i]);
    const mixedTotal = mixed.reduce((sum, value) => sum + value, 0);
    for (const [i, slot] of slots.entries()) {
      borrowed[slot] = (mixed[i] * total) / mixedTotal;
      reduced[slot] = (variances[slot] * ownWeight) / weights[i];
    }
  }
  return { values: borrowed, variances: reduced };
}

/** The slot of a weekday at a time of day, or -1. */
export type SlotAtTime = (weekday: number, slotOfSameTime: number) => number;

const ABSENT = -1;

/** Where each weekday is open at the time of a slot. */
export function slotAtTime({ slotsOfWeekday, times }: OpenWeek): SlotAtTime {
  const byTime = slotsOfWeekday.map((slots) => new Map([...slots].map((slot) => [times[slot], slot])));
  return (weekday, slot) => byTime[weekday].get(times[slot]) ?? ABSENT;
}

/** Mean variance of the slots, and its inverse; 0 where there is no variance to weigh by. */
function ownPrecision(variances: Float64Array, slots: Uint32Array): readonly [number, number] {
  const noise = slots.reduce((sum, slot) => sum + variances[slot], 0) / slots.length;
  return noise > 0 ? [noise, 1 / noise] : [noise, 0];
}

function lenderTo(
  own: Uint32Array,
  other: number,
  { values, variances }: SlotShape,
  slotAt: SlotAtTime,
  ownNoise: number,
) {
  const slots = Int32Array.from(own, (slot) => slotAt(other, slot));
  let [ownSum, otherSum, otherVariance, common] = [0, 0, 0, 0];
  for (const [i, slot] of slots.entries()) {
    if (slot === ABSENT) continue;
    ownSum += values[own[i]];
    otherSum += values[slot];
    otherVariance += variances[slot];
    common++;
  }
  if (!(ownSum > 0 && otherSum > 0)) return undefined;
  const scale = ownSum / otherSum;
  let distance = 0;
  for (const [i, slot] of slots.entries())
    if (slot !== ABSENT) distance += (values[own[i]] - scale * values[slot]) ** 2;
  const noise = (scale * scale * otherVariance) / common;
  const difference = Math.max(0, distance / common - ownNoise - noise);
  return { slots, scale, weight: 1 / (noise + difference) };
}
