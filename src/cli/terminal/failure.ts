import { inspect } from 'node:util';
import { Failure } from '../../errors.ts';
import type { Colors } from './colors.ts';
import { printable, printableLines } from './printable.ts';

interface FailureLook {
  /** One JSON line instead of text. */
  readonly json: boolean;
  /** Also shows where in the program it happened. */
  readonly verbose: boolean;
  /** Version of gcforecast, which a report of a defect needs. */
  readonly version: string;
  readonly colors: Colors;
}

interface Wording {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly exitCode: number;
  readonly correlationId: string | null;
}

/**
 * Words whatever was thrown for stderr, with a line break at the end, and names the exit code. Only a Failure is the user's
 * matter; anything else is a defect of gcforecast.
 */
export function wordFailure(thrown: unknown, look: FailureLook): { text: string; exitCode: number } {
  const wording = thrown instanceof Failure ? wordingOf(thrown) : defectWording(thrown, look.version);
  const stack = look.verbose ? stackOf(thrown) : undefined;
  const text = look.json ? asJson(wording, stack) : asText(wording, stack, look.colors);
  return { text, exitCode: wording.exitCode };
}

const wordingOf = ({ code, message, hint, exitCode, correlationId }: Failure): Wording => ({
  code,
  message: printable(message),
  hint: hint === undefined ? null : printableLines(hint),
  exitCode,
  correlationId: correlationId === undefined ? null : printable(correlationId),
});

function defectWording(thrown: unknown, version: string): Wording {
  const said = thrown instanceof Error ? thrown.message || thrown.name : inspect(thrown);
  return {
    code: 'GCF-DEFECT',
    message: `a defect of gcforecast: ${printable(said)}`,
    hint: `please report it with the version, ${version}; run again with --verbose to see where it happened`,
    exitCode: 1,
    correlationId: null,
  };
}

/** A defect tells where it was thrown, a Failure where its cause was. */
function stackOf(thrown: unknown): string | undefined {
  const error = thrown instanceof Failure ? thrown.cause : thrown;
  return error instanceof Error && error.stack !== undefined ? printableLines(error.stack) : undefined;
}

const asJson = (wording: Wording, stack: string | undefined): string =>
  `${JSON.stringify({ error: { ...wording, stack } })}\n`;

function asText({ message, hint, correlationId }: Wording, stack: string | undefined, colors: Colors): string {
  const identified = correlationId === null ? message : `${message} (correlation id ${correlationId})`;
  const lines = [`${colors.red('error:')} ${identified}`];
  if (hint !== null) lines.push(`${colors.cyan('hint:')} ${hint.replaceAll('\n', '\n      ')}`);
  if (stack !== undefined) lines.push(stack);
  return `${lines.join('\n')}\n`;
}
