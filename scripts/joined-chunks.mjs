// Joins chunks into fewer files. To open a small file takes longer than to read past it in a larger one.
import { basename, dirname, relative, resolve } from 'node:path';

/**
 * An esbuild plugin for a pass over the chunks of an earlier one. `groups` says which of them go into one file: the path of that file,
 * which is an entry point of the pass, to the paths of the chunks. All other chunks stay files of their own.
 */
export function joinedChunks(groups) {
  const fileOf = new Map(Object.entries(groups).flatMap(([file, chunks]) => chunks.map((chunk) => [chunk, file])));
  return {
    name: 'joined-chunks',
    setup(bundle) {
      bundle.onResolve({ filter: /^[./]/ }, ({ path, importer, resolveDir, kind, namespace }) => {
        const wanted = resolve(resolveDir, path);
        if (kind === 'entry-point') return wanted in groups ? { path: wanted, namespace: 'joined' } : undefined;
        if (namespace === 'joined') return undefined;
        if (namespace === 'elsewhere') return { path, external: true };
        const [from, to] = [fileOf.get(importer) ?? importer, fileOf.get(wanted) ?? wanted];
        if (from === to) return undefined;
        const address = `./${relative(dirname(from), to)}`;
        if (to === wanted) return { path: address, external: true };
        return { path: `${address} ${basename(wanted)}`, namespace: 'elsewhere' };
      });
      bundle.onLoad({ filter: /.*/, namespace: 'joined' }, ({ path }) => ({
        contents: groups[path].map((chunk) => `export * as '${basename(chunk)}' from '${chunk}';`).join('\n'),
        resolveDir: dirname(path),
      }));
      bundle.onLoad({ filter: /.*/, namespace: 'elsewhere' }, ({ path }) => {
        const [file, chunk] = path.split(' ');
        return { contents: `module.exports = require('${file}')['${chunk}'];`, resolveDir: dirname(file) };
      });
    },
  };
}
