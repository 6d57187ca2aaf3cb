import { type Command, Option } from 'commander';
import { collect, numberBetween, wholeNumber } from '../option-values.ts';
import type { World } from '../world.ts';

/** The options of `gcforecast pace`. */
export function paceSurface(command: Command, world: World, setExitCode: (code: number) => void): void {
  command
    .description(
      'Forecasts the answer rate of a campaign by the hour, and finds for each hour the most calls per agent whose ' +
        'abandoned calls stay below a target, confirmed by a simulation with the campaign’s own ring and handle ' +
        'times. Shows a plan and writes it to a file; only --apply changes the campaign, and --rollback undoes it.',
    )
    .optionsGroup('Campaign:')
    .option('--campaign <name or id>', 'which one (also GENESYS_CAMPAIGN_ID)')
    .addOption(
      new Option('--hours <n>', 'hours to plan, the running one first').argParser(wholeNumber(1, 168)).default(24),
    )
    .addOption(
      new Option('--days-back <n>', 'days that the answer rate is learned from')
        .argParser(wholeNumber(1, 365))
        .default(14),
    )
    .addOption(
      new Option('--model <name>', 'of the answer rate; tutorial-stl is a plain recipe, for comparison only')
        .choices(['answer-rate', 'tutorial-stl'])
        .default('answer-rate'),
    )
    .optionsGroup('Agents:')
    .option('--capacity <source>', 'wfm (published schedule), observed (time on queue, the default), or a CSV file')
    .option(
      '--skill <name or id>',
      'only agents with it: members of the queue, or the planning group of the schedule (also GENESYS_SKILL_ID)',
    )
    .addOption(
      new Option('--shrinkage <share>', 'planned time that is not spent on queue').argParser(numberBetween(0, 1)),
    )
    .addOption(
      new Option('--inbound-share <share>', 'of the agents’ time that other contacts take')
        .argParser(numberBetween(-1e-9, 1))
        .default(0),
    )
    .optionsGroup('Limits:')
    .addOption(
      new Option('--max-abandon <share>', 'of answered calls that may find no agent, over 30 days')
        .argParser(numberBetween(0, 1))
        .default(0.03),
    )
    .addOption(
      new Option('--abandon-limit <share>', 'no target may be above: the law of your place, as you know it')
        .argParser(numberBetween(0, 1))
        .default(0.03),
    )
    .addOption(
      new Option('--max-calls-per-agent <n>', 'never more, whatever the organisation allows')
        .argParser(numberBetween(0.999999, 15, true))
        .default(15),
    )
    .addOption(
      new Option('--allow <name or id>', 'the only campaigns that may be changed; may be repeated').argParser(collect),
    )
    .optionsGroup('Plan and change:')
    .option('--plan <file.json>', 'where the plan goes, and what --apply reads when it is there', 'pacing_plan.json')
    .option('--apply', 'set the levers of the running hour, after asking')
    .option('--yes', 'without asking')
    .option('--watch', 'plan and apply every hour until stopped')
    .option('--rollback <journal>', 'set back what a journal has changed')
    .addOption(new Option('--seed <n>', 'of the simulation').argParser(wholeNumber(0, 2 ** 32 - 1)).default(0))
    .addHelpText(
      'after',
      `
Examples:
  gcforecast pace --campaign "Spring Offers"
  gcforecast pace --campaign "Spring Offers" --capacity wfm --shrinkage 0.1 --max-abandon 0.02
  gcforecast pace --apply --plan pacing_plan.json
  gcforecast pace --rollback ~/.local/share/gcforecast/journals/.../pace-....jsonl`,
    )
    .action(async (_options, command: Command) => {
      const { pace } = await import('../commands/pace.ts');
      setExitCode(await pace(command.optsWithGlobals(), world));
    });
}
