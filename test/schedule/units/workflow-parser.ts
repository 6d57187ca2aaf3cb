import type * as Parser from '@actions/workflow-parser';
import { build } from 'esbuild';

/** GitHub's own parser of workflows. It loads its JSON in a way that Node.js 20 refuses, so it is bundled first. */
export async function bundledWorkflowParser(): Promise<typeof Parser> {
  const { outputFiles } = await build({
    stdin: { contents: "export * from '@actions/workflow-parser'", resolveDir: process.cwd() },
    bundle: true,
    platform: 'browser',
    format: 'esm',
    write: false,
  });
  const [{ contents }] = outputFiles;
  return import(/* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(contents).toString('base64')}`);
}
