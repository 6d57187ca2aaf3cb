import { readFileSync } from 'node:fs';

const DAY_MS = 86_400_000;

/**
 * Reads a file of fixtures/data/ with the columns `ds` (a UTC day) and `y`, and `id` when it holds several series: the
 * values of `id` from `firstDay` to `lastDay`, both included, one for each day. Throws when a day is missing.
 */
export function dailyVolumes(file: string, id: string | undefined, firstDay: string, lastDay: string): Int32Array {
  const text = readFileSync(new URL(`../../fixtures/data/${file}`, import.meta.url), 'utf8');
  const [header = '', ...lines] = text.trimEnd().split(/\r?\n/);
  const columns = header.split(',');
  const cell = (line: string, column: string): string | undefined => line.split(',')[columns.indexOf(column)];
  const values = new Map(
    lines.filter((line) => cell(line, 'id') === id).map((line) => [cell(line, 'ds'), cell(line, 'y')]),
  );
  const days = (Date.parse(lastDay) - Date.parse(firstDay)) / DAY_MS + 1;
  return Int32Array.from({ length: days }, (_, i) => {
    const day = new Date(Date.parse(firstDay) + i * DAY_MS).toISOString().slice(0, 10);
    const value = values.get(day);
    if (value === undefined || !/^\d+$/.test(value)) throw new Error(`${file} has no count for ${day}`);
    return Number(value);
  });
}
