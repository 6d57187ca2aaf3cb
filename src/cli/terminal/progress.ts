import { printable } from './printable.ts';

/** Where progress is written: stderr. */
interface ProgressStream {
  write(text: string): unknown;
  /** Width of the terminal, absent where there is none. */
  readonly columns?: number | undefined;
}

/** `redraw`: one line that is written over; `log`: a plain line per phase and per 10 seconds; `silent`: nothing. */
export type ProgressMode = 'redraw' | 'log' | 'silent';

export interface Progress {
  /** Starts the next phase of the work, of `total` items when that is known. */
  phase(title: string, total?: number): void;
  /** So many more items of the phase are done. */
  advance(items?: number): void;
  /** Why the phase does not go on; shown until it does. */
  pause(reason: string): void;
  /** Writes other text to the same stream, such as a log line, without mixing it with the progress. */
  above(text: string): void;
}

interface ModeQuestion {
  /** Whether `--no-progress` was given. */
  readonly noProgressFlag: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly isTTY: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** How to show progress. Without a terminal only a verbose run tells any, so that a successful cron job stays silent. */
export function progressMode({ noProgressFlag, quiet, verbose, isTTY, env }: ModeQuestion): ProgressMode {
  if (noProgressFlag || quiet) return 'silent';
  if (isTTY && env['TERM'] !== 'dumb' && !env['CI']) return 'redraw';
  return verbose ? 'log' : 'silent';
}

/** Runs `work` with a reporter whose line is gone at the end, also when the work fails. `now` is in milliseconds. */
export async function withProgress<Result>(
  stream: ProgressStream,
  mode: ProgressMode,
  now: () => number,
  work: (progress: Progress) => Promise<Result>,
): Promise<Result> {
  if (mode === 'silent') return work(silentProgress(stream));
  if (mode === 'log') return work(loggedProgress(stream, now));
  const { progress, clear } = redrawnProgress(stream, now);
  try {
    return await work(progress);
  } finally {
    clear();
  }
}

const silentProgress = (stream: ProgressStream): Progress => ({
  phase: () => {},
  advance: () => {},
  pause: () => {},
  above: (text) => void stream.write(text),
});

const LOG_EVERY_MS = 10_000;
const REDRAW_EVERY_MS = 100;
const DEFAULT_COLUMNS = 80;
const CLEAR_LINE = '\r\u001B[2K';

interface Phase {
  readonly title: string;
  readonly total: number | undefined;
  readonly done: number;
}

function stateOf({ title, total, done }: Phase): string {
  if (total === undefined) return done === 0 ? title : `${title} ${done}`;
  const percent = total > 0 ? ` (${Math.floor((100 * done) / total)} %)` : '';
  return `${title} ${done}/${total}${percent}`;
}

function loggedProgress(stream: ProgressStream, now: () => number): Progress {
  let current: Phase = { title: '', total: undefined, done: 0 };
  let writtenAtMs = now();
  const write = (): void => {
    stream.write(`${stateOf(current)}\n`);
    writtenAtMs = now();
  };
  return {
    phase(title, total) {
      current = { title: printable(title), total, done: 0 };
      write();
    },
    advance(items = 1) {
      current = { ...current, done: current.done + items };
      if (now() - writtenAtMs >= LOG_EVERY_MS) write();
    },
    pause: (reason) => void stream.write(`${printable(reason)}\n`),
    above: (text) => void stream.write(text),
  };
}

function redrawnProgress(stream: ProgressStream, now: () => number): { progress: Progress; clear: () => void } {
  let current: Phase | undefined;
  let pausedBy: string | undefined;
  let drawnAtMs = Number.NEGATIVE_INFINITY;
  const shown = (): string | undefined => pausedBy ?? (current === undefined ? undefined : stateOf(current));
  const draw = (): void => {
    const text = shown();
    if (text === undefined) return;
    // A line that fills the last column would wrap, and could not be cleared any more.
    const room = (stream.columns ?? DEFAULT_COLUMNS) - 1;
    stream.write(CLEAR_LINE + text.slice(0, Math.max(0, room)));
    drawnAtMs = now();
  };
  const clear = (): void => {
    if (shown() !== undefined) stream.write(CLEAR_LINE);
  };
  const progress: Progress = {
    phase(title, total) {
      current = { title: printable(title), total, done: 0 };
      pausedBy = undefined;
      draw();
    },
    advance(items = 1) {
      if (current === undefined) return;
      current = { ...current, done: current.done + items };
      const goesOn = pausedBy !== undefined;
      pausedBy = undefined;
      if (goesOn || now() - drawnAtMs >= REDRAW_EVERY_MS) draw();
    },
    pause(reason) {
      pausedBy = printable(reason);
      draw();
    },
    above(text) {
      clear();
      stream.write(text);
      draw();
    },
  };
  return { progress, clear };
}
