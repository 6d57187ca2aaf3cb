/** Weights by age, from 1 at age 0, that halve every `halfLife`. */
export function decay(halfLife: number, length: number): Float64Array {
  const rate = 0.5 ** (1 / halfLife);
  const weights = new Float64Array(length);
  for (let age = 0, weight = 1; age < length; age++, weight *= rate) weights[age] = weight;
  return weights;
}
