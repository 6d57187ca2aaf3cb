import { backtestDocument } from '../../export/backtest-json.ts';
import type { BacktestResult } from '../../export/backtest-result.ts';
import { jsonText } from '../../export/json.ts';
import type { World } from '../world.ts';
import { backtestAll } from './backtest/backtest-all.ts';
import type { BacktestOptions } from './backtest/options.ts';
import { backtestText } from './backtest/print-backtest.ts';
import { readHistory, requireOneSource } from './forecast/read-history.ts';
import { withReporting } from './with-reporting.ts';

const PARTLY_DONE = 7;

/** `gcforecast backtest`: a history, each model on each fold of it, and how good they were on stdout. Returns the exit code. */
export async function backtest(options: BacktestOptions, world: World): Promise<number> {
  requireOneSource(options);
  if (options.campaign !== undefined) return backtestCampaign(options.campaign, options, world);
  if (options.against !== undefined) return backtestAgainst(options.against, options, world);
  if (options.live === true) return backtestLive(options, world);
  const result = await withReporting(options, world, async (config, reporting) => {
    const history = await readHistory(options, config, world, reporting);
    const tested = await backtestAll(history, options, world.signal, reporting.progress);
    requireResult(tested);
    for (const warning of warningsOf(tested)) reporting.log.warn({}, warning);
    await history.finish();
    return tested;
  });
  world.stdout.write(options.json === true ? jsonText(backtestDocument(result)) : backtestText(result, options, world));
  return result.failed.length === 0 ? 0 : PARTLY_DONE;
}

/** A series that does not allow it does not hold up the others; when none does, its failure is that of the run. */
function requireResult({ series, failed }: BacktestResult): void {
  if (series.length === 0) throw failed[0].failure;
}

const warningsOf = ({ warnings, failed }: BacktestResult): string[] => [
  ...warnings,
  ...failed.map(({ failure }) => `not tested: ${failure.message}`),
];

async function backtestCampaign(campaign: string, options: BacktestOptions, world: World): Promise<number> {
  const { campaignBacktest } = await import('./backtest/campaign-backtest.ts');
  const { campaignBacktestText } = await import('./backtest/print-campaign-backtest.ts');
  const result = await withReporting(options, world, (config, reporting) =>
    campaignBacktest(campaign, options, config, world, reporting),
  );
  const document = () => jsonText({ schema: 'gcforecast/rate-backtest@1', ...result });
  world.stdout.write(options.json === true ? document() : campaignBacktestText(result, options, world));
  return 0;
}

async function backtestLive(options: BacktestOptions, world: World): Promise<number> {
  const { liveBacktest } = await import('./backtest/live-backtest.ts');
  const { liveBacktestText } = await import('./backtest/print-live-backtest.ts');
  const result = await withReporting(options, world, async (config, reporting) => {
    const history = await readHistory(options, config, world, reporting);
    const judged = liveBacktest(history, options);
    for (const warning of history.warnings) reporting.log.warn({}, warning);
    await history.finish();
    return judged;
  });
  const document = () => jsonText({ schema: 'gcforecast/live@1', ...result });
  world.stdout.write(options.json === true ? document() : liveBacktestText(result, options, world));
  return 0;
}

async function backtestAgainst(theirs: string, options: BacktestOptions, world: World): Promise<number> {
  const { againstBacktest } = await import('./backtest/against-backtest.ts');
  const { againstBacktestText } = await import('./backtest/print-against-backtest.ts');
  const result = await withReporting(options, world, async (config, reporting) => {
    const history = await readHistory(options, config, world, reporting);
    const compared = await againstBacktest(theirs, history, options, world);
    for (const warning of compared.warnings) reporting.log.warn({}, warning);
    await history.finish();
    return compared;
  });
  const document = () => jsonText({ schema: 'gcforecast/against@1', ...result });
  world.stdout.write(options.json === true ? document() : againstBacktestText(result, options, world));
  return 0;
}
