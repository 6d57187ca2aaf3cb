import { dataFailure } from '../../../errors.ts';
import { pooled, quotient, type Ratio } from '../../../models/backtest/pooled-ratio.ts';
import {
  judgePublished,
  type LeadScore,
  type PublishedForecast,
} from '../../../models/backtest/published-forecasts.ts';
import { isoInstant } from '../../../series/iso-instant.ts';
import { compareSeriesKeys } from '../../../series/series-key.ts';
import { keptForecasts } from '../../../store/forecast-log/forecast-log.ts';
import type { KeptForecast } from '../../../store/forecast-log/kept-forecast.ts';
import type { History, HistorySeries } from '../forecast/history.ts';
import { metricOf } from '../forecast/options.ts';
import type { BacktestOptions } from './options.ts';

/** How good the forecasts were that have been given out. */
export interface LiveBacktest {
  readonly asOf: string;
  readonly timeZone: string;
  readonly granularity: string;
  readonly metric: BacktestOptions['metric'];
  /** How many of those kept could be judged, at least in part. */
  readonly forecasts: number;
  /** By model, then by lead. */
  readonly leads: readonly LiveLead[];
}

interface LiveLead {
  readonly model: string;
  /** Probability that the bounds were to hold. */
  readonly intervalWidth: number;
  readonly fromDays: number;
  /** Absent for all that is longer. */
  readonly toDays?: number;
  readonly intervals: number;
  readonly wape: number | undefined;
  readonly bias: number | undefined;
  readonly coverage: number | undefined;
}

/**
 * Judges every kept forecast of the same kind as the history by what that now tells. Fails with exit code 5 when none is kept, or
 * nothing of it has come yet.
 */
export function liveBacktest(history: History, options: BacktestOptions): LiveBacktest {
  const [first] = history.series;
  const granularity = first.series.step.iso;
  const all = history.forecastLog === undefined ? [] : keptForecasts(history.forecastLog);
  const kept = all.filter(
    (one) => one.granularity === granularity && one.timeZone === history.timeZone && one.metric === metricOf(options),
  );
  if (kept.length === 0) throw nothingKept(all.length);
  const scores = kept.map((forecast) => history.series.flatMap((one) => scoresOf(one, forecast)));
  const judged = scores.filter((ofForecast) => ofForecast.length > 0);
  if (judged.length === 0) throw nothingCame(kept);
  return {
    asOf: isoInstant(history.asOf),
    timeZone: history.timeZone,
    granularity,
    metric: options.metric,
    forecasts: judged.length,
    leads: pooledByLead(judged.flat()),
  };
}

const scoresOf = ({ key, series }: HistorySeries, kept: KeptForecast): LeadScore[] =>
  judgePublished(
    series,
    kept.series
      .filter((one) => compareSeriesKeys(one.key, key) === 0)
      .map(
        ({ model, start, forecast, lower, upper }): PublishedForecast => ({
          model,
          asOf: kept.asOf,
          start,
          intervalWidthFraction: kept.intervalWidthFraction,
          point: Float64Array.from(forecast),
          lower: Float64Array.from(lower),
          upper: Float64Array.from(upper),
        }),
      ),
  );

function pooledByLead(scores: readonly LeadScore[]): LiveLead[] {
  const groups = new Map<string, LeadScore[]>();
  for (const score of scores) {
    const name = JSON.stringify([score.model, score.intervalWidthFraction, score.lead.from]);
    groups.set(name, [...(groups.get(name) ?? []), score]);
  }
  return [...groups.values()]
    .map((group) => {
      const [{ model, intervalWidthFraction, lead }] = group;
      const of = (measure: (score: LeadScore) => Ratio) => quotient(pooled(group.map(measure)));
      return {
        model,
        intervalWidth: intervalWidthFraction,
        fromDays: lead.from,
        ...(Number.isFinite(lead.to) ? { toDays: lead.to } : {}),
        intervals: group.reduce((sum, { scored }) => sum + scored, 0),
        wape: of((score) => score.wape),
        bias: of((score) => score.bias),
        coverage: of((score) => score.coverage),
      };
    })
    .sort((a, b) => compare(a.model, b.model) || a.intervalWidth - b.intervalWidth || a.fromDays - b.fromDays);
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const nothingKept = (others: number) =>
  dataFailure(
    others === 0
      ? 'no forecast of this history has been kept'
      : `of the ${others} forecasts that are kept none has these intervals, this time zone and this metric`,
    'run `gcforecast forecast` with the same --history or organisation, --granularity, --metric, --by and --home first, and this when its days have passed',
  );

const nothingCame = (kept: readonly KeptForecast[]) =>
  dataFailure(
    `nothing of the ${kept.length} kept forecasts has come yet, or they are of other series`,
    'give a history that reaches past them, and the same --by as for the forecasts',
  );
