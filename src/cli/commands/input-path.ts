import { resolve } from 'node:path';
import type { World } from '../world.ts';

const STDIN = '-';

/** Where a file lies that a run is to read, noted for its record; `-`, which is stdin, stays as it is. */
export function inputPath(source: string, world: World): string {
  const path = source === STDIN ? STDIN : resolve(world.cwd, source);
  world.notes.inputs.add(path);
  return path;
}
