import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../../config/read-config.ts';
import { Failure } from '../../../errors.ts';
import { jsonText } from '../../../export/json.ts';
import type { RunRecord } from '../../../export/run-record.ts';
import { writeFile } from '../../../export/write-file.ts';
import { isoInstant } from '../../../series/iso-instant.ts';
import { keepsRecords } from '../../keeps-records.ts';
import type { RunNotes } from '../../run-notes.ts';
import { version } from '../../version.ts';
import type { World } from '../../world.ts';
import { configOf } from '../global-options.ts';
import { recordedFiles } from './recorded-files.ts';

/**
 * Leaves the record of a run that has ended in `runs/` of the home folder, tells those who are to hear of it, or hands it to the
 * scheduler that has started the run. What fails here is a warning: the run is over, and its exit code stands.
 */
export async function leaveRecord(exitCode: number, world: World): Promise<void> {
  const { notes, handToScheduler } = world;
  const { command } = notes;
  if (command === undefined) return;
  const config = notes.config ?? (await settingsOf(command.options, world));
  const keeps = config !== undefined && keepsRecords(config);
  const isTold = config?.notify !== undefined || config?.metricsFile !== undefined;
  if (!(keeps || isTold || handToScheduler !== undefined)) return;
  const record = recordOf({ ...notes, config }, command, exitCode, world.nowMs());
  if (keeps) await keepRecord(record, config.home, world);
  if (handToScheduler !== undefined) handToScheduler(record);
  else if (config !== undefined && isTold) {
    const { tellOthers } = await import('./tell-others.ts');
    await tellOthers(record, 1, config, world);
  }
}

/** Some commands need no settings, and some fail before they read them; and where these are wrong, nobody knows where a record belongs. */
async function settingsOf(options: object, world: World): Promise<Config | undefined> {
  try {
    return await configOf({ color: false, progress: false, ...options }, world);
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

function recordOf(
  notes: Omit<RunNotes, 'config'> & { readonly config: Config | undefined },
  { name, arguments: given, options, startedAtMs }: NonNullable<RunNotes['command']>,
  exitCode: number,
  endedAtMs: number,
): RunRecord {
  return {
    schema: 'gcforecast/run@1',
    version,
    command: name,
    arguments: [...given],
    options: { ...plain(options), ...('notify' in options ? { notify: '[hidden]' } : {}) },
    configuration: notes.config === undefined ? null : configurationOf(notes.config),
    host: hostname(),
    pid: process.pid,
    startedAt: isoInstant(startedAtMs / 1000),
    endedAt: isoInstant(endedAtMs / 1000),
    durationSeconds: (endedAtMs - startedAtMs) / 1000,
    exitCode,
    failure: 'failure' in notes ? failureOf(notes.failure) : null,
    warnings: [...notes.warnings],
    inputs: recordedFiles(notes.inputs),
    outputs: recordedFiles(notes.outputs),
  };
}

function failureOf(thrown: unknown): RunRecord['failure'] {
  if (thrown instanceof Failure) return { code: thrown.code, message: thrown.message, hint: thrown.hint ?? null };
  return { code: 'GCF-DEFECT', message: thrown instanceof Error ? thrown.message : String(thrown), hint: null };
}

/** Secrets print as `[hidden]`. */
function configurationOf({ searched: _, warnings: __, ...settings }: Config): Record<string, unknown> {
  return plain(settings);
}

/** As JSON shows it, without what an address may hold of a login. */
const plain = (value: object): Record<string, unknown> =>
  JSON.parse(JSON.stringify(value, (_, one) => (typeof one === 'string' ? withoutLogin(one) : one)));

const withoutLogin = (text: string): string => text.replace(/(?<=:\/\/)[^/\s]*@/g, '[hidden]@');

// More than a year of nights.
const MOST_RECORDS = 400;

/** Writes a record beside the earlier ones, the oldest of which go. */
export async function keepRecord(record: RunRecord, home: string, world: World): Promise<void> {
  const folder = join(home, 'runs');
  const name = `${record.startedAt.replaceAll(':', '-')}-${record.command.replaceAll(' ', '-')}-${Math.random().toString(16).slice(2, 10).padEnd(8, '0')}.json`;
  try {
    mkdirSync(folder, { recursive: true });
    await writeFile(join(folder, name), jsonText(record));
    const names = readdirSync(folder).filter((one) => /^\d{4}-.*\.json$/.test(one));
    for (const old of names.sort().slice(0, -MOST_RECORDS)) rmSync(join(folder, old), { force: true });
  } catch (error) {
    if (!(error instanceof Error && (error instanceof Failure || 'code' in error))) throw error;
    world.stderr.write(`warning: no record of this run is kept: ${error.message}\n`);
  }
}
