import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { run } from '../../src/cli/main.ts';
import { runNotes } from '../../src/cli/run-notes.ts';
import type { Interruption, World } from '../../src/cli/world.ts';
import { type JumpingClock, jumpingClock } from '../genesys/jumping-clock.ts';

/** A world of its own: an empty working directory, an empty home, no terminal, and a clock on which no wait takes time. */
export interface TestWorld extends Omit<World, 'stdout' | 'stderr'> {
  readonly clock: JumpingClock;
  /** Asks what runs in this world to stop. */
  interrupt(interruption: Interruption): void;
}

interface Surroundings {
  readonly env?: World['env'];
  /** What is on standard input. */
  readonly stdin?: string | Uint8Array;
  readonly clock?: JumpingClock;
}

/** What a run has left on its streams. */
export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A world for the test that calls this; its folders go with the test. */
export function testWorld({ env = {}, stdin = '', clock = jumpingClock() }: Surroundings = {}): TestWorld {
  const stop = new AbortController();
  return {
    program: [process.execPath, resolve('bin/gcforecast.js')],
    notes: runNotes(),
    env,
    cwd: temporaryFolder(),
    homeDirectory: temporaryFolder(),
    platform: 'linux',
    stdin: () => Readable.from([Buffer.from(stdin)]),
    nowMs: clock.nowMs,
    sleep: clock.sleep,
    signal: stop.signal,
    clock,
    interrupt: (interruption) => stop.abort(interruption),
  };
}

/** Runs one command line in a world, in this process. With `columns`, its streams are a terminal of that width. */
export async function gcforecast(world: TestWorld, argv: readonly string[], columns?: number): Promise<Ran> {
  const stdout = listener(columns);
  const stderr = listener(columns);
  const exitCode = await run(argv, { ...world, stdout, stderr });
  return { exitCode, stdout: stdout.heard.join(''), stderr: stderr.heard.join('') };
}

function listener(columns: number | undefined) {
  const heard: string[] = [];
  return {
    heard,
    write: (text: string) => heard.push(text),
    ...(columns === undefined ? {} : { isTTY: true, columns, rows: 40 }),
  };
}

/** An empty folder that goes with the test that calls this. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gcforecast-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The paths of all files below a folder, hidden ones included. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
