import { parse } from 'dotenv';
import { usageFailure } from '../../../errors.ts';
import { writeFile } from '../../../export/write-file.ts';

const ONLY_ITS_OWNER = 0o600;

/**
 * Writes variables to an env file that only its owner can read, in a form that reading it gives back. It is no output of the run: a
 * record that others may read is no place for the digest of secrets.
 */
export async function writeEnvFile(
  path: string,
  variables: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<void> {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${quoted(value)}\n`);
  const text = `# Written by gcforecast init. Keep it to yourself and out of version control.\n${lines.join('')}`;
  const read = parse(text);
  const lost = Object.keys(variables).find((name) => read[name] !== variables[name]);
  if (lost !== undefined) throw usageFailure(`${lost} cannot be written to an env file`, 'set it in the environment');
  await writeFile(path, text, signal, ONLY_ITS_OWNER);
}

/** In the first kind of quotes that the value does not hold. */
function quoted(value: string): string {
  if (/^[\w.:/-]+$/.test(value)) return value;
  const quote = ["'", '`', '"'].find((mark) => !value.includes(mark)) ?? "'";
  return `${quote}${value}${quote}`;
}
