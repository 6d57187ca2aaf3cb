/**
 * A local minimum of a function over the unit cube, from a start in it: the best neighbour at one step along an axis is taken
 * while there is a better one, then the step is halved, until it is below `leastStep`. Kolda, Lewis and Torczon, SIAM Review
 * 45 (2003) 385-482, section 1.1. No derivatives, no chance.
 */
export function compassSearch(
  valueAt: (at: readonly number[]) => number,
  start: readonly number[],
  firstStep: number,
  leastStep: number,
): readonly number[] {
  // Steps lead back to where the search has been.
  const known = new Map<string, number>();
  const knownValueAt = (at: readonly number[]): number => {
    const key = at.join();
    const value = known.get(key) ?? valueAt(at);
    known.set(key, value);
    return value;
  };
  let best = { at: start, value: knownValueAt(start) };
  for (let step = firstStep; step >= leastStep; ) {
    const next = neighbours(best.at, step)
      .map((at) => ({ at, value: knownValueAt(at) }))
      .reduce((a, b) => (b.value < a.value ? b : a), best);
    if (next === best) step /= 2;
    else best = next;
  }
  return best.at;
}

function neighbours(at: readonly number[], step: number): number[][] {
  return at.flatMap((coordinate, axis) =>
    [coordinate - step, coordinate + step]
      .map((moved) => Math.min(1, Math.max(0, moved)))
      .filter((moved) => moved !== coordinate)
      .map((moved) => at.map((other, i) => (i === axis ? moved : other))),
  );
}
