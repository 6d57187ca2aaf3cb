import type { Command } from 'commander';
import type { World } from '../world.ts';

/** The options of `gcforecast merge`. */
export function mergeSurface(command: Command, world: World, setExitCode: (code: number) => void): void {
  command
    .description(
      'Joins the parts that `forecast --shard` has left in a folder, after checking that all are there, ' +
        'whole and of one run. The file is the same, byte for byte, as that of a run without shards.',
    )
    .argument('<folder>', 'what the shards were given as --output')
    .optionsGroup('Merge:')
    .option('--output <file>', 'where the forecast goes, by its ending .csv or .json', 'wfm_volume_forecast.csv')
    .addHelpText(
      'after',
      `
Examples:
  gcforecast merge parts
  gcforecast merge parts --output forecast.json`,
    )
    .action(async (folder: string, _options, command: Command) => {
      const { merge } = await import('../commands/merge.ts');
      setExitCode(await merge(folder, command.optsWithGlobals(), world));
    });
}
