/** A series made by formula and seed: times in seconds since 1970-01-01T00:00 and counts, the last `horizon` rows held out. */
export interface SyntheticSeries {
  readonly wallSeconds: Float64Array;
  readonly values: Float64Array;
}

const DAY = 86_400;
// Sunday to Saturday.
const WEEKDAY_SHARE = [0.35, 1.32, 1.16, 1.08, 1.04, 1.12, 0.55];

/** Mulberry32 by Tommy Ettinger (public domain): uniform numbers in [0, 1). */
function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const gauss = (next: () => number): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

const weekdayShare = (day: number): number => WEEKDAY_SHARE[(Math.floor(day) + 4) % 7];

function series(
  rows: number,
  start: number,
  step: number,
  valueAt: (wall: number, i: number) => number,
): SyntheticSeries {
  const wallSeconds = Float64Array.from({ length: rows }, (_, i) => start + i * step);
  return { wallSeconds, values: wallSeconds.map((wall, i) => Math.max(0, Math.round(valueAt(wall, i)))) };
}

/** Daily contacts with a broken trend, a week and a year. */
export function dailyContacts(rows: number): SyntheticSeries {
  const next = uniform(1000 + rows);
  return series(rows, Date.UTC(2019, 0, 1) / 1000, DAY, (wall, i) => {
    const day = wall / DAY;
    const trend = 900 + 0.22 * i - 0.35 * Math.max(0, i - 400) + 0.5 * Math.max(0, i - 1100);
    const year = 90 * Math.sin((2 * Math.PI * day) / 365.25 + 0.7) + 45 * Math.cos((4 * Math.PI * day) / 365.25 - 0.4);
    const mean = Math.max(5, trend + (weekdayShare(day) - 0.946) * 700 + year);
    return mean + gauss(next) * Math.sqrt(mean) * 1.8;
  });
}

/** Contacts within the day, with two peaks, a week and a weak year. */
export function intradayContacts(rows: number, stepSeconds: number, seed: number): SyntheticSeries {
  const next = uniform(seed);
  return series(rows, Date.UTC(2024, 0, 1) / 1000, stepSeconds, (wall, i) => {
    const day = wall / DAY;
    const hour = (wall % DAY) / 3600;
    const shape = Math.exp(-((hour - 10.5) ** 2) / 6) + 0.8 * Math.exp(-((hour - 15) ** 2) / 8) + 0.04;
    const year = 1 + 0.12 * Math.sin((2 * Math.PI * day) / 365.25);
    const mean = 120 * (stepSeconds / 1800) * shape * weekdayShare(day) * year * (1 + 0.00001 * i);
    return mean + gauss(next) * Math.sqrt(mean + 0.3) * 1.3;
  });
}
