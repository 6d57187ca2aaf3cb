import { homedir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { CommanderError } from 'commander';
import { usageFailure } from '../errors.ts';
import { createProgram } from './program.ts';
import { colorsFor } from './terminal/colors.ts';
import { wordFailure } from './terminal/failure.ts';
import { version } from './version.ts';
import type { Interruption, World } from './world.ts';

/** Runs the program in this process: the only place that sets the exit code. */
export async function main(): Promise<void> {
  leaveQuietlyWhenNobodyReads();
  process.exitCode = await run(process.argv.slice(2), {
    env: process.env,
    cwd: process.cwd(),
    homeDirectory: homedir(),
    platform: process.platform,
    stdin: () => process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    nowMs: Date.now,
    sleep: (ms, signal) => delay(ms, undefined, signal === undefined ? {} : { signal }),
    signal: interruptionSignal(),
  });
}

/** Runs one command line in a given world and returns its exit code. Words every failure for the user, here and nowhere else. */
export async function run(argv: readonly string[], world: World): Promise<number> {
  let exitCode = 0;
  const program = createProgram(world, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return 0;
    if (world.signal.aborted) return interrupted(world.signal.reason, world);
    // Help instead of a command was printed already.
    if (thrown instanceof CommanderError && thrown.code === 'commander.help') return 2;
    const { text, exitCode: failed } = wordFailure(thrown instanceof CommanderError ? asUsage(thrown, argv) : thrown, {
      json: argv.includes('--json'),
      verbose: argv.includes('--verbose'),
      version,
      colors: colorsFor({
        noColorFlag: argv.includes('--no-color'),
        env: world.env,
        isTTY: world.stderr.isTTY === true,
      }),
    });
    world.stderr.write(text);
    return failed;
  }
}

function asUsage(error: CommanderError, argv: readonly string[]) {
  const command = argv.find((word) => !word.startsWith('-'));
  const known = error.code !== 'commander.unknownCommand' && command !== undefined;
  return usageFailure(
    error.message.replace(/^error: /, '').replaceAll('\n', ' '),
    `see gcforecast ${known ? `${command} ` : ''}--help`,
  );
}

function interrupted({ signal, exitCode }: Interruption, world: World): number {
  world.stderr.write(`interrupted by ${signal}: files that were complete stay, nothing else was written\n`);
  return exitCode;
}

/** The first signal lets a command end in order, the second ends the process where it stands. */
function interruptionSignal(): AbortSignal {
  const controller = new AbortController();
  for (const [signal, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(exitCode);
      controller.abort({ signal, exitCode } satisfies Interruption);
    });
  }
  return controller.signal;
}

/** `gcforecast ... | head -1` closes the pipe while there is more to write: no fault, and nobody left to tell. */
function leaveQuietlyWhenNobodyReads(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
