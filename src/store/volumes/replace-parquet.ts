import { mkdirSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { asideFile, removeAbandoned } from '../../aside-file.ts';
import { moveIntoPlace } from './durable-file.ts';
import { withEngine } from './engine.ts';
import { explained } from './store-failure.ts';

/**
 * Replaces a file by what `write` makes of it, with an engine of its own, in a folder beside it: whatever happens, `path` holds the old
 * content or the new one, and what a killed process has left there goes. Fails with exit code 2 when the file system refuses.
 */
export async function replaceParquet<Result>(
  path: string,
  write: (connection: DuckDBConnection, aside: string) => Promise<Result>,
): Promise<Result> {
  const target = resolve(path);
  const folder = dirname(target);
  const scratch = asideFile(folder);
  try {
    mkdirSync(scratch);
    const result = await replacedBy(write, scratch, target);
    removeAbandoned(folder);
    return result;
  } catch (error) {
    throw explained(error, 'write', path);
  }
}

async function replacedBy<Result>(
  write: (connection: DuckDBConnection, aside: string) => Promise<Result>,
  scratch: string,
  target: string,
): Promise<Result> {
  const aside = join(scratch, basename(target));
  try {
    const result = await withEngine(scratch, (connection) => write(connection, aside));
    moveIntoPlace(aside, target);
    return result;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
