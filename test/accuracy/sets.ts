import type { Protocol } from '../../src/models/backtest/protocol.ts';
import type { SeriesPointer } from '../support/reference-series.ts';

/** A public series on which forecasts are measured. Times of the files are local and without zone. */
export interface AccuracySet {
  readonly name: string;
  readonly series: Omit<SeriesPointer, 'checksum'>;
  readonly step: 'P1D' | 'PT1H' | 'PT30M' | 'PT15M';
  /** What a time without a row says: some sources leave out hours in which nothing happened. */
  readonly withoutRow: 'missing' | 'zero';
}

const set = (
  name: string,
  step: AccuracySet['step'],
  series: AccuracySet['series'],
  withoutRow: AccuracySet['withoutRow'] = 'missing',
): AccuracySet => ({ name, step, series, withoutRow });

const BANK = 'bank_calls_5min.csv';
const VANAD_15_MINUTES = 'vanad_queues_15min.csv.gz';

const bank = set('bank_30min', 'PT30M', { file: BANK, between: ['07:00:00', '20:59:59'], sum_per: 'PT30M' });
const vanad5 = set('vanad_q5_30min', 'PT30M', { file: VANAD_15_MINUTES, id: 'q5', sum_per: 'PT30M' });
const vanad2 = set('vanad_q2_15min', 'PT15M', { file: VANAD_15_MINUTES, id: 'q2' });
const serviceDesk = set('service_desk_hourly', 'PT1H', { file: 'service_desk_hourly.csv' }, 'zero');
const bernalillo = set('bernalillo_hourly', 'PT1H', { file: 'bernalillo_assessor_hourly.csv' }, 'zero');
const montgomery = set('montgomery_ems', 'PT30M', { file: 'montgomery_911_30min.csv', id: 'EMS' });
const taylor = set('taylor', 'PT30M', { file: 'taylor_demand_30min.csv' });
const bike = set('bike_hourly', 'PT1H', { file: 'bike_sharing_hourly.csv' });
const melbourne = set('melbourne_southern_cross', 'PT1H', {
  file: 'melbourne_pedestrians_hourly.csv',
  id: 'Southern Cross Station',
});

export const DAILY_SETS: readonly AccuracySet[] = [
  set('german', 'P1D', { file: 'german_calls_daily.csv' }),
  set('nyc311', 'P1D', { file: 'nyc311_daily.csv' }),
  set('bernalillo_daily', 'P1D', { file: 'bernalillo_assessor_daily.csv' }),
  set('kpis', 'P1D', { file: 'call_center_kpis_daily.csv' }),
  set('bank_daily', 'P1D', { file: BANK, sum_per: 'P1D' }),
  set('swast_bnssg', 'P1D', { file: 'swast_ambulance_daily.csv', id: 'BNSSG' }),
  set('swast_cornwall', 'P1D', { file: 'swast_ambulance_daily.csv', id: 'Cornwall' }),
  set('wales_ctm', 'P1D', { file: 'wales_ambulance_daily.csv', id: 'CTM' }),
  set('wales_pow', 'P1D', { file: 'wales_ambulance_daily.csv', id: 'POW' }),
  set('vanad_q13_daily', 'P1D', { file: 'vanad_queues_daily.csv', id: 'q13' }),
  set('vanad_q5_daily', 'P1D', { file: 'vanad_queues_daily.csv', id: 'q5' }),
  set('vanad_q2_daily', 'P1D', { file: 'vanad_queues_daily.csv', id: 'q2' }),
  set('vanad_q9_daily', 'P1D', { file: 'vanad_queues_daily.csv', id: 'q9' }),
  set('service_desk_daily', 'P1D', { file: 'service_desk_hourly.csv', sum_per: 'P1D' }),
];

export const INTRADAY_SETS: readonly AccuracySet[] = [
  bank,
  vanad5,
  vanad2,
  serviceDesk,
  bernalillo,
  montgomery,
  taylor,
  bike,
  melbourne,
];

const TWO_WEEKS_SETS: readonly AccuracySet[] = [bank, vanad5, vanad2, serviceDesk, montgomery, taylor, bike];

export const SETS_OF_PROTOCOL: Readonly<Record<Protocol['name'], readonly AccuracySet[]>> = {
  daily: DAILY_SETS,
  intraday: INTRADAY_SETS,
  two_weeks: TWO_WEEKS_SETS,
};
