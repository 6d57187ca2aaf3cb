import { readFileSync, statSync } from 'node:fs';

/**
 * The text of a file. A descriptor, `/dev/fd/3` or `/dev/stdin`, is read by its number, since one that is a socket cannot be opened by
 * its path. Throws the error of the system.
 */
export const readText = (path: string): string => readFileSync(descriptorIn(path) ?? path, 'utf8');

/** Permission bits of a file. What is no file, such as a pipe, can be read by nobody but who holds it. */
export function modeOf(path: string): number {
  if (descriptorIn(path) !== undefined) return 0;
  // What is not there is open to nobody; reading it says that it is not there.
  return (statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o777;
}

function descriptorIn(path: string): number | undefined {
  if (path === '/dev/stdin') return 0;
  const [, number] = /^\/dev\/fd\/(\d+)$/.exec(path) ?? [];
  return number === undefined ? undefined : Number(number);
}
