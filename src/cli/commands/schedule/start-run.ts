import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { type RunRecord, runRecord } from '../../../export/run-record.ts';
import type { Interruption, World } from '../../world.ts';

/** How a run that was started has ended. */
export interface EndedRun {
  /** 128 plus its number where a signal ended it, as shells report it. */
  readonly exitCode: number;
  /** Absent when the process was ended before it could tell. */
  readonly record: RunRecord | undefined;
}

/** As shells report it: no memory, no free process number, or the working directory is gone. */
const NOT_STARTED = 126;

/**
 * Runs one command line as a process of its own, so that a crash takes nothing along, and waits for its end. It has a process
 * group of its own, so that a terminal's Ctrl-C reaches it once, through us. When `world.signal` is aborted it gets that signal and all the
 * time that it needs. A process that cannot be started is a run that has failed.
 */
export function startRun(argv: readonly string[], world: World, warn: (text: string) => void): Promise<EndedRun> {
  const [executable, ...before] = world.program;
  return new Promise((fulfil) => {
    const child = spawn(executable, [...before, ...argv], {
      cwd: world.cwd,
      env: { ...world.env, SCHEDULED_BY_GCFORECAST: '1' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    });
    child.stdout?.setEncoding('utf8').on('data', (text: string) => world.stdout.write(text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => world.stderr.write(text));
    let record: RunRecord | undefined;
    child.on('message', (message) => {
      record = runRecord.parse(message);
    });
    const stop = (): void => {
      const { signal }: Interruption = world.signal.reason;
      child.kill(signal);
    };
    world.signal.addEventListener('abort', stop);
    const end = (exitCode: number): void => {
      world.signal.removeEventListener('abort', stop);
      fulfil({ exitCode, record });
    };
    child.on('error', (error) => {
      warn(`the process of the run: ${error.message}`);
      if (child.pid === undefined) end(NOT_STARTED);
    });
    child.on('close', (exitCode, signal) => end(exitCode ?? 128 + constants.signals[signal ?? 'SIGKILL']));
  });
}
