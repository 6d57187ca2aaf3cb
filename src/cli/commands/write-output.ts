import { resolve } from 'node:path';
import { type Content, writeFile } from '../../export/write-file.ts';
import type { World } from '../world.ts';

/** Writes a result where the user wants it, aside and renamed, and notes it for the record of the run. */
export async function writeOutput(path: string, content: Content, world: World): Promise<void> {
  const absolute = resolve(world.cwd, path);
  await writeFile(absolute, content, world.signal);
  world.notes.outputs.add(absolute);
}
