import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test, vi } from 'vitest';
import { isThorough } from '../support/sample-size.ts';
import { temporaryFolder } from '../support/test-world.ts';
import { PROGRAM, runProgram, startProcess } from './program-process.ts';
import { queueHistoriesCsv } from './queue-histories.ts';

const MISSING = ['slurmctld', 'slurmd', 'sbatch', 'munge'].filter(
  (command) => spawnSync('bash', ['-c', `command -v ${command}`]).status !== 0,
);
const NEEDS = needs();
const SKIPPED = NEEDS === '' ? '' : ` (skipped: ${NEEDS})`;

function needs(): string {
  if (!isThorough) return 'takes half a minute, see npm run test:thorough';
  if (MISSING.length > 0) return `not installed: ${MISSING.join(', ')}`;
  return process.getuid?.() === 0 ? '' : 'needs root';
}

const JOB_SCRIPT = resolve('examples/slurm/forecast-array.sh');
const AS_OF = '2026-01-05T06:00:00Z';

async function runCommand(command: string, argv: readonly string[], cwd: string, env: Record<string, string> = {}) {
  const { child, ended } = startProcess(command, argv, { cwd, env });
  child.stdin.end();
  const { exitCode, stdout, stderr } = await ended;
  if (exitCode !== 0) throw new Error(`${command} ended with ${exitCode}: ${stderr}`);
  return stdout.trim();
}

/** A folder in which `gcforecast` is the program, except that the first try of task 3 is killed. */
function workplace(): string {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'queues.csv'), queueHistoriesCsv(40, 120));
  const program = [
    '#!/usr/bin/env bash',
    `[ "$SLURM_ARRAY_TASK_ID:\${SLURM_RESTART_COUNT:-0}" = 3:0 ] && kill -KILL $$`,
    `exec '${process.execPath}' '${PROGRAM}' "$@"`,
  ];
  writeFileSync(join(cwd, 'gcforecast'), `${program.join('\n')}\n`);
  chmodSync(join(cwd, 'gcforecast'), 0o755);
  return cwd;
}

/** Runs `work` while there is a Slurm cluster of one node, whose configuration file it is given. */
async function withCluster(work: (configuration: string) => Promise<void>): Promise<void> {
  const folder = temporaryFolder();
  const node = (action: string) => runCommand('bash', ['test/support/slurm-one-node.sh', action, folder], '.');
  try {
    await work(await node('start'));
  } finally {
    await node('stop');
  }
}

test.skipIf(NEEDS !== '')(
  `on Slurm, an array of 8, one task of it killed and queued again by its script, merges to the file of one machine${SKIPPED}`,
  async () => {
    const cwd = workplace();
    await withCluster(async (configuration) => {
      const env = { SLURM_CONF: configuration, PATH: `${cwd}:${process.env['PATH']}` };
      const job = await runCommand('sbatch', ['--parsable', JOB_SCRIPT, 'queues.csv', AS_OF, 'parts'], cwd, env);
      const isDone = (task: number) => existsSync(join(cwd, `parts/part-0000${task}-of-00008/success.json`));
      await vi.waitUntil(() => [0, 1, 2, 3, 4, 5, 6, 7].every(isDone), { timeout: 240_000, interval: 200 });
      expect(readFileSync(join(cwd, `gcforecast-${job}_3.log`), 'utf8')).toContain('share 3 ended with 137');
    });
    const merged = await runProgram(['merge', 'parts', '--output', 'merged.csv'], { cwd });
    expect(merged).toMatchObject({ exitCode: 0, stderr: '' });
    const whole = [
      'forecast',
      '--model',
      'prophet',
      '--history',
      'queues.csv',
      '--by',
      'queue',
      '--as-of',
      AS_OF,
      '--output',
      'whole.csv',
    ];
    expect((await runProgram(whole, { cwd })).exitCode).toBe(0);
    expect(readFileSync(join(cwd, 'merged.csv'), 'utf8')).toBe(readFileSync(join(cwd, 'whole.csv'), 'utf8'));
  },
  300_000,
);
