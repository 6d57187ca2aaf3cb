import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { temporaryFolder } from '../support/test-world.ts';

/** The program as it is installed; `npm run build` makes what it loads. */
export const PROGRAM = resolve('bin/gcforecast.js');

/** What a process has left on its streams. `exitCode` is null when a signal has ended it. */
interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunningProcess {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
}

interface Place {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a command in an environment of nothing but PATH, an empty HOME, and what is given. */
export function startProcess(command: string, argv: readonly string[], { cwd, env = {} }: Place): RunningProcess {
  const plain = { PATH: process.env['PATH'], HOME: temporaryFolder() };
  const child = spawn(command, argv, { cwd, env: { ...plain, ...env } });
  const heard = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      heard[name] += text;
    });
  }
  const ended = new Promise<Ended>((fulfil, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => fulfil({ exitCode, ...heard }));
  });
  return { child, ended };
}

/** Runs the program to its end, with `stdin` as all of its input. */
export function runProgram(argv: readonly string[], place: Place, stdin = ''): Promise<Ended> {
  const { child, ended } = startProcess(process.execPath, [PROGRAM, ...argv], place);
  child.stdin.end(stdin);
  return ended;
}

/** Runs a line of the shell, in which `gcforecast` is the program. */
export function runShell(line: string, cwd: string): Promise<Ended> {
  const script = `gcforecast() { '${process.execPath}' '${PROGRAM}' "$@"; }; ${line}`;
  const { child, ended } = startProcess('bash', ['-c', script], { cwd });
  child.stdin.end();
  return ended;
}
