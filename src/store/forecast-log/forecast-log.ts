import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { isoInstant } from '../../series/iso-instant.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import { parsedJson } from '../parsed-json.ts';
import { replaceWhole } from '../volumes/durable-file.ts';
import { damaged, explained } from '../volumes/store-failure.ts';
import { type KeptForecast, keptForecast } from './kept-forecast.ts';

/** As many of the newest forecasts are kept, and none that was made so many days before the newest. */
const KEPT = { forecasts: 1000, days: 400 };
const DAY_SECONDS = 86_400;
const NAME = /^\d{8}T\d{6}Z-[0-9a-f]{12}\.json\.gz$/;

/**
 * Adds a forecast to the log in a folder: one file each, whole or not there. The same forecast made again at the same time takes the
 * place of the one before. Forecasts beyond the newest thousand, or from more than 400 days before the newest one, go. Fails with
 * exit code 2 when the file system refuses.
 */
export function keepForecast(folder: string, forecast: KeptForecast): void {
  const path = join(folder, nameOf(forecast));
  try {
    mkdirSync(folder, { recursive: true });
    replaceWhole(path, gzipSync(JSON.stringify(forecast), { level: 1 }));
    prune(folder);
  } catch (error) {
    throw explained(error, 'write', path);
  }
}

/** The forecasts in a log, oldest first; none where there is no log. Fails with exit code 5 for a file that is not whole. */
export function keptForecasts(folder: string): KeptForecast[] {
  return namesIn(folder).map((name) => {
    const path = join(folder, name);
    const read = keptForecast.safeParse(parsedJson(unpacked(path)));
    if (read.success) return read.data;
    throw damaged(path, 'it is not what the forecast log writes', REMOVE, read.error);
  });
}

const REMOVE = 'remove it: only what it says of how good that forecast was is lost';

/** When it was made, and what all forecasts that take its place have in common. */
function nameOf({ asOf, series, ...made }: KeptForecast): string {
  const identity = [made.granularity, made.timeZone, made.metric, made.intervalWidthFraction];
  const parts = series.map(({ key, model, start, forecast }) => [key, model, start, forecast.length]);
  const hash = createHash('sha256')
    .update(JSON.stringify([identity, parts]))
    .digest('hex')
    .slice(0, 12);
  return `${stamp(asOf)}-${hash}.json.gz`;
}

/** Sorts by time. */
const stamp = (instant: EpochSeconds): string => isoInstant(Math.floor(instant)).replaceAll(/[-:]/g, '');

function prune(folder: string): void {
  const names = namesIn(folder);
  const newest = names[names.length - 1];
  const oldestStamp = stamp(instantOf(newest) - KEPT.days * DAY_SECONDS);
  const gone = names.filter((name, i) => i < names.length - KEPT.forecasts || name < oldestStamp);
  for (const name of gone) rmSync(join(folder, name), { force: true });
}

const instantOf = (name: string): EpochSeconds =>
  Date.parse(name.slice(0, 16).replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5')) / 1000;

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => NAME.test(name))
      .sort();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw explained(error, 'read', folder);
  }
}

function unpacked(path: string): string {
  let packed: Buffer;
  try {
    packed = readFileSync(path);
  } catch (error) {
    throw explained(error, 'read', path);
  }
  try {
    return gunzipSync(packed).toString('utf8');
  } catch (error) {
    throw damaged(path, 'it is not whole', REMOVE, error);
  }
}
