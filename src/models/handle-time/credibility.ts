/** An amount per exposure, such as seconds per contact, in one cell; cells are told by numbers. */
export interface Observation {
  readonly cell: number;
  readonly amount: number;
  /** What the amount is compared with, above 0: the variance of amount / exposure is inverse to it. */
  readonly exposure: number;
}

interface Cell {
  amount: number;
  exposure: number;
  observations: number;
}

/** The parameters of the Buhlmann-Straub model and what they say of each cell. */
export interface Credibility {
  /** Variance of the ratio of one observation, times its exposure. NaN when no cell has two observations. */
  readonly withinVariance: number;
  /** Variance of the true ratios of the cells; 0 when the cells differ by no more than chance. */
  readonly betweenVariance: number;
  /** Weight of a cell's own ratio, 0 to 1, for cells that were observed. */
  readonly factors: ReadonlyMap<number, number>;
  /** Pooled ratio of each cell that was observed: sum of amounts over sum of exposures. */
  readonly ratios: ReadonlyMap<number, number>;
}

/**
 * How far the ratio of each cell is to be believed rather than that of all, from the data alone: a cell's weight is
 * w / (w + within / between) with w its exposure, within the variance of ratios in a cell and between that of the cells.
 * Unbiased estimators of Buhlmann and Straub (1970); Buhlmann and Gisler, A Course in Credibility Theory (2005), chapter 4.
 */
export function credibility(observations: readonly Observation[]): Credibility {
  const cells = cellsOf(observations);
  const ratios = new Map([...cells].map(([cell, { amount, exposure }]) => [cell, amount / exposure]));
  const withinVariance = withinVarianceOf(observations, cells, ratios);
  const betweenVariance = betweenVarianceOf(cells, ratios, withinVariance);
  const factors = new Map(
    [...cells].map(([cell, { exposure }]) => [
      cell,
      betweenVariance === 0 ? 0 : (exposure * betweenVariance) / (exposure * betweenVariance + withinVariance),
    ]),
  );
  return { withinVariance, betweenVariance, factors, ratios };
}

function cellsOf(observations: readonly Observation[]): Map<number, Cell> {
  const cells = new Map<number, Cell>();
  for (const { cell, amount, exposure } of observations) {
    const sums = cells.get(cell) ?? { amount: 0, exposure: 0, observations: 0 };
    sums.amount += amount;
    sums.exposure += exposure;
    sums.observations++;
    cells.set(cell, sums);
  }
  return cells;
}

function withinVarianceOf(
  observations: readonly Observation[],
  cells: ReadonlyMap<number, Cell>,
  ratios: ReadonlyMap<number, number>,
): number {
  let squares = 0;
  for (const { cell, amount, exposure } of observations)
    squares += exposure * (amount / exposure - (ratios.get(cell) ?? Number.NaN)) ** 2;
  return squares / (observations.length - cells.size);
}

function betweenVarianceOf(
  cells: ReadonlyMap<number, Cell>,
  ratios: ReadonlyMap<number, number>,
  withinVariance: number,
): number {
  let amount = 0;
  let exposure = 0;
  let squaredExposures = 0;
  for (const cell of cells.values()) {
    amount += cell.amount;
    exposure += cell.exposure;
    squaredExposures += cell.exposure ** 2;
  }
  let squares = 0;
  for (const [number, cell] of cells)
    squares += cell.exposure * ((ratios.get(number) ?? Number.NaN) - amount / exposure) ** 2;
  const variance = (squares - (cells.size - 1) * withinVariance) / (exposure - squaredExposures / exposure);
  // Undefined for a single cell, and when every cell has but one observation: then nothing tells cells from chance.
  return Number.isNaN(variance) ? 0 : Math.max(0, variance);
}
