/** More values are split over several queries. */
const PREDICATES_PER_QUERY = 100;

/** The values without doubles, as many to a batch as one query takes beside `others` predicates. */
export function predicateBatches(values: readonly string[], others = 0): (readonly string[])[] {
  const unique = [...new Set(values)];
  const size = PREDICATES_PER_QUERY - others;
  return Array.from({ length: Math.ceil(unique.length / size) }, (_, i) => unique.slice(i * size, (i + 1) * size));
}
