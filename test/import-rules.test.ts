import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');

const thing = 'export const it = 1;\n';
const importing = (path: string): string => `import { it } from '${path}';\nexport const used = it;\n`;

/** Files that keep the rules. */
const ALLOWED = {
  'src/errors.ts': thing,
  'src/numeric/fine.ts': thing,
  'src/series/fine.ts': `${importing('../numeric/fine.ts')}export * from '../errors.ts';\n`,
  'src/models/fine.ts': `import { used } from '../series/fine.ts';\nexport const it = used;\n`,
  'src/genesys/fine.ts': `import { used } from '../series/fine.ts';\nexport const it = used;\n`,
  'src/cli/commands/fine.ts': `${importing('../../models/fine.ts')}export * from '../../genesys/fine.ts';\n`,
};

/** One file each that breaks a rule. */
const PLANTED: readonly [rule: string, file: string, text: string][] = [
  ['errors-know-nobody', 'src/errors.ts', importing('./numeric/fine.ts')],
  ['running-process-knows-nobody', 'src/running-process.ts', importing('./errors.ts')],
  ['aside-files-know-processes', 'src/aside-file.ts', importing('./errors.ts')],
  ['models-are-pure', 'src/models/files.ts', importing('../aside-file.ts')],
  ['numeric-knows-nobody', 'src/numeric/wrong.ts', importing('../series/fine.ts')],
  ['models-are-pure', 'src/models/network.ts', importing('../genesys/fine.ts')],
  ['models-are-pure', 'src/models/settings.ts', importing('../config/settings.ts')],
  ['models-are-pure', 'src/models/type.ts', "import type { It } from '../genesys/type.ts';\nexport type Used = It;\n"],
  ['genesys-knows-records-only', 'src/genesys/store.ts', importing('../store/records.ts')],
  ['genesys-knows-records-only', 'src/genesys/settings.ts', importing('../config/settings.ts')],
  ['store-knows-records-only', 'src/store/vendor.ts', importing('../genesys/fine.ts')],
  ['export-takes-results', 'src/export/model.ts', importing('../models/fine.ts')],
  ['two-wire-contracts-apart', 'src/genesys/platform/other.ts', importing('../summary/queues.ts')],
  ['only-commands-join-the-sides', 'src/cli/program.ts', importing('../models/fine.ts')],
  ['nothing-knows-the-cli', 'src/export/terminal.ts', importing('../cli/program.ts')],
  ['source-never-imports-tests', 'src/series/test.ts', importing('../../test/support.ts')],
  [
    'pure-folders-touch-no-machine',
    'src/models/disk.ts',
    "import { readFileSync } from 'node:fs';\nexport const it = readFileSync;\n",
  ],
  ['pure-folders-touch-no-machine', 'src/series/http.ts', "import axios from 'axios';\nexport const it = axios;\n"],
  ['no-cycles', 'src/store/first.ts', "import type { B } from './second.ts';\nexport type A = B | 1;\n"],
];

/** What the planted files import. */
const TARGETS = {
  'src/config/settings.ts': thing,
  'src/store/records.ts': thing,
  'src/store/second.ts': "import type { A } from './first.ts';\nexport type B = A | 2;\n",
  'src/genesys/type.ts': 'export type It = 1;\n',
  'src/genesys/summary/queues.ts': thing,
  'test/support.ts': thing,
};

/** What the check of `npm test` says of a small project with these files, under this repository's own rules. */
async function complaints(files: Record<string, string>): Promise<string> {
  const project = await mkdtemp(join(tmpdir(), 'gcforecast-imports-'));
  for (const shared of ['node_modules', 'package.json', 'tsconfig.json', '.dependency-cruiser.cjs']) {
    await symlink(join(ROOT, shared), join(project, shared));
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(project, path)), { recursive: true });
    await writeFile(join(project, path), text);
  }
  const command = join(ROOT, 'node_modules/.bin/depcruise');
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'err', 'src'];
  const said = await new Promise<string>((done) => {
    execFile(command, args, { cwd: project }, (error, stdout) =>
      done(error === null ? '' : stripVTControlCharacters(stdout)),
    );
  });
  await rm(project, { recursive: true });
  return said;
}

describe('the import rules', () => {
  it('let folders use what they may, and fail the check for nothing', async () => {
    expect(await complaints(ALLOWED)).toBe('');
  });

  describe('fail the check', () => {
    let said: string;
    beforeAll(async () => {
      const planted = PLANTED.map(([, file, text]) => [file, text] as const);
      said = await complaints({ ...ALLOWED, ...TARGETS, ...Object.fromEntries(planted) });
    });
    it.each(PLANTED)('for a violation of %s in %s', (rule, file) => {
      expect(said.split('\n').some((line) => line.includes(`error ${rule}: ${file}`))).toBe(true);
    });
  });
});
