// Bundles the program into dist/: one small entry and one chunk per lazily imported command, so that a start opens few files.
import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { joinedChunks } from './joined-chunks.mjs';

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

const common = {
  platform: 'node',
  target: 'node20',
  minify: true,
  bundle: true,
  logLevel: 'warning',
  // A native library, which no bundle can hold. Its JavaScript is bundled: 120 files take 100 ms to open one by one.
  external: ['@duckdb/node-bindings'],
};
// By its real path, which the bundler compares.
const modules = realpathSync(mkdtempSync(join(tmpdir(), 'gcforecast-build-')));
const { metafile } = await build({
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
  splitting: true,
  metafile: true,
  format: 'esm',
  chunkNames: 'chunks/[name]-[hash]',
  legalComments: 'external',
  plugins: [lazyChildProcess],
});

const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [resolve(path), output]));

/** The shared chunks that a module imports, directly or not, but those that it imports when it comes to that. */
function importedBy(module) {
  const found = new Set();
  const follow = (path) => {
    for (const { path: imported, kind, external } of outputs.get(path).imports) {
      const chunk = resolve(imported);
      if (kind !== 'import-statement' || external || found.has(chunk)) continue;
      found.add(chunk);
      follow(chunk);
    }
  };
  follow([...outputs].find(([, { entryPoint }]) => entryPoint === module)[0]);
  return [...found];
}

// What every start needs goes into one file, and what a forecast needs beyond that into another.
const start = importedBy('src/cli/main.ts');
const forecast = ['src/cli/surface/forecast.ts', 'src/cli/commands/forecast.ts'].flatMap(importedBy);
const groups = {
  [join(modules, 'chunks/start.js')]: start,
  [join(modules, 'chunks/forecast.js')]: [...new Set(forecast)].filter((path) => !start.includes(path)),
};
const joined = Object.values(groups).flat();
const alone = readdirSync(modules, { recursive: true })
  .map((name) => join(modules, name))
  .filter((path) => extname(path) !== '' && !joined.includes(path));

// Only ES modules can be split into chunks, but Node takes 10 ms longer to start one than to require CommonJS: so a second
// pass rewrites each chunk.
rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
await build({
  ...common,
  entryPoints: [...Object.keys(groups), ...alone],
  outbase: modules,
  outdir: 'dist',
  format: 'cjs',
  supported: { 'dynamic-import': false },
  inject: ['scripts/module-url.mjs'],
  define: { 'import.meta.url': 'moduleUrl' },
  // Licences of what is bundled.
  loader: { '.txt': 'copy' },
  plugins: [joinedChunks(groups)],
});
writeFileSync(new URL('../dist/package.json', import.meta.url), '{ "type": "commonjs" }\n');
rmSync(modules, { recursive: true });
