// Bundles the program into dist/: one small entry and one chunk per lazily imported command, so that a start opens few files.
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

// Commander loads node:child_process for subcommands that are programs of their own. There are none here, and that module
// brings the network stack with it, a tenth of the whole start: it is loaded only if ever asked for.
const lazyChildProcess = {
  name: 'lazy-child-process',
  setup(bundle) {
    bundle.onResolve({ filter: /^node:child_process$/ }, ({ path, importer }) =>
      importer.includes('commander') ? { path, namespace: 'lazy' } : undefined,
    );
    bundle.onLoad({ filter: /.*/, namespace: 'lazy' }, () => ({
      contents: "module.exports = { spawn: (...call) => require('node:child_process').spawn(...call) };",
    }));
  },
};

rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
await build({
  entryPoints: { main: 'src/cli/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  chunkNames: 'chunks/[name]-[hash]',
  legalComments: 'external',
  // CommonJS packages inside an ES module bundle still call require() for Node's own modules.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  minify: true,
  plugins: [lazyChildProcess],
  logLevel: 'warning',
});
