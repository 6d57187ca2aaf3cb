import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { createLogger } from '../../src/cli/terminal/logger.ts';
import type { readConfig } from '../../src/config/read-config.ts';
import { GC_FILE, surroundings } from './surroundings.ts';

// Lazily imported CommonJS packages look different inside a bundle, which is what users run.
describe('bundled as it is shipped', () => {
  let folder: string;
  let bundled: { readConfig: typeof readConfig; createLogger: typeof createLogger };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gcforecast-bundled-'));
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    await build({
      stdin: {
        contents:
          "export { readConfig } from './config/read-config.ts'; export { createLogger } from './cli/terminal/logger.ts';",
        resolveDir: new URL('../../src', import.meta.url).pathname,
      },
      outdir: folder,
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      banner: {
        js: "import { createRequire as nodeRequire } from 'node:module'; const require = nodeRequire(import.meta.url);",
      },
    });
    bundled = await import(pathToFileURL(join(folder, 'stdin.js')).href);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('reads an env file and a gc profile', async () => {
    const files = {
      '/work-dir/.env': 'GENESYSCLOUD_REGION=eu-west-1',
      [GC_FILE]: '[default]\naccess_token = "ready"',
    };
    const config = await bundled.readConfig(surroundings({ files }));
    expect(config.region).toBe('eu-west-1');
    expect(config.accessToken?.reveal()).toBe('ready');
  });

  it.each(['json', 'pretty'] as const)('writes a log (%s)', async (format) => {
    const lines: string[] = [];
    const write = (line: string): void => void lines.push(line);
    const log = await bundled.createLogger(write, { level: 'info', format, color: false, now: () => 0 });
    log.info({ token: 'x' }, 'hello');
    expect(lines.join('')).toMatch(/hello.*hidden|hidden.*hello/);
  });
});
