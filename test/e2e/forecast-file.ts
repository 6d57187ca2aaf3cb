import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { ForecastDocument } from '../../src/export/forecast-json.ts';
import type { TestWorld } from '../support/test-world.ts';

export const DEFAULT_OUTPUT = 'wfm_volume_forecast.csv';

/** One line of a forecast file, by the names of its header. */
type ForecastLine = Readonly<Record<string, string>>;

/** The lines of a forecast file without quoted cells. */
export function linesOf(csv: string): ForecastLine[] {
  const [header, ...lines] = csv
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  return lines.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i]])));
}

export const readOutput = (world: TestWorld, name = DEFAULT_OUTPUT): string =>
  readFileSync(join(world.cwd, name), 'utf8');

export const readDocument = (world: TestWorld, name: string): ForecastDocument => JSON.parse(readOutput(world, name));

export const volumes = (csv: string): number[] => linesOf(csv).map((line) => Number(line['forecasted_volume']));

export const starts = (csv: string): string[] => linesOf(csv).map((line) => line['interval_start']);

/** Every line has instants in UTC and 0 <= lower <= volume <= upper, and starts where the one before it ends. */
export function expectScheduleFile(csv: string): void {
  let end: string | undefined;
  for (const line of linesOf(csv)) {
    expect(line['interval_start']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(line['interval_end']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    if (end !== undefined) expect(line['interval_start']).toBe(end);
    end = line['interval_end'];
    const [lower, volume, upper] = ['confidence_lower', 'forecasted_volume', 'confidence_upper'].map((name) =>
      Number(line[name]),
    );
    expect(lower).toBeGreaterThanOrEqual(0);
    expect(volume).toBeGreaterThanOrEqual(lower);
    expect(upper).toBeGreaterThanOrEqual(volume);
  }
}
