import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { damaged, explained } from './store-failure.ts';

/**
 * The content of a file of the store; undefined when there is none. Fails with exit code 5, naming the file, when it does
 * not hold what the store writes there.
 */
export function readJsonFile<Schema extends z.ZodMiniType>(path: string, schema: Schema): z.infer<Schema> | undefined {
  const text = readIfThere(path);
  if (text === undefined) return undefined;
  const read = z.safeDecode(schema, parsed(text, path));
  if (!read.success) throw damaged(path, 'it is not what the store writes there', MOVE_AWAY, read.error);
  return read.data;
}

const MOVE_AWAY = 'move its folder away and fetch or import this history again';

function parsed(text: string, path: string): never {
  try {
    return JSON.parse(text) as never;
  } catch (error) {
    throw damaged(path, 'it is not JSON', MOVE_AWAY, error);
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw explained(error, 'read', path);
  }
}
