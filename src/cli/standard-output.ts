import { fstatSync, writeSync } from 'node:fs';
import type { World } from './world.ts';

/**
 * stdout or stderr of this process. What may be a terminal is opened as a stream when it is first used. Into files and pipes text
 * goes directly and at once, since a stream brings Node's network modules with it, a seventh of the whole start.
 * `gcforecast ... | head -1` closes the pipe while there is more to write: no fault, and nobody left to tell.
 */
export function standardOutput(name: 'stdout' | 'stderr'): World['stdout'] {
  const descriptor = name === 'stdout' ? 1 : 2;
  let opened: NodeJS.WriteStream | undefined;
  const stream = (): NodeJS.WriteStream => {
    if (opened !== undefined) return opened;
    opened = process[name];
    opened.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
    return opened;
  };
  let isDevice: boolean | undefined;
  const mayBeTerminal = (): boolean => {
    isDevice ??= fstatSync(descriptor).isCharacterDevice();
    return isDevice;
  };
  return {
    write: (text) => {
      const left = opened !== undefined || mayBeTerminal() ? Buffer.from(text) : leftByWriting(descriptor, text);
      if (left.length > 0) stream().write(left);
    },
    get isTTY() {
      return mayBeTerminal() && stream().isTTY === true;
    },
    get columns() {
      // Terminals that do not know their width, as of some CI runners, say 0.
      return mayBeTerminal() ? stream().columns || undefined : undefined;
    },
  };
}

/** Writes as much as is taken at once: somebody may have made a pipe one that refuses instead of letting wait. */
function leftByWriting(descriptor: number, text: string): Buffer {
  let left = Buffer.from(text);
  try {
    while (left.length > 0) left = left.subarray(writeSync(descriptor, left));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EPIPE') return Buffer.alloc(0);
    if (code !== 'EAGAIN') throw error;
  }
  return left;
}
