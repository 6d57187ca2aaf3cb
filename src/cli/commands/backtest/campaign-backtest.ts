import type { Config } from '../../../config/read-config.ts';
import { dataFailure } from '../../../errors.ts';
import { backtestRates, type RateBacktest } from '../../../models/answer-rate/backtest-rates.ts';
import { callHistory } from '../../../pacing/call-counts.ts';
import type { World } from '../../world.ts';
import { daysBefore } from '../history/asked-range.ts';
import type { Reporting } from '../log.ts';
import { campaignHistory } from '../pace/campaign-history.ts';
import { openDialler } from '../pace/open-dialler.ts';
import type { BacktestOptions } from './options.ts';

/** How the answer rates of a campaign would have been forecast. */
export interface CampaignBacktest extends RateBacktest {
  readonly campaign: { readonly id: string; readonly name: string };
  readonly timeZone: string;
  readonly intervalWidth: number;
}

const HISTORY_DAYS = 84;
const ORIGINS = 28;

/** Forecasts 24 hours from 28 instants of the last weeks, by each way. Fails with exit code 5 when the history is too short. */
export async function campaignBacktest(
  wanted: string,
  options: BacktestOptions,
  config: Config,
  world: World,
  reporting: Reporting,
): Promise<CampaignBacktest> {
  const opened = await openDialler(config, options, world, reporting);
  const { id, name } = await opened.dialler.findCampaign(wanted);
  const { timeZone } = opened;
  const days = options.historyDays ?? HISTORY_DAYS;
  const { hours, hour } = await campaignHistory(id, days, opened);
  const counts = callHistory(hours, daysBefore(hour, days, timeZone), hour, timeZone);
  if (!counts.attempts.some((attempts) => attempts > 0))
    throw dataFailure(
      `the campaign ${name} has made no calls in ${days} days`,
      'look back further with --history-days',
    );
  try {
    const tested = backtestRates(counts, ORIGINS, options.intervalWidth);
    await opened.finish();
    return { campaign: { id, name }, timeZone, intervalWidth: options.intervalWidth, ...tested };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw dataFailure(`the history of ${name} is too short: ${error.message}`, 'look back further with --history-days');
  }
}
