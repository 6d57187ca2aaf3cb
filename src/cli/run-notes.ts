import type { Config } from '../config/read-config.ts';

/** What a run does, noted by its parts as they go along, for the record of the run. Paths are absolute; `-` is stdin. */
export interface RunNotes {
  readonly startedAtMs: number;
  /** Absent until a command was recognised. */
  command?: { readonly name: string; readonly arguments: readonly string[]; readonly options: object };
  /** Absent until the configuration was read. */
  config?: Config;
  failure?: { readonly code: string; readonly message: string; readonly hint: string | null };
  /** Whether this is a run that leaves a record; a scheduler does not, but its runs do. */
  isRecorded: boolean;
  readonly warnings: string[];
  readonly inputs: Set<string>;
  readonly outputs: Set<string>;
}

/** The notes of a run that has just begun. */
export const runNotes = (startedAtMs: number): RunNotes => ({
  startedAtMs,
  isRecorded: true,
  warnings: [],
  inputs: new Set(),
  outputs: new Set(),
});
