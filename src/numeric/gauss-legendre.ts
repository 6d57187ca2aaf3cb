/** Nodes on [-1, 1] and weights of the 16-point Gauss-Legendre rule. */
export const GAUSS_LEGENDRE_16 = gaussLegendre(16);

/** Abramowitz and Stegun, Handbook of Mathematical Functions, 25.4.29: roots of the Legendre polynomial by Newton's method. */
function gaussLegendre(order: number): { readonly nodes: Float64Array; readonly weights: Float64Array } {
  const nodes = new Float64Array(order);
  const weights = new Float64Array(order);
  for (let i = 0; i < nodes.length; i++) {
    let node = Math.cos((Math.PI * (i + 0.75)) / (order + 0.5));
    // The start is good to three digits, so five quadratic steps reach the last one.
    for (let step = 0; step < 5; step++) {
      const { value, slope } = legendre(order, node);
      node -= value / slope;
    }
    nodes[i] = node;
    weights[i] = 2 / ((1 - node * node) * legendre(order, node).slope ** 2);
  }
  return { nodes, weights };
}

function legendre(order: number, x: number): { value: number; slope: number } {
  let previous = 1;
  let value = x;
  for (let k = 2; k <= order; k++) [previous, value] = [value, ((2 * k - 1) * x * value - (k - 1) * previous) / k];
  return { value, slope: (order * (previous - x * value)) / (1 - x * x) };
}
