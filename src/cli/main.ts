import { homedir } from 'node:os';
import { type Command, CommanderError } from 'commander';
import { usageFailure } from '../errors.ts';
import { createProgram } from './program.ts';
import { version } from './version.ts';
import type { Interruption, World } from './world.ts';

/** Runs the program in this process: the only place that sets the exit code. */
export async function main(): Promise<void> {
  process.exitCode = await run(process.argv.slice(2), {
    env: process.env,
    cwd: process.cwd(),
    get homeDirectory() {
      return homedir();
    },
    platform: process.platform,
    stdin: () => process.stdin,
    stdout: openedWhenUsed('stdout'),
    stderr: openedWhenUsed('stderr'),
    nowMs: Date.now,
    sleep: async (ms, signal) => {
      const { setTimeout: delay } = await import('node:timers/promises');
      await delay(ms, undefined, signal === undefined ? {} : { signal });
    },
    signal: interruptionSignal(),
  });
}

/** Runs one command line in a given world and returns its exit code. Words every failure for the user, here and nowhere else. */
export async function run(argv: readonly string[], world: World): Promise<number> {
  let exitCode = 0;
  const program = await createProgram(argv, world, (code) => {
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
    return explained(
      thrown instanceof CommanderError ? asUsage(thrown, commandIn(argv, program)) : thrown,
      argv,
      world,
    );
  }
}

/** Says on stderr what went wrong and returns the exit code. What words failures is loaded only for one. */
async function explained(thrown: unknown, argv: readonly string[], world: World): Promise<number> {
  const { wordFailure } = await import('./terminal/failure.ts');
  const { colorsFor } = await import('./terminal/colors.ts');
  const { text, exitCode } = wordFailure(thrown, {
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
  return exitCode;
}

function asUsage(error: CommanderError, command: string | undefined) {
  return usageFailure(
    error.message.replace(/^error: /, '').replaceAll('\n', ' '),
    `see gcforecast ${command === undefined ? '' : `${command} `}--help`,
  );
}

/** The command that was called; a word that is an option's value is not taken for one. */
const commandIn = (argv: readonly string[], program: Command): string | undefined =>
  program.commands.map((command) => command.name()).find((name) => argv.includes(name));

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

/**
 * A stream of this process that is opened when it is first used: each costs a millisecond of every start.
 * `gcforecast ... | head -1` closes the pipe while there is more to write: no fault, and nobody left to tell.
 */
function openedWhenUsed(name: 'stdout' | 'stderr'): World['stdout'] {
  let opened: NodeJS.WriteStream | undefined;
  const stream = (): NodeJS.WriteStream => {
    if (opened !== undefined) return opened;
    opened = process[name];
    opened.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
    return opened;
  };
  return {
    write: (text) => stream().write(text),
    get isTTY() {
      return stream().isTTY === true;
    },
    get columns() {
      // Terminals that do not know their width, as of some CI runners, say 0.
      return stream().columns || undefined;
    },
  };
}
