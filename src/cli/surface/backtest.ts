import { type Command, Option } from 'commander';
import { PROTOCOL_NAMES } from '../commands/backtest/protocol-names.ts';
import { MODEL_NAMES } from '../commands/forecast/model-names.ts';
import { FORECAST_DEFAULTS } from '../commands/forecast/options.ts';
import { listOf, numberBetween, wholeNumber } from '../option-values.ts';
import type { World } from '../world.ts';
import { GRANULARITIES, METRICS } from './choices.ts';
import { addHistoryOptions } from './history-options.ts';

/** The options of `gcforecast backtest`. */
export function backtestSurface(command: Command, world: World, setExitCode: (code: number) => void): void {
  command
    .description(
      'Cuts the history at several dates, forecasts from each what then came, and compares: each fold knows ' +
        'only what lies before its cutoff. The best model comes first.',
    )
    .optionsGroup('Backtest:')
    .addOption(
      new Option('--horizon <days>', 'days that each fold forecasts').argParser(wholeNumber(1, 3660)).default(30),
    )
    .addOption(
      new Option('--folds <n>', 'how many, one after the other up to the end')
        .argParser(wholeNumber(1, 1000))
        .default(5),
    )
    .addOption(
      new Option(
        '--protocol <name>',
        'folds that other tools were measured on: 28 days six times; a week twelve times; a day from two weeks',
      )
        .choices(PROTOCOL_NAMES)
        .conflicts(['horizon', 'folds', 'intervalWidth', 'campaign', 'against', 'live']),
    )
    .addOption(
      new Option('--models <names>', `which to compare: ${MODEL_NAMES.join(', ')} (default: all)`).argParser(
        listOf(MODEL_NAMES),
      ),
    )
    .addOption(
      new Option('--interval-width <share>', 'probability that the bounds are to hold')
        .argParser(numberBetween(0, 1))
        .default(FORECAST_DEFAULTS.intervalWidth),
    )
    .addOption(
      new Option(
        '--campaign <name or id>',
        'answer rates of an outbound campaign instead, beside a plain recipe’s',
      ).conflicts([...['history', 'models', 'granularity', 'by', 'queue', 'media']]),
    )
    .addOption(
      new Option(
        '--against <theirs.csv>',
        'compare with another forecast, on its intervals: a time and a value column, times as in --history',
      ).conflicts(['campaign', 'live', 'folds']),
    )
    .addOption(new Option('--against-columns <roles>', 'columns of that file by role: time=...,value=...,key=...'))
    .addOption(
      new Option('--live', 'judge the forecasts that were published, as `forecast` has kept them').conflicts([
        'campaign',
        'models',
      ]),
    )
    .addOption(new Option('--granularity <step>', 'length of an interval').choices(GRANULARITIES))
    .addOption(new Option('--metric <name>', 'what is forecast').choices(METRICS).default(FORECAST_DEFAULTS.metric))
    .addOption(
      new Option('--by <dimensions>', 'one series each instead of the total: queue, media').argParser(
        listOf(['queue', 'media'] as const),
      ),
    )
    .addOption(
      new Option('--jobs <n>', 'threads to work on (default: one for each core)').argParser(wholeNumber(1, 1024)),
    );
  addHistoryOptions(command);
  command
    .addHelpText(
      'after',
      `
Examples:
  gcforecast backtest --horizon 28 --folds 6
  gcforecast backtest --history calls.csv --models prophet,naive --json
  gcforecast backtest --history calls.csv --protocol daily
  gcforecast backtest --campaign "Spring Offers"
  gcforecast backtest --live --by queue
  gcforecast backtest --against wfm_export.csv --horizon 7 --granularity PT30M
  gcforecast backtest --granularity PT30M --horizon 7 --by queue --time-zone Europe/London`,
    )
    .action(async () => {
      const { backtest } = await import('../commands/backtest.ts');
      setExitCode(await backtest(command.optsWithGlobals(), world));
    });
}
