import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { usageFailure } from '../../../errors.ts';
import { jsonText } from '../../../export/json.ts';
import { type ScheduleState, scheduleState } from '../../../schedule/schedule-state.ts';
import { parsedJson } from '../../../store/parsed-json.ts';
import { replaceWhole } from '../../../store/volumes/durable-file.ts';
import { explained } from '../../../store/volumes/store-failure.ts';

/** Where the scheduler of a home folder keeps what it must know. */
export const scheduleFolder = (home: string): string => join(home, 'schedule');

const stateFile = (home: string): string => join(scheduleFolder(home), 'state.json');

/** Makes the folder of the scheduler. Fails with exit code 2 where nothing can be written. */
export function makeScheduleFolder(home: string): void {
  try {
    mkdirSync(scheduleFolder(home), { recursive: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw usageFailure(
      `the scheduler cannot write to ${home} (${error.code})`,
      'give --home a folder on a disk with space that this user may write to',
      error,
    );
  }
}

/** The state that a scheduler has left; undefined when none has. Fails with exit code 2 for a file that is damaged. */
export function readState(home: string): ScheduleState | undefined {
  const path = stateFile(home);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw usageFailure(`cannot read ${path}`, 'make it readable for this user, or give --home another folder', error);
  }
  const state = scheduleState.safeParse(parsedJson(text));
  if (state.success) return state.data;
  throw usageFailure(`${path} is damaged`, 'remove it; the schedule then begins anew, and nothing counts as missed');
}

/** Replaces the state, and returns when that is on the disk. Fails with exit code 2 where it cannot be written. */
export function writeState(home: string, state: ScheduleState): void {
  const path = stateFile(home);
  try {
    replaceWhole(path, jsonText(state));
  } catch (error) {
    throw explained(error, 'write', path);
  }
}
