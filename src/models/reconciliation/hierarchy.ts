/** Which bottom series each aggregate sums: their indices, in the order in which they are added. Aggregates may overlap. */
export interface Hierarchy {
  readonly bottomCount: number;
  readonly aggregates: readonly (readonly number[])[];
}

/** One array per series of a hierarchy: forecasts per future interval, or residuals per past interval. */
export interface HierarchyValues {
  readonly bottom: readonly Float64Array[];
  readonly aggregates: readonly Float64Array[];
}

/**
 * Forecasts of the aggregates as sums of their bottom series, added in the order of the hierarchy, so that whoever adds
 * them up in that order gets the same number to the last bit.
 */
export function bottomUp(hierarchy: Hierarchy, bottom: readonly Float64Array[]): HierarchyValues {
  return {
    bottom,
    aggregates: hierarchy.aggregates.map((children) => {
      const sum = new Float64Array(bottom[0]?.length ?? 0);
      for (const child of children) for (let i = 0; i < sum.length; i++) sum[i] += bottom[child][i];
      return sum;
    }),
  };
}

/**
 * Throws RangeError unless every aggregate sums one bottom series or more, each once, and `values` has as many series as the
 * hierarchy, all of one length. Returns that length.
 */
export function requireShape({ bottomCount, aggregates }: Hierarchy, values: HierarchyValues): number {
  const fits = (child: number) => Number.isInteger(child) && child >= 0 && child < bottomCount;
  for (const [a, children] of aggregates.entries()) {
    if (children.length === 0 || !children.every(fits) || new Set(children).size !== children.length) {
      throw new RangeError(`aggregate ${a} must sum different ones of ${bottomCount} bottom series: ${children}`);
    }
  }
  const { bottom } = values;
  if (bottom.length !== bottomCount || values.aggregates.length !== aggregates.length) {
    throw new RangeError(
      `${bottom.length} bottom series and ${values.aggregates.length} aggregates for a hierarchy of ${bottomCount} and ${aggregates.length}`,
    );
  }
  const length = bottom[0]?.length ?? 0;
  if (![...bottom, ...values.aggregates].every((series) => series.length === length)) {
    throw new RangeError('the series of a hierarchy must have one length');
  }
  return length;
}
