import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Bundles the program at a file URL into `folder`, so that it starts quickly, and returns its path. */
export async function bundledProgram(url: string, folder: string): Promise<string> {
  const source = fileURLToPath(url);
  const outfile = join(folder, `${basename(source, '.ts')}.mjs`);
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // CommonJS packages inside an ES module still call require() for Node's own modules.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    // Native parts stay where they are installed.
    plugins: [
      {
        name: 'native-in-place',
        setup: ({ onResolve }) => {
          onResolve({ filter: /^(@duckdb\/node-bindings|esbuild)$/ }, ({ path }) => ({
            path: fileURLToPath(import.meta.resolve(path)),
            external: true,
          }));
        },
      },
    ],
    logLevel: 'error',
  });
  return outfile;
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

export const startProgram = (program: string, args: readonly string[]): Child =>
  spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });

/** Exit code or signal, and what was written. */
export async function ended(
  child: Child,
): Promise<{ code: number | NodeJS.Signals | null; output: string; errors: string }> {
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const code = await new Promise<number | NodeJS.Signals | null>((done) => {
    child.once('close', (status, signal) => done(status ?? signal));
  });
  return { code, output, errors };
}
