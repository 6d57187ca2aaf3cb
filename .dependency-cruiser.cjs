// The import rules of ARCHITECTURE.md, "Who may know whom". `test/import-rules.test.ts` plants violations and sees them found.
const folder = (...names) => `^src/(${names.join('|')})(/|\\.ts$)`;

/** Modules of `from` may import, of our own source, only the folders in `to` and themselves. */
const mayOnlyUse = (name, from, to) => ({
  name,
  severity: 'error',
  from: { path: folder(from) },
  to: { path: '^src/', pathNot: folder(from, ...to) },
});

const PURE = ['numeric', 'series', 'models', 'staffing', 'simulation', 'pacing', 'routing', 'reporting'];

module.exports = {
  forbidden: [
    mayOnlyUse('errors-know-nobody', 'errors', []),
    mayOnlyUse('running-process-knows-nobody', 'running-process', []),
    mayOnlyUse('aside-files-know-processes', 'aside-file', ['running-process']),
    mayOnlyUse('numeric-knows-nobody', 'numeric', []),
    mayOnlyUse('series-knows-numeric', 'series', ['numeric', 'errors']),
    mayOnlyUse('models-are-pure', 'models', ['series', 'numeric', 'errors']),
    mayOnlyUse('staffing-is-pure', 'staffing', ['series', 'numeric', 'errors']),
    mayOnlyUse('simulation-is-pure', 'simulation', ['series', 'numeric', 'errors']),
    mayOnlyUse('reporting-is-pure', 'reporting', ['series', 'numeric', 'errors', 'nearest-name']),
    mayOnlyUse('pacing-joins-staffing-and-models', 'pacing', [
      'series',
      'numeric',
      'errors',
      'staffing',
      'simulation',
      'models',
    ]),
    mayOnlyUse('routing-joins-staffing-and-models', 'routing', [
      'series',
      'numeric',
      'errors',
      'staffing',
      'simulation',
      'models',
    ]),
    mayOnlyUse('genesys-knows-records-only', 'genesys', ['series', 'errors', 'nearest-name', 'aside-file']),
    mayOnlyUse('store-knows-records-only', 'store', [
      'series',
      'errors',
      'nearest-name',
      'aside-file',
      'running-process',
    ]),
    mayOnlyUse('config-knows-nobody', 'config', ['errors', 'nearest-name']),
    mayOnlyUse('export-takes-results', 'export', ['series', 'errors', 'nearest-name', 'aside-file']),
    mayOnlyUse('schedule-knows-time-only', 'schedule', ['series', 'errors']),
    mayOnlyUse('holidays-know-events-only', 'holidays', ['series', 'errors', 'nearest-name']),
    {
      name: 'pure-folders-touch-no-machine',
      comment: 'Formula folders import no network, no disk, no process: only zod, date-fns and jsep from outside.',
      severity: 'error',
      from: { path: folder(...PURE) },
      to: { dependencyTypesNot: ['local', 'type-only'], pathNot: '^src/|node_modules/(zod|date-fns|@date-fns|jsep)/' },
    },
    {
      name: 'two-wire-contracts-apart',
      severity: 'error',
      from: { path: '^src/genesys/(platform|summary)/' },
      to: { path: '^src/genesys/(platform|summary)/', pathNot: '^src/genesys/$1/' },
    },
    {
      name: 'only-commands-join-the-sides',
      severity: 'error',
      from: { path: '^src/cli/', pathNot: '^src/cli/commands/' },
      to: { path: '^src/', pathNot: '^src/(cli|config|series)/|^src/(errors|nearest-name)\\.ts$' },
    },
    {
      name: 'nothing-knows-the-cli',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
    { name: 'source-never-imports-tests', severity: 'error', from: { path: '^src/' }, to: { path: '^test/' } },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'nothing-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'runtime-dependencies-only',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
