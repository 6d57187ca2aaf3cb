// Bundles the program into dist/: one small entry and one chunk per lazily imported command, so that a start opens few files.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
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

const common = { platform: 'node', target: 'node20', minify: true, logLevel: 'warning' };
const modules = mkdtempSync(join(tmpdir(), 'gcforecast-build-'));
await build({
  ...common,
  entryPoints: {
    main: 'src/cli/main.ts',
    // What runs on threads. Tinypool looks for its own part beside the chunk that holds the rest of it.
    'workers/forecast-batch': 'src/cli/commands/forecast/forecast-batch.ts',
    'workers/backtest-batch': 'src/cli/commands/backtest/backtest-batch.ts',
    'workers/simulate-days': 'src/cli/commands/staff/simulate-day.ts',
    'workers/play-days': 'src/routing/play-days.ts',
    'workers/replications': 'src/simulation/replications.ts',
    'chunks/entry/worker': 'node_modules/tinypool/dist/entry/worker.js',
  },
  outdir: modules,
  bundle: true,
  splitting: true,
  format: 'esm',
  chunkNames: 'chunks/[name]-[hash]',
  // A native library, which no bundle can hold. Its JavaScript is bundled: 120 files take 100 ms to open one by one.
  external: ['@duckdb/node-bindings'],
  legalComments: 'external',
  inject: ['scripts/module-url.mjs'],
  define: { 'import.meta.url': 'moduleUrl' },
  plugins: [lazyChildProcess],
});

// Only ES modules can be split into chunks, but Node takes 10 ms longer to start one than to require CommonJS: so a second
// pass rewrites each chunk.
rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
await build({
  ...common,
  entryPoints: readdirSync(modules, { recursive: true })
    .filter((name) => extname(name) !== '')
    .map((name) => join(modules, name)),
  outbase: modules,
  outdir: 'dist',
  format: 'cjs',
  supported: { 'dynamic-import': false },
  // Licences of what is bundled.
  loader: { '.txt': 'copy' },
});
writeFileSync(new URL('../dist/package.json', import.meta.url), '{ "type": "commonjs" }\n');
rmSync(modules, { recursive: true });
