import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { usageFailure } from '../../../errors.ts';
import type { World } from '../../world.ts';

/** Questions to the person at the terminal, one after the other. */
export interface Dialogue {
  ask(question: string): Promise<string>;
  /** Nothing of the answer is shown. */
  askHidden(question: string): Promise<string>;
  end(): void;
}

/** Opens the terminal of this world. Its input is taken key by key, so that what is typed shows only where it should. */
export function openDialogue(world: World): Dialogue {
  // What is typed before its question comes is not shown either, since it may be the secret.
  let isShown = false;
  const screen = new Writable({
    write(chunk, _encoding, done) {
      if (isShown) world.stderr.write(String(chunk));
      done();
    },
  });
  const input = createInterface({ input: world.stdin(), output: screen, terminal: true, signal: world.signal });
  const lines = input[Symbol.asyncIterator]();
  input.on('line', () => {
    isShown = false;
  });
  // Ctrl-C is a key here, since the terminal passes every key on.
  input.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));

  const nextLine = async (): Promise<string> => {
    const { value, done } = await lines.next();
    world.signal.throwIfAborted();
    if (done === true) throw usageFailure('the input ended before the last question', 'see gcforecast init --help');
    return value.trim();
  };
  return {
    async ask(question) {
      isShown = true;
      input.setPrompt(`${question} `);
      input.prompt();
      return nextLine();
    },
    async askHidden(question) {
      world.stderr.write(`${question} `);
      try {
        return await nextLine();
      } finally {
        world.stderr.write('\n');
      }
    },
    end: () => input.close(),
  };
}
