// The bounds are held against an independent numerical inversion in reference.test.ts; here are the law's own properties.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { halfWidths } from '../../../src/models/prophet/trend-uncertainty.ts';
import { sampleSize } from '../../support/sample-size.ts';

const leads = Float64Array.from({ length: 40 }, (_, i) => (i + 1) / 40);
const law = fc.record({
  noise: fc.double({ min: 1e-4, max: 1, noNaN: true }),
  changeRate: fc.integer({ min: 1, max: 60 }),
  changeScale: fc.double({ min: 1e-8, max: 2, noNaN: true }),
});

/** Mulberry32: a seeded generator of uniform numbers. */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** One draw of Prophet's simulation: Poisson many changes, uniform places, Laplace sizes, normal noise. */
function draw(lead: number, noise: number, rate: number, scale: number, next: () => number): number {
  let value = noise * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const gap = () => -Math.log(1 - next()) / rate;
  for (let at = gap(); at < lead; at += gap()) {
    const u = next() - 0.5;
    value += -scale * Math.sign(u) * Math.log(1 - 2 * Math.abs(u)) * (lead - at);
  }
  return value;
}

describe('half-widths of the prediction interval', () => {
  it('hold the stated share of simulated futures', () => {
    const next = uniform(7);
    const [lead, noise, rate, scale] = [0.5, 0.05, 25, 0.1];
    const [width] = halfWidths(Float64Array.of(lead), 0.8, { noise, changeRate: rate, changeScale: scale });
    const draws = 200_000;
    let inside = 0;
    for (let i = 0; i < draws; i++) if (Math.abs(draw(lead, noise, rate, scale, next)) <= width) inside++;
    // Five standard errors of a share of 0.8 in 200,000 draws.
    expect(Math.abs(inside / draws - 0.8)).toBeLessThan(5 * Math.sqrt((0.8 * 0.2) / draws));
  });
  it('grow with the lead and with the level, and are never below the noise alone', () => {
    fc.assert(
      fc.property(law, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (given, level) => {
        const widths = halfWidths(leads, level, given);
        const wider = halfWidths(leads, level + 0.04, given);
        const [noiseOnly] = halfWidths(Float64Array.of(0), level, given);
        for (let i = 0; i < leads.length; i++) {
          expect(widths[i]).toBeGreaterThan(noiseOnly * (1 - 1e-9));
          expect(wider[i]).toBeGreaterThan(widths[i]);
          if (i > 0) expect(widths[i]).toBeGreaterThan(widths[i - 1] * (1 - 1e-9));
        }
      }),
      { numRuns: sampleSize(15, 50) },
    );
  });
  it('scale with the unit of the history', () => {
    fc.assert(
      fc.property(law, fc.double({ min: 0.01, max: 100, noNaN: true }), (given, factor) => {
        const scaled = { ...given, noise: given.noise * factor, changeScale: given.changeScale * factor };
        const widths = halfWidths(leads, 0.8, given);
        const expected = halfWidths(leads, 0.8, scaled);
        for (let i = 0; i < leads.length; i++) expect(expected[i] / factor / widths[i]).toBeCloseTo(1, 8);
      }),
      { numRuns: sampleSize(15, 50) },
    );
  });
  it('stay finite when there is all but no noise', () => {
    for (const width of halfWidths(leads, 0.8, { noise: 1e-12, changeRate: 25, changeScale: 0.1 })) {
      expect(width).toBeGreaterThan(0);
      expect(width).toBeLessThan(10);
    }
  });
});
