import { isoInstant } from '../series/iso-instant.ts';
import type { StaffingResult, StaffingRow } from './staffing-result.ts';

/** The document `gcforecast/staffing@1`: instants in UTC, numbers unrounded, null where a measure is not defined. */
export function staffingDocument(result: StaffingResult): object {
  const { rows, hasSeveralSeries, ...madeFor } = result;
  return {
    schema: 'gcforecast/staffing@1',
    ...madeFor,
    intervals: rows.map((row) => ({ ...(hasSeveralSeries ? { key: row.key } : {}), ...fieldsOf(row) })),
  };
}

function fieldsOf({ key: _, start, end, ...numbers }: StaffingRow): Record<string, string | number | boolean | null> {
  const entries = Object.entries(numbers).map(([name, value]) => [name, value ?? null]);
  return {
    start: start === undefined ? null : isoInstant(start),
    end: end === undefined ? null : isoInstant(end),
    ...Object.fromEntries(entries),
  };
}
