import { type Command, CommanderError } from 'commander';
import { type Failure, usageFailure } from '../errors.ts';

/**
 * Reads a command line with `program` as if it were to run, and runs nothing: the command that it calls. Fails with exit code 2 for what could
 * not run.
 */
export async function parsedOnly(program: Command, argv: readonly string[]): Promise<string> {
  let called: string | undefined;
  for (const command of withSubcommands(program)) {
    if (command.commands.length === 0)
      command.action(() => {
        called = command.name();
      });
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0 || error.code === 'commander.help') throw doesNothing(error);
    const message = error.message.replace(/^error: /, '').replaceAll('\n', ' ');
    throw usageFailure(`the scheduled command cannot run: ${message}`, 'try it first without schedule', error);
  }
  if (called !== undefined) return called;
  throw doesNothing();
}

const doesNothing = (cause?: CommanderError): Failure =>
  usageFailure('there is no command to schedule', 'write it after --, for example: -- forecast --days 30', cause);

const withSubcommands = (command: Command): readonly Command[] => [
  command,
  ...command.commands.flatMap(withSubcommands),
];
