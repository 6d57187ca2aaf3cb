import { readFileSync } from 'node:fs';
import type { Hierarchy, HierarchyValues } from '../../../src/models/reconciliation/hierarchy.ts';

type Rows = (number | null)[][];
interface StoredValues {
  bottom: Rows;
  aggregates: Rows;
}
interface StoredCase {
  name: string;
  aggregates: number[][];
  residuals: StoredValues;
  base: StoredValues;
  shrinkage: number;
  unconstrained: number[][];
  nonNegative: number[][];
}

/** A case of fixtures/reference/reconciliation; results are the bottom series by interval. */
export interface ReferenceCase {
  readonly name: string;
  readonly hierarchy: Hierarchy;
  readonly residuals: HierarchyValues;
  readonly base: HierarchyValues;
  readonly shrinkage: number;
  readonly unconstrained: readonly (readonly number[])[];
  readonly nonNegative: readonly (readonly number[])[];
}

const FILE = new URL('../../../fixtures/reference/reconciliation/reconciliation.json', import.meta.url);

const series = (rows: Rows): Float64Array[] =>
  rows.map((row) => Float64Array.from(row, (value) => value ?? Number.NaN));

const values = ({ bottom, aggregates }: StoredValues): HierarchyValues => ({
  bottom: series(bottom),
  aggregates: series(aggregates),
});

export function referenceCases(): ReferenceCase[] {
  const { cases }: { cases: StoredCase[] } = JSON.parse(readFileSync(FILE, 'utf8'));
  return cases.map(({ aggregates, residuals, base, ...rest }) => ({
    ...rest,
    hierarchy: { bottomCount: base.bottom.length, aggregates },
    residuals: values(residuals),
    base: values(base),
  }));
}
