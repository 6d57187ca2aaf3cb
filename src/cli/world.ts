import type { Readable } from 'node:stream';
import type { RunNotes } from './run-notes.ts';

/** A stream for text, and what is known of the terminal behind it. */
interface OutputStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  /** Width of the terminal in characters; absent where there is none. */
  readonly columns?: number | undefined;
}

/** Everything outside the program, handed to every command, so that a test can be the world. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly homeDirectory: string;
  readonly platform: NodeJS.Platform;
  /** Opened only when asked for, since even an unused stream costs time at the start. */
  readonly stdin: () => Readable;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly nowMs: () => number;
  /** Resolves after `ms` milliseconds; rejects at once when `signal` is aborted. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** How this program is started: the executable and the arguments before those of a user. */
  readonly program: readonly [executable: string, ...before: string[]];
  /** Takes the record of a run that a scheduler has started, which tells others of it. */
  readonly handToScheduler?: ((record: object) => void) | undefined;
  /** What the run under way does, for its record. */
  readonly notes: RunNotes;
  /** Aborted when the user or the system asks the program to stop; the reason is an `Interruption`. */
  readonly signal: AbortSignal;
}

/** Why a run was asked to stop. */
export interface Interruption {
  readonly signal: 'SIGINT' | 'SIGTERM';
  /** 128 plus the number of the signal, as shells report it. */
  readonly exitCode: 130 | 143;
}
