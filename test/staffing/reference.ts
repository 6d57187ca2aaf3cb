import reference from '../../fixtures/reference/erlang/erlang-reference.json' with { type: 'json' };
import type { Demand } from '../../src/staffing/demand.ts';

/** Values at 50 digits by two independent methods; see fixtures/reference/erlang/README.md. */
export { reference };

export const demandOf = (row: { callsPerInterval: number; intervalS: number; ahtS: number }): Demand => ({
  contactsPerInterval: row.callsPerInterval,
  intervalSeconds: row.intervalS,
  ahtSeconds: row.ahtS,
});
