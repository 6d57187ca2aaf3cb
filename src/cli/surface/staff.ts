import { type Command, Option } from 'commander';
import { contacts, duration, riskName, serviceLevelTarget, shrinkageShare } from '../commands/staff/option-values.ts';
import { collect, listOf, numberBetween, opening, wholeNumber } from '../option-values.ts';
import type { World } from '../world.ts';
import { GRANULARITIES, MEDIA_TYPES } from './choices.ts';

/** What only a queue in which contacts wait for an agent can reach. */
const WAIT_OPTIONS = ['serviceLevel', 'maxAsa', 'maxAbandon', 'patience', 'patienceFrom', 'agents', 'simulate'];

/** The options of `gcforecast staff`. */
export function staffSurface(command: Command, world: World, setExitCode: (code: number) => void): void {
  command
    .description(
      'Finds the fewest agents that reach all targets in each interval: by Erlang C, or by Erlang A when ' +
        'contacts give up after a patience. What they reach is told for the volume of the forecast. Without a ' +
        'forecast or a volume, the history of the organisation is forecast first.',
    )
    .optionsGroup('Forecast to staff:')
    .addOption(
      new Option('--forecast <file>', 'what gcforecast forecast has written, .json or .csv; - is stdin').conflicts([
        ...['volume', 'interval', 'days', 'granularity', 'history'],
      ]),
    )
    .addOption(
      new Option('--days <n>', 'without one: days to forecast from the history')
        .argParser(wholeNumber(1, 3660))
        .default(1),
    )
    .addOption(
      new Option('--granularity <step>', 'length of an interval of that forecast (default: PT30M)').choices(
        GRANULARITIES,
      ),
    )
    .addOption(
      new Option('--history-days <n>', 'days to look back').argParser(wholeNumber(2, 3660)).conflicts('history'),
    )
    .option('--history <file.csv>', 'a history from a file: no service is used')
    .option('--columns <roles>', 'columns of a history file by role: time=...,value=...,key=...')
    .addOption(
      new Option('--queue <name or id>', 'only this queue; may be repeated').argParser(collect).conflicts('history'),
    )
    .addOption(new Option('--media <types>', 'only these').argParser(listOf(MEDIA_TYPES)).conflicts('history'))
    .option('--no-fetch', 'use the local history as it is, ask the service nothing')
    .option('--intraday-profile <source>', 'spread a daily forecast like the history of a CSV file, or of the store')
    .optionsGroup('Plain numbers:')
    .addOption(
      new Option('--volume <contacts>', 'contacts in one interval, instead of a forecast')
        .argParser(contacts)
        .conflicts([
          ...['days', 'granularity', 'history', 'historyDays', 'columns'],
          ...['queue', 'media', 'intradayProfile', 'open'],
        ]),
    )
    .option('--interval <step>', 'length of that interval: PT15M, PT30M, PT1H')
    .optionsGroup('Contacts:')
    .addOption(
      new Option('--aht <seconds>', 'average handle time, over that of the forecast').argParser(
        numberBetween(0, Number.POSITIVE_INFINITY),
      ),
    )
    .addOption(
      new Option('--patience <seconds>', 'mean time after which a contact gives up: Erlang A').argParser(
        numberBetween(0, Number.POSITIVE_INFINITY),
      ),
    )
    .addOption(
      new Option('--patience-from <file.csv>', 'waits to estimate it from: wait_seconds,abandoned').conflicts(
        'patience',
      ),
    )
    .addOption(
      new Option('--concurrency <n>', 'contacts an agent has at a time (chat): by the workload method, without waits')
        .argParser(numberBetween(0, 100, true))
        .conflicts(WAIT_OPTIONS),
    )
    .addOption(
      new Option('--due <time>', 'contacts may wait so long to be finished (e-mail), as 4h: likewise')
        .argParser(duration)
        .conflicts(WAIT_OPTIONS),
    )
    .optionsGroup('Targets:')
    .addOption(
      new Option(
        '--service-level <percent/seconds>',
        'share of contacts answered within a time (default: 80/20)',
      ).argParser(serviceLevelTarget),
    )
    .option('--no-service-level', 'the other targets alone')
    .addOption(
      new Option('--max-asa <seconds>', 'average speed of answer').argParser(
        numberBetween(0, Number.POSITIVE_INFINITY),
      ),
    )
    .addOption(
      new Option('--max-occupancy <share>', 'share of the agents’ time on contacts').argParser(
        numberBetween(0, 1, true),
      ),
    )
    .addOption(
      new Option('--max-abandon <share>', 'share of contacts that give up; needs --patience').argParser(
        numberBetween(0, 1),
      ),
    )
    .addOption(
      new Option('--risk <kind>', 'what must reach them: mean (the forecast), expected (its distribution), p80')
        .argParser(riskName)
        .default('mean'),
    )
    .addOption(
      new Option('--interval-width <share>', 'probability of the bounds, where the file does not tell')
        .argParser(numberBetween(0, 1))
        .conflicts('volume'),
    )
    .optionsGroup('Agents:')
    .addOption(
      new Option('--shrinkage <share>', 'paid time that is not spent at the contacts')
        .argParser(shrinkageShare)
        .default(0),
    )
    .addOption(
      new Option(
        '--open <hours>',
        'when agents work, by the local clock: "Mon-Fri 08:00-20:00, Sat 09:00-13:00"',
      ).argParser(opening),
    )
    .addOption(new Option('--min-agents <n>', 'never fewer, in any open interval').argParser(wholeNumber(0, 1_000_000)))
    .addOption(
      new Option('--agents <n>', 'what this many reach, instead of the fewest that do')
        .argParser(wholeNumber(1, 1_000_000))
        .conflicts(['maxAsa', 'maxOccupancy', 'maxAbandon', 'minAgents']),
    )
    .optionsGroup('Simulation:')
    .option('--simulate', 'play each day with its agents, and compare the service level with the formula’s')
    .addOption(new Option('--seed <n>', 'of its random numbers').argParser(wholeNumber(0, 2 ** 32 - 1)).default(0))
    .addOption(
      new Option('--jobs <n>', 'threads to work on (default: one for each core)').argParser(wholeNumber(1, 1024)),
    )
    .optionsGroup('Output:')
    .option('--output <file>', 'where the staffing goes, by its ending .csv or .json')
    .addHelpText(
      'after',
      `
Examples:
  gcforecast staff --days 1 --queue Billing --media voice --patience 120 --shrinkage 0.3
  gcforecast staff --volume 100 --interval PT30M --aht 240
  gcforecast staff --forecast forecast.json --service-level 80/20 --shrinkage 0.3 --output staffing.csv
  gcforecast staff --forecast forecast.json --patience 120 --max-abandon 0.05 --risk p80
  gcforecast staff --volume 100 --interval PT30M --aht 240 --agents 14`,
    )
    .action(async (_options, command: Command) => {
      const { staff } = await import('../commands/staff.ts');
      setExitCode(await staff(command.optsWithGlobals(), world));
    });
}
