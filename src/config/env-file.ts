import type { Problem } from './problem.ts';
import { type ReadTextFile, textOrReason } from './text-file.ts';

export interface EnvFile {
  readonly variables: Readonly<Record<string, string>>;
  /** For a list of the places that were searched. */
  readonly place: string;
  readonly problem?: Problem;
}

// A folder called .env is a Python environment, not a mistake.
const HARMLESS = new Set(['ENOENT', 'ENOTDIR', 'EISDIR']);

/**
 * The variables of an env file at `path`, called `label` in messages. When `named` by the user it has to exist; the default
 * file need not, but has to be readable when it does.
 */
export async function readEnvFile(
  path: string,
  label: string,
  named: boolean,
  readTextFile: ReadTextFile,
): Promise<EnvFile> {
  const text = await textOrReason(readTextFile, path);
  if (typeof text === 'string') {
    // A bundled CommonJS package has nothing but its default export.
    const { default: dotenv } = await import('dotenv');
    return { variables: dotenv.parse(text), place: `file ${label}` };
  }
  const missing = { variables: {}, place: `file ${label} (not there)` };
  if (!named && HARMLESS.has(text.code)) return missing;
  const hint = text.code === 'ENOENT' ? 'check the path, or leave --env-file out' : 'check its permissions';
  return { ...missing, problem: { message: `cannot read env file ${label} (${text.code})`, hint } };
}
