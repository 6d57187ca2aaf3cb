/** A sum over a sum. Accuracy is pooled as such: never a mean of ratios, in which a quiet day would count like a busy one. */
export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

/** The ratio of all parts together. */
export const pooled = (parts: readonly Ratio[]): Ratio => ({
  numerator: parts.reduce((sum, part) => sum + part.numerator, 0),
  denominator: parts.reduce((sum, part) => sum + part.denominator, 0),
});

/** The quotient, or undefined where it is not defined: nothing to divide by, or a part that is not known. */
export function quotient({ numerator, denominator }: Ratio): number | undefined {
  const value = numerator / denominator;
  return denominator !== 0 && Number.isFinite(value) ? value : undefined;
}
