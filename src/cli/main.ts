import { homedir } from 'node:os';
import { type Command, CommanderError } from 'commander';
import { usageFailure } from '../errors.ts';
import { isRecordWanted } from './keeps-records.ts';
import { createProgram } from './program.ts';
import { runNotes } from './run-notes.ts';
import { standardOutput } from './standard-output.ts';
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
    stdout: standardOutput('stdout'),
    stderr: standardOutput('stderr'),
    nowMs: Date.now,
    sleep: async (ms, signal) => {
      const { setTimeout: delay } = await import('node:timers/promises');
      await delay(ms, undefined, signal === undefined ? {} : { signal });
    },
    program: [process.execPath, ...process.execArgv, process.argv[1] ?? ''],
    signal: interruptionSignal(),
    handToScheduler: schedulerOf(process),
  });
}

/** Runs one command line in a given world, leaves its record and returns its exit code. */
export async function run(argv: readonly string[], outside: Omit<World, 'notes'>): Promise<number> {
  const world = { ...outside, notes: runNotes() };
  const exitCode = await runCommand(argv, world);
  if (isRecordWanted(world)) {
    const { leaveRecord } = await import('./commands/record/leave-record.ts');
    await leaveRecord(exitCode, world);
  }
  return exitCode;
}

/** Words every failure for the user, here and nowhere else. */
async function runCommand(argv: readonly string[], world: World): Promise<number> {
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
    world.notes.failure = thrown;
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

/** The command that was called, as `route apply`; a word that is an option's value is not taken for one. */
function commandIn(argv: readonly string[], program: Command): string | undefined {
  const named = (word: string) => program.commands.find((command) => command.name() === word);
  const called = argv.map(named).find((command) => command !== undefined);
  if (called === undefined) return undefined;
  const below = commandIn(argv, called);
  return below === undefined ? called.name() : `${called.name()} ${below}`;
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

/**
 * Where a scheduler that has started this process waits for its record. A run whose scheduler is gone ends as if it had been asked to:
 * nobody would know of it, and the next scheduler starts another.
 */
function schedulerOf({ env, send, channel }: NodeJS.Process): World['handToScheduler'] {
  if (env['SCHEDULED_BY_GCFORECAST'] !== '1' || send === undefined) return undefined;
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  channel?.unref();
  return (record) => void process.send?.(record);
}
