import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { credibility } from '../../../src/models/handle-time/credibility.ts';

// Hachemeister (1975): average bodily injury claims and their number in five states of the USA over twelve quarters, as in the
// R package actuar, data set `hachemeister`.
const RATIOS = [
  [1738, 1642, 1794, 2051, 2079, 2234, 2032, 2035, 2115, 2262, 2267, 2517],
  [1364, 1408, 1597, 1444, 1342, 1675, 1470, 1448, 1464, 1831, 1612, 1471],
  [1759, 1685, 1479, 1763, 1674, 2103, 1502, 1622, 1828, 2155, 2233, 2059],
  [1223, 1146, 1010, 1257, 1426, 1532, 1953, 1123, 1343, 1243, 1762, 1306],
  [1456, 1499, 1609, 1741, 1482, 1572, 1606, 1735, 1607, 1573, 1613, 1690],
];
const WEIGHTS = [
  [7861, 9251, 8706, 8575, 7917, 8263, 9456, 8003, 7365, 7832, 7849, 9077],
  [1622, 1742, 1523, 1515, 1622, 1602, 1964, 1515, 1527, 1748, 1654, 1861],
  [1147, 1357, 1329, 1204, 998, 1077, 1277, 1218, 896, 1003, 1108, 1121],
  [407, 396, 348, 341, 315, 328, 352, 331, 287, 384, 321, 342],
  [2902, 3172, 3046, 3068, 2693, 2910, 3275, 2697, 2663, 3017, 3242, 3425],
];

const rounded = (values: Iterable<number>, digits: number) => [...values].map((value) => Number(value.toFixed(digits)));

describe('credibility', () => {
  // summary(cm(~state, hachemeister, ratios = ratio.1:ratio.12, weights = weight.1:weight.12)), printed in the vignette
  // "Credibility theory features of actuar".
  it('is that of the R package actuar on the data of Hachemeister', () => {
    const observations = RATIOS.flatMap((row, cell) =>
      row.map((ratio, i) => ({ cell, amount: ratio * WEIGHTS[cell][i], exposure: WEIGHTS[cell][i] })),
    );
    const { withinVariance, betweenVariance, factors, ratios } = credibility(observations);
    expect(withinVariance).toBeCloseTo(139120026, -0.5);
    expect(betweenVariance).toBeCloseTo(89638.73, 2);
    expect(rounded(ratios.values(), 3)).toEqual([2060.921, 1511.224, 1805.843, 1352.976, 1599.829]);
    expect(rounded(factors.values(), 7)).toEqual([0.9847404, 0.9276352, 0.8984754, 0.7279092, 0.9587911]);
  });
  it('is none when cells differ by less than chance, or chance cannot be told', () => {
    const same = [10, 20, 20, 10].map((amount, i) => ({ cell: i % 2, amount, exposure: 1 }));
    const once = [10, 20].map((amount, cell) => ({ cell, amount, exposure: 1 }));
    const single = [10, 20].map((amount) => ({ cell: 0, amount, exposure: 1 }));
    for (const observations of [same, once, single])
      expect([...credibility(observations).factors.values()].every((factor) => factor === 0)).toBe(true);
  });
  it('is full when nothing varies within the cells', () => {
    const exact = [10, 20, 10, 20].map((amount, i) => ({ cell: i % 2, amount, exposure: 1 }));
    expect([...credibility(exact).factors.values()]).toEqual([1, 1]);
  });
  it('lies between 0 and 1, and is higher where more was seen', () => {
    const observation = fc.record({
      cell: fc.integer({ min: 0, max: 4 }),
      amount: fc.double({ min: 0, max: 1000, noNaN: true }),
      exposure: fc.double({ min: 0.1, max: 100, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(observation, { minLength: 2, maxLength: 40 }), (observations) => {
        const { factors } = credibility(observations);
        const exposureOf = (cell: number) =>
          observations.filter((one) => one.cell === cell).reduce((sum, one) => sum + one.exposure, 0);
        const byExposure = [...factors].sort(([a], [b]) => exposureOf(a) - exposureOf(b)).map(([, factor]) => factor);
        for (const [i, factor] of byExposure.entries()) {
          expect(factor).toBeGreaterThanOrEqual(i === 0 ? 0 : byExposure[i - 1] - 1e-12);
          expect(factor).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
