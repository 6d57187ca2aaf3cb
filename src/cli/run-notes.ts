import type { Config } from '../config/read-config.ts';

/** What a run does, noted by its parts as they go along, for the record of the run. Paths are absolute; `-` is stdin. */
export interface RunNotes {
  /** Absent until a command was recognised. */
  command?: {
    readonly name: string;
    readonly arguments: readonly string[];
    readonly options: object;
    readonly startedAtMs: number;
  };
  /** Absent until the configuration was read. */
  config?: Config;
  /** Whatever was thrown. */
  failure?: unknown;
  /** Whether this is a run that leaves a record; a scheduler does not, but its runs do. */
  isRecorded: boolean;
  readonly warnings: string[];
  readonly inputs: Set<string>;
  readonly outputs: Set<string>;
}

/** The notes of a run that has just begun. */
export const runNotes = (): RunNotes => ({
  isRecorded: true,
  warnings: [],
  inputs: new Set(),
  outputs: new Set(),
});
