import { type SlidingSums, slidingSums } from './sliding-sums.ts';
import { fillTricube } from './tricube.ts';

export interface LoessSettings {
  /** How many nearest points a local fit sees; odd, 3 or more. May exceed the number of points: then all, more evenly weighted. */
  readonly window: number;
  /** Local constant (0) or local line (1). */
  readonly degree: 0 | 1;
  /** A fit at every jump-th point and at the last, lines between; 1 fits at every point. */
  readonly jump: number;
}

/** Where loess is fitted on a grid of equally spaced points, and which points each fit sees. */
export interface LoessGrid {
  readonly settings: LoessSettings;
  /** Number of points, 2 or more. */
  readonly length: number;
  /** 1 when there is a fit one step before the first point and one after the last too, otherwise 0. */
  readonly beyondEnds: 0 | 1;
  /** Points in every neighbourhood. */
  readonly neighbours: number;
  /** Places of the fits on the grid, rising; -1 and `length` are the places beyond the ends. */
  readonly places: Int32Array;
  /** First point of each fit's neighbourhood. */
  readonly firsts: Int32Array;
  /** Tricube weights of a neighbourhood by how far its first point lies before the fit. */
  readonly tricube: (left: number) => Float64Array;
  /** Sums of a signal, of it times the distance and times its square, tricube-weighted, for all fits amid their neighbourhoods. */
  readonly moments: SlidingSums | undefined;
}

// All rows of this length take 8 MiB.
const LONGEST_KEPT_ROW = 1024;

/** Plans loess for `length` equally spaced points; `beyondEnds` adds a fit one step beyond each end. */
export function loessGrid(length: number, settings: LoessSettings, beyondEnds: 0 | 1 = 0): LoessGrid {
  const neighbours = Math.min(settings.window, length);
  const half = (settings.window - 1) / 2;
  const tricube = tricubeRows(settings.window, neighbours);
  const isEverywhere = settings.window <= length && settings.jump === 1;
  return {
    settings,
    length,
    beyondEnds,
    neighbours,
    ...fitsOf(length, settings, neighbours, beyondEnds),
    tricube,
    moments: isEverywhere
      ? slidingSums([0, 1, 2].map((order) => tricube(half).map((w, i) => w * (i - half) ** order)))
      : undefined,
  };
}

function fitsOf(length: number, { window, jump }: LoessSettings, neighbours: number, beyondEnds: 0 | 1) {
  const step = Math.min(jump, length - 1);
  const places: number[] = [];
  for (let place = 0; place < length; place += step) places.push(place);
  const firsts = places.map((place) => Math.max(0, Math.min(place - (window - 1) / 2, length - neighbours)));
  if (places[places.length - 1] !== length - 1) {
    // The program of 1990 fits the last point with the neighbourhood of the fit before it.
    places.push(length - 1);
    firsts.push(firsts[firsts.length - 1]);
  }
  if (beyondEnds === 1) {
    places.unshift(-1);
    firsts.unshift(0);
    places.push(length);
    firsts.push(length - neighbours);
  }
  return { places: Int32Array.from(places), firsts: Int32Array.from(firsts) };
}

/** Rows of tricube weights for neighbourhoods of one size, kept for the next time where that takes little room. */
function tricubeRows(window: number, neighbours: number): (left: number) => Float64Array {
  const kept: Float64Array[] = [];
  const spare = new Float64Array(neighbours);
  return (left) => {
    // A fit beyond the first point has the first at -1.
    const known = kept[left + 1];
    if (known !== undefined) return known;
    const row = neighbours <= LONGEST_KEPT_ROW ? new Float64Array(neighbours) : spare;
    const bandwidth = Math.max(left, neighbours - 1 - left) + Math.floor((window - neighbours) / 2);
    fillTricube(row, -left, bandwidth);
    if (row !== spare) kept[left + 1] = row;
    return row;
  };
}
