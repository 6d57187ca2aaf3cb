import type { RunRecord } from './run-record.ts';

/**
 * The last run in OpenMetrics text, version 1.0.0 (https://prometheus.io/docs/specs/om/open_metrics_spec/): gauges with the command as label. It can also be
 * read as Prometheus text, by the textfile collector of node_exporter for one.
 */
export function openMetrics(record: RunRecord, retries: number): string {
  const label = `{command="${escaped(record.command)}"}`;
  const gauges: readonly Gauge[] = [
    ['end_timestamp_seconds', 'seconds', 'When the last run ended.', Date.parse(record.endedAt) / 1000],
    ['duration_seconds', 'seconds', 'How long the last run took.', record.durationSeconds],
    ['exit_code', undefined, 'Exit code of the last run; 0 is done, 7 done in part.', record.exitCode],
    ['warnings', undefined, 'Warnings of the last run.', record.warnings.length],
    ['retries', undefined, 'Attempts of the last run that failed before it.', retries],
  ];
  return `${gauges.map((gauge) => family(gauge, label)).join('')}# EOF\n`;
}

type Gauge = readonly [name: string, unit: string | undefined, help: string, value: number];

function family([ending, unit, help, value]: Gauge, label: string): string {
  const name = `gcforecast_last_run_${ending}`;
  const unitLine = unit === undefined ? '' : `# UNIT ${name} ${unit}\n`;
  return `# TYPE ${name} gauge\n${unitLine}# HELP ${name} ${help}\n${name}${label} ${value}\n`;
}

const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
