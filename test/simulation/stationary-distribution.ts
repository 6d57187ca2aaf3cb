export interface Transition {
  readonly from: number;
  readonly to: number;
  readonly rate: number;
}

/** Stationary probabilities of a continuous-time Markov chain, by Gauss-Seidel on the balance of flows into and out of each state. */
export function stationaryDistribution(states: number, transitions: readonly Transition[]): Float64Array {
  const outflow = new Float64Array(states);
  const first = new Int32Array(states + 1);
  for (const { from, to, rate } of transitions) {
    outflow[from] += rate;
    first[to + 1]++;
  }
  for (let state = 0; state < states; state++) first[state + 1] += first[state];
  const place = first.slice();
  const sources = new Int32Array(transitions.length);
  const rates = new Float64Array(transitions.length);
  for (const { from, to, rate } of transitions) {
    sources[place[to]] = from;
    rates[place[to]++] = rate;
  }
  const probability = new Float64Array(states).fill(1 / states);
  for (let sweep = 0; sweep < 20_000; sweep++) {
    let change = 0;
    let total = 0;
    for (let state = 0; state < states; state++) {
      let inflow = 0;
      for (let k = first[state]; k < first[state + 1]; k++) inflow += rates[k] * probability[sources[k]];
      const next = inflow / outflow[state];
      change += Math.abs(next - probability[state]);
      probability[state] = next;
      total += next;
    }
    for (let state = 0; state < states; state++) probability[state] /= total;
    if (change / total < 1e-11) return probability;
  }
  throw new Error('the stationary distribution did not converge');
}
