import { createHash } from 'node:crypto';
import { chmod, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';
import { asideFile, removeAbandoned } from '../aside-file.ts';
import { type Failure, usageFailure } from '../errors.ts';
import { systemErrorCode } from './system-error.ts';

const cachedToken = z.object({
  accessToken: z.string().check(z.minLength(1)),
  /** Milliseconds since 1970 from which the token is not to be used any more. */
  renewAtMs: z.number(),
});

export type CachedToken = z.infer<typeof cachedToken>;

/** Where the token of one OAuth client at one login host lies; the name tells neither. */
export function tokenFile(homeDirectory: string, loginUrl: string, clientId: string): string {
  const key = createHash('sha256')
    .update(`${new URL(loginUrl).host}\n${clientId}`)
    .digest('hex');
  return join(homeDirectory, 'tokens', `${key.slice(0, 32)}.json`);
}

/**
 * The token in `file`; undefined when there is none, when others may read it, or when it is damaged. Throws a usage Failure
 * when the file cannot be reached.
 */
export async function readToken(file: string): Promise<CachedToken | undefined> {
  const text = await readPrivateFile(file);
  if (text === undefined) return undefined;
  try {
    return cachedToken.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Writes aside and renames, so that a reader sees the old token or the new one; only its owner may read it. Throws a usage
 * Failure when the folder cannot be written to.
 */
export async function writeToken(file: string, token: CachedToken): Promise<void> {
  const directory = dirname(file);
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await chmod(directory, 0o700);
    await replacePrivately(file, JSON.stringify(token));
    removeAbandoned(directory);
  } catch (error) {
    throw unusable(file, error);
  }
}

async function replacePrivately(file: string, text: string): Promise<void> {
  const aside = asideFile(dirname(file));
  try {
    await writeFile(aside, text, { mode: 0o600, flag: 'wx' });
    await rename(aside, file);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

const unusable = (file: string, error: unknown): Failure =>
  usageFailure(
    `cannot keep the access token in ${file}: ${systemErrorCode(error) ?? error}`,
    'Give --home a folder that you may write to.',
    error,
  );

async function readPrivateFile(file: string): Promise<string | undefined> {
  const handle = await openIfThere(file);
  if (handle === undefined) return undefined;
  try {
    const { mode } = await handle.stat();
    // Windows has no such bits: there the profile directory keeps others out.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) return undefined;
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

async function openIfThere(file: string) {
  try {
    return await open(file, 'r');
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw unusable(file, error);
  }
}
