import type { EpochSeconds } from '../../../series/time-zone.ts';
import type { CsvImport } from '../../../store/volumes/csv-import.ts';
import type { VolumeStore } from '../../../store/volumes/volume-store.ts';
import { withVolumeWriter } from '../../../store/volumes/volume-writer.ts';
import type { World } from '../../world.ts';
import { inputPath } from '../input-path.ts';

/** Takes a flat CSV listing into the local history, in place of what it held of these queues and this range. */
export function importHistory(store: VolumeStore, file: string, asOf: EpochSeconds, world: World): Promise<CsvImport> {
  const path = inputPath(file, world);
  return withVolumeWriter(store, (writer) => writer.importCsv({ path, asOf, covers: 'queues-in-file' }));
}
