import { createInterface } from 'node:readline/promises';
import { PassThrough } from 'node:stream';
import { usageFailure } from '../../errors.ts';
import type { World } from '../world.ts';

/** Whether the user agrees, on a terminal, to what `command` is about to do. Fails with exit code 2 where nobody can be asked. */
export async function confirmed(question: string, command: string, world: World): Promise<boolean> {
  if (world.stderr.isTTY !== true)
    throw usageFailure(
      `${command} asks for consent, and this is no terminal`,
      'give --yes where nobody is to be asked',
    );
  world.stderr.write(`${question} [y/N] `);
  const lines = createInterface({ input: world.stdin(), output: new PassThrough() });
  try {
    return /^y(es)?$/i.test((await lines.question('', { signal: world.signal })).trim());
  } finally {
    lines.close();
  }
}
