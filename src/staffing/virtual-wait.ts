import { exponentialRemainder } from '../numeric/exponential-remainder.ts';
import { GAUSS_LEGENDRE_16 } from '../numeric/gauss-legendre.ts';
import { type Demand, spareErlangs } from './demand.ts';

/**
 * The density, up to its scale, of the wait that a contact of endless patience would find when all agents are busy:
 * e^φ(u), φ(u) = λ(1 - e^-θu)/θ - nμu. It is written around its mode c, where nothing large cancels:
 * φ(u) - φ(c) = -drift (u - c) - curvature/θ · h(θ(u - c)), h the exponential remainder.
 */
export interface VirtualWait {
  /** Abandonments per second of a waiting contact, θ. */
  readonly impatience: number;
  /** c in seconds: 0 unless more contacts arrive than the agents can serve. */
  readonly modeSeconds: number;
  /** 1 - e^-θc: share of contacts whose patience ends before the mode. */
  readonly impatientAtMode: number;
  /** The exponential remainder of θc. */
  readonly remainderAtMode: number;
  /** φ(c), at least 0. */
  readonly peak: number;
  readonly drift: number;
  readonly curvature: number;
}

/** Integrals of the density over a range of waits, with the contacts' own patience against it. Times in seconds. */
export interface WaitSums {
  all: number;
  answered: number;
  abandoned: number;
  answeredWait: number;
  abandonedWait: number;
}

export function virtualWait(demand: Demand, patienceSeconds: number, agents: number): VirtualWait {
  const impatience = 1 / patienceSeconds;
  const spare = spareErlangs(demand, agents);
  const servicesPerSecond = agents / demand.ahtSeconds;
  if (spare >= 0) {
    const curvature = demand.contactsPerInterval / demand.intervalSeconds;
    const drift = spare / demand.ahtSeconds;
    return { impatience, modeSeconds: 0, impatientAtMode: 0, remainderAtMode: 0, peak: 0, drift, curvature };
  }
  const excess = -spare / agents;
  const scaledMode = Math.log1p(excess);
  return {
    impatience,
    modeSeconds: scaledMode * patienceSeconds,
    impatientAtMode: excess / (1 + excess),
    remainderAtMode: exponentialRemainder(scaledMode),
    peak: servicesPerSecond * patienceSeconds * exponentialRemainder(-scaledMode),
    drift: 0,
    curvature: servicesPerSecond,
  };
}

/** φ(u) - φ(c), 0 or less. */
export function logDensity(law: VirtualWait, waitSeconds: number): number {
  const d = waitSeconds - law.modeSeconds;
  return -law.drift * d - (law.curvature / law.impatience) * exponentialRemainder(law.impatience * d);
}

// e^-46 = 1e-20: what lies further below the greatest density of the range changes no digit.
const NEGLIGIBLE_LOG = 46;
// Below e^-745 a double is 0.
const LEAST_LOG = -745;

/** Integrals from one wait to a later one, which may be Infinity. */
export function sumWaits(law: VirtualWait, fromSeconds: number, toSeconds: number): WaitSums {
  const sums: WaitSums = { all: 0, answered: 0, abandoned: 0, answeredWait: 0, abandonedWait: 0 };
  const top = Math.min(Math.max(fromSeconds, law.modeSeconds), toSeconds);
  const greatest = logDensity(law, top);
  if (greatest < LEAST_LOG) return sums;
  const floor = greatest - NEGLIGIBLE_LOG;
  let u = Math.max(fromSeconds, earliestWait(law, top, floor));
  while (u < toSeconds) {
    const end = Math.min(toSeconds, u + panelWidth(law, u));
    addPanel(law, u, end, sums);
    if (end > top && logDensity(law, end) < floor) break;
    u = end;
  }
  return sums;
}

/**
 * A wait, not after `top`, before which the log density lies below `floor`: the later of two bounds. φ is concave, so to the
 * left of `top` it falls at least as steeply as there; and h(-y) is at least y²/2 and e^y - 1 - y.
 */
function earliestWait(law: VirtualWait, top: number, floor: number): number {
  if (law.modeSeconds === 0) return 0;
  const remainder = (-floor * law.impatience) / law.curvature;
  const fromMode = law.modeSeconds - Math.min(Math.sqrt(2 * remainder), Math.log(2 + 2 * remainder)) / law.impatience;
  const slope = -law.curvature * (1 - Math.exp(-law.impatience * (top - law.modeSeconds)));
  return slope > 0 ? Math.max(fromMode, top - NEGLIGIBLE_LOG / slope) : fromMode;
}

// Panels over which the density changes by e^7 at most, or spans under four standard deviations, and patience over e^5: the
// error of the rule is then below 1e-15 of the panel. Patience is spent at e^-40.
const PANEL_LOG_CHANGE = 7;
const PANEL_DEVIATIONS = 3.5;
const PANEL_PATIENCES = 5;
const PATIENCES_TO_END = 40;

function panelWidth(law: VirtualWait, u: number): number {
  const { impatience, drift, curvature } = law;
  const scaled = impatience * (u - law.modeSeconds);
  const remaining = Math.exp(-scaled);
  const slope = Math.abs(drift + curvature * (1 - remaining));
  const bend = Math.sqrt(curvature * impatience * remaining);
  const width = Math.min(PANEL_LOG_CHANGE / slope, PANEL_DEVIATIONS / bend);
  return impatience * u < PATIENCES_TO_END ? Math.min(width, PANEL_PATIENCES / impatience) : width;
}

function addPanel(law: VirtualWait, from: number, to: number, sums: WaitSums): void {
  const { impatience, modeSeconds, impatientAtMode, remainderAtMode, drift, curvature } = law;
  const { nodes, weights } = GAUSS_LEGENDRE_16;
  const half = (to - from) / 2;
  const middle = from + half;
  const patientAtMode = 1 - impatientAtMode;
  const stiffness = curvature / impatience;
  let all = 0;
  let answered = 0;
  let abandoned = 0;
  let answeredWait = 0;
  let abandonedWait = 0;
  for (let i = 0; i < nodes.length; i++) {
    const u = middle + half * nodes[i];
    const d = u - modeSeconds;
    const z = impatience * d;
    const remainder = exponentialRemainder(z);
    const density = weights[i] * Math.exp(-drift * d - stiffness * remainder);
    // Since the mode: who is still patient, and who is not, each from what keeps its digits.
    const kept = z > 1 ? Math.exp(-z) : 1 - z + remainder;
    const lost = z > 1 ? 1 - kept : z - remainder;
    const patient = patientAtMode * kept;
    const impatient = impatientAtMode + patientAtMode * lost;
    // Mean patience of those who gave up before u, times their share, in units of mean patience: 1 - e^-s (1 + s).
    const s = impatience * u;
    const spent =
      s > 0.5
        ? impatient - s * patient
        : s * s - (1 + s) * (remainderAtMode + z * impatientAtMode + patientAtMode * remainder);
    all += density;
    answered += density * patient;
    abandoned += density * impatient;
    answeredWait += density * patient * u;
    abandonedWait += density * spent;
  }
  sums.all += half * all;
  sums.answered += half * answered;
  sums.abandoned += half * abandoned;
  sums.answeredWait += half * answeredWait;
  sums.abandonedWait += (half * abandonedWait) / impatience;
}
