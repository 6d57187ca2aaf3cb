import { backSubstitute, choleskyInPlace, forwardSubstitute } from './cholesky.ts';

/** Columns of a symmetric positive definite matrix, by index; most of them are never asked for. */
export type MatrixColumns = (indices: readonly number[]) => readonly Float64Array[];

// Full exchanges without progress before the slow rule takes over; 3 is what Portugal, Judice and Vicente found to work.
const PATIENCE = 3;

/**
 * The x of: x = q + V u, x >= 0, u >= 0, and in every place x or u is 0. It minimises (x - q)' V^-1 (x - q) over x >= 0, and u
 * are the multipliers. All entries of q that are negative, and all multipliers that would be, change sides at once; when
 * that makes no progress, only the last of them does, which ends after finitely many steps (Murty's rule). Entries that are
 * held are exactly 0.
 *
 * Block principal pivoting: Portugal, Judice, Vicente, Mathematics of Computation 63 (1994) 625-643, the method of
 * Wickramasuriya, Turlach and Hyndman, Optimal non-negative forecast reconciliation, Statistics and Computing 30 (2020).
 *
 * `tolerance`: entries above its negative count as not negative, for rounding; they too become 0. Throws RangeError when V
 * is not positive definite.
 */
export function solveComplementarity(q: Float64Array, columnsOf: MatrixColumns, tolerance: number): Float64Array {
  const held = new Uint8Array(q.length);
  let fewest = q.length + 1;
  let patience = PATIENCE;
  // Murty's rule is finite but not polynomial; in practice a few exchanges do. Beyond this, rounding makes them cycle.
  for (let exchange = 0; exchange <= 100 + 10 * q.length; exchange++) {
    const { x, multipliers } = solutionFor(held, q, columnsOf);
    const wrong = [...q.keys()].filter((i) => (held[i] === 1 ? multipliers[i] < 0 : x[i] < -tolerance));
    if (wrong.length === 0) return x.map((value) => Math.max(0, value));
    if (wrong.length < fewest) {
      fewest = wrong.length;
      patience = PATIENCE;
    } else patience--;
    for (const i of patience >= 0 ? wrong : wrong.slice(-1)) held[i] = 1 - held[i];
  }
  throw new RangeError('linear complementarity: the exchanges do not settle; the matrix is not positive definite');
}

/** x and u when x is 0 in the held places and u is 0 in all others. */
function solutionFor(held: Uint8Array, q: Float64Array, columnsOf: MatrixColumns) {
  const places = [...held.keys()].filter((i) => held[i] === 1);
  const many = places.length;
  const x = q.slice();
  const multipliers = new Float64Array(q.length);
  if (many === 0) return { x, multipliers };
  const columns = columnsOf(places);
  const factor = new Float64Array(many * many);
  for (let a = 0; a < many; a++) for (let b = 0; b <= a; b++) factor[a * many + b] = columns[a][places[b]];
  if (!choleskyInPlace(factor, many))
    throw new RangeError('linear complementarity: the matrix is not positive definite');
  const solution = Float64Array.from(places, (i) => -q[i]);
  forwardSubstitute(factor, many, solution);
  backSubstitute(factor, many, solution);
  for (let a = 0; a < many; a++) {
    const values = columns[a];
    const multiplier = solution[a];
    multipliers[places[a]] = multiplier;
    for (let i = 0; i < x.length; i++) x[i] += values[i] * multiplier;
  }
  for (const i of places) x[i] = 0;
  return { x, multipliers };
}
