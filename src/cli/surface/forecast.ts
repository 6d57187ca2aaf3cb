import { type Command, Option } from 'commander';
import { usageFailure } from '../../errors.ts';
import { MODEL_NAMES } from '../commands/forecast/model-names.ts';
import { FORECAST_DEFAULTS } from '../commands/forecast/options.ts';
import { listOf, numberBetween, opening, seasonality, wholeNumber } from '../option-values.ts';
import type { World } from '../world.ts';
import { GRANULARITIES, METRICS } from './choices.ts';
import { addHistoryOptions } from './history-options.ts';

/** The options of `gcforecast forecast`. */
export function forecastSurface(command: Command, world: World, setExitCode: (code: number) => void): void {
  command
    .description(
      'Forecasts inbound contacts from the history of the organisation, or from a CSV file, with intervals. ' +
        'The forecast starts after the last whole interval of the history.',
    )
    .optionsGroup('Forecast:')
    .addOption(new Option('--days <n>', 'days to forecast').argParser(wholeNumber(1, 3660)).default(30))
    .addOption(new Option('--granularity <step>', 'length of an interval').choices(GRANULARITIES))
    .addOption(new Option('--metric <name>', 'what is forecast').choices(METRICS).default(FORECAST_DEFAULTS.metric))
    .addOption(
      new Option('--by <dimensions>', 'one forecast each instead of the total: queue, media').argParser(
        listOf(['queue', 'media'] as const),
      ),
    )
    .option('--totals', 'with --by: forecast the totals too, so that parts and totals add up')
    .addOption(
      new Option('--reconcile <method>', 'how totals and parts are made to add up')
        .choices(['minimum-trace', 'bottom-up'])
        .default(FORECAST_DEFAULTS.reconcile),
    )
    .addOption(
      new Option('--interval-width <share>', 'probability that the bounds hold')
        .argParser(numberBetween(0, 1))
        .default(FORECAST_DEFAULTS.intervalWidth),
    )
    .addOption(
      new Option('--sums <periods>', 'besides, the volume of each week, month, or of all days, with bounds of its own')
        .argParser(listOf(['week', 'month', 'all'] as const))
        .conflicts('shard'),
    )
    .addOption(
      new Option(
        '--open <hours>',
        'when the centre is open, by the local clock: "Mon-Fri 08:00-20:00, Sat 09:00-13:00" (default: learned)',
      ).argParser(opening),
    )
    .option('--update', 'below a day: the rest of today by how the day went so far')
    .option('--raw', 'no clamping at 0, negative history allowed')
    .option(
      '--output <file>',
      'where the forecast goes, by its ending .csv or .json; - is stdout',
      'wfm_volume_forecast.csv',
    )
    .addOption(
      new Option('--html <file>', 'besides, a page with a chart and a table for each series').conflicts('shard'),
    )
    .option('--no-log', 'do not keep this forecast for backtest --live')
    .optionsGroup('Many series:')
    .addOption(
      new Option('--jobs <n>', 'threads to work on (default: one for each core)').argParser(wholeNumber(1, 1024)),
    )
    .option(
      '--shard <i/n>',
      'only share i (from 0) of n of the series, into the folder of --output; auto in array jobs',
    );
  addHistoryOptions(command);
  command
    .optionsGroup('Model:')
    .addOption(new Option('--model <name>', 'forecasting model').choices(MODEL_NAMES).default(FORECAST_DEFAULTS.model))
    .option('--no-clean', 'with auto: outages and floods are learned from like other days')
    .optionsGroup('Holidays and events:')
    .addOption(
      new Option('--holidays <places>', 'public holidays of countries or states: US, US-NM, DE-BW,AT').argParser(
        places,
      ),
    )
    .option('--events <file.csv>', 'own events: date,name and if any end_date,kind,multiplier')
    .optionsGroup('Options of the model prophet:');
  for (const option of PROPHET_OPTIONS) command.addOption(option);
  command
    .addHelpText(
      'after',
      `
Examples:
  gcforecast forecast --days 30
  gcforecast forecast --days 14 --granularity PT30M --queue Billing --time-zone Europe/London
  gcforecast forecast --days 90 --sums week,month --by queue
  gcforecast forecast --holidays US-NM --events mailings.csv --model level-shape
  gcforecast forecast --days 1 --granularity PT30M --model level-shape --update
  gcforecast forecast --history calls.csv --interval-width 0.95 --output forecast.json`,
    )
    .action(async () => {
      requireOptionsOfModel(command);
      const { forecast } = await import('../commands/forecast.ts');
      setExitCode(await forecast(command.optsWithGlobals(), world));
    });
}

/** What only Prophet has, with Prophet's defaults. */
const PROPHET_OPTIONS: readonly Option[] = [
  new Option('--growth <kind>', 'shape of the trend').choices(['linear', 'flat']).default(FORECAST_DEFAULTS.growth),
  new Option('--yearly <setting>', 'auto, true, false or order')
    .argParser(seasonality)
    .default(FORECAST_DEFAULTS.yearly),
  new Option('--weekly <setting>', 'likewise').argParser(seasonality).default(FORECAST_DEFAULTS.weekly),
  new Option('--daily <setting>', 'likewise').argParser(seasonality).default(FORECAST_DEFAULTS.daily),
  new Option('--changepoints <n>', 'places where the trend may bend')
    .argParser(wholeNumber(0, 500))
    .default(FORECAST_DEFAULTS.changepoints),
  new Option('--changepoint-range <share>', 'part of the history that may have them')
    .argParser(numberBetween(0, 1, true))
    .default(FORECAST_DEFAULTS.changepointRange),
  new Option('--changepoint-prior-scale <s>', 'how freely the trend bends')
    .argParser(numberBetween(0, Number.POSITIVE_INFINITY))
    .default(FORECAST_DEFAULTS.changepointPriorScale),
  new Option('--seasonality-prior-scale <s>', 'how freely the seasons swing')
    .argParser(numberBetween(0, Number.POSITIVE_INFINITY))
    .default(FORECAST_DEFAULTS.seasonalityPriorScale),
  new Option('--holidays-prior-scale <s>', 'how freely holidays differ')
    .argParser(numberBetween(0, Number.POSITIVE_INFINITY))
    .default(FORECAST_DEFAULTS.holidaysPriorScale),
];

const places = (text: string): string[] => text.split(',').map((place) => place.trim());

/** An option without effect would leave its user with a forecast other than the one that was asked for. */
function requireOptionsOfModel(command: Command): void {
  const { model, holidays, events } = command.opts();
  if (model === 'naive' && (holidays !== undefined || events !== undefined))
    throw usageFailure(
      'the model naive repeats the last week as it was, whatever --holidays and --events say',
      'choose another --model, or leave them out',
    );
  const given = PROPHET_OPTIONS.find((option) => command.getOptionValueSource(option.attributeName()) === 'cli');
  if (model === 'prophet' || given === undefined) return;
  throw usageFailure(`${given.long} is an option of the model prophet, not of ${model}`, 'leave one of the two out');
}
