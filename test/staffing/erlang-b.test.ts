import fc from 'fast-check';
import { expect, test } from 'vitest';
import { erlangB } from '../../src/staffing/erlang-b.ts';
import { reference } from './reference.ts';
import { relativeError } from './relative-error.ts';

test.each(reference.erlangB)('$servers agents, $load Erlangs: the reference value', ({ servers, load, blocking }) => {
  expect(relativeError(erlangB(servers, load), blocking)).toBeLessThan(1e-12);
});

test.each(reference.erlangBFractionalServers)(
  'fractional agents, $servers at $load Erlangs: the reference value',
  ({ servers, load, blocking }) => {
    expect(relativeError(erlangB(servers, load), blocking)).toBeLessThan(1e-12);
  },
);

test('one agent more or less follows the recurrence 1/B(n) = 1 + n/(a B(n - 1)), whole and fractional, at any load', () => {
  const agents = fc.double({ min: 1.00001, max: 10_000, noNaN: true });
  const load = fc.double({ min: 1e-9, max: 30_000, noNaN: true });
  fc.assert(
    fc.property(agents, load, (n, a) => {
      const previous = erlangB(n - 1, a);
      fc.pre(previous > 1e-290);
      expect(relativeError(erlangB(n, a), 1 / (1 + n / (a * previous)))).toBeLessThan(1e-12);
    }),
    { numRuns: 2000 },
  );
});

test('half an agent at tiny loads: Γ(3/2, a) is all but Γ(3/2), so B is a^½ / Γ(3/2) times 1 - a and closer', () => {
  for (const load of [1e-12, 1e-40, 1e-200]) {
    expect(relativeError(erlangB(0.5, load), Math.sqrt(load) / (Math.sqrt(Math.PI) / 2))).toBeLessThan(2e-12);
  }
});

test('without agents everybody is blocked, without load nobody is', () => {
  expect([erlangB(0, 5), erlangB(3, 0), erlangB(0.5, 0)]).toEqual([1, 0, 0]);
});

test.each([
  [-1, 5],
  [Number.NaN, 5],
  [Number.POSITIVE_INFINITY, 5],
  [2_000_000, 5],
  [5, -1],
  [5, Number.NaN],
  [5, Number.POSITIVE_INFINITY],
])('%d agents at %d Erlangs are refused', (agents, load) => {
  expect(() => erlangB(agents, load)).toThrow(RangeError);
});
