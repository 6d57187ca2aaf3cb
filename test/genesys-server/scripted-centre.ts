import {
  type Centre,
  type CentreQueue,
  type ContactStream,
  type Metric,
  type MetricStats,
  mergeTallies,
  type Tally,
} from './centre.ts';

/** What happened to the contacts of one queue and media type in one interval, which no query may cut. */
export interface ScriptedVolume {
  readonly queueId: string;
  readonly mediaType: string;
  /** Direction of conversation and session; inbound when absent. */
  readonly originatingDirection?: 'inbound' | 'outbound';
  readonly direction?: 'inbound' | 'outbound';
  /** ISO 8601 with offset; `end` is excluded. */
  readonly start: string;
  readonly end: string;
  /** A plain number is a counter's count; times are milliseconds. */
  readonly metrics: Readonly<Partial<Record<Metric, number | MetricStats>>>;
}

interface Entry {
  readonly startMs: number;
  readonly endMs: number;
  readonly tally: Tally;
}

interface ScriptedStream {
  readonly dimensions: ContactStream['dimensions'];
  readonly entries: Entry[];
}

/** A centre in which exactly the given things happened. A query whose intervals cut a given interval throws. */
export function scriptedCentre(script: {
  readonly queues: readonly CentreQueue[];
  readonly volumes: readonly ScriptedVolume[];
}): Centre {
  const streams = new Map<string, ScriptedStream>();
  for (const volume of script.volumes) {
    const originatingDirection = volume.originatingDirection ?? 'inbound';
    const dimensions = {
      queueId: volume.queueId,
      mediaType: volume.mediaType,
      originatingDirection,
      direction: volume.direction ?? originatingDirection,
    };
    const key = JSON.stringify(dimensions);
    const stream: ScriptedStream = streams.get(key) ?? { dimensions, entries: [] };
    streams.set(key, stream);
    stream.entries.push(entryOf(volume));
  }
  for (const { entries } of streams.values()) entries.sort((a, b) => a.startMs - b.startMs);
  return {
    organization: { id: '0f0f0f0f-0000-4000-8000-000000000001', name: 'Scripted Centre' },
    queues: script.queues,
    streams: [...streams.values()].map(({ dimensions, entries }) => ({
      dimensions,
      tally: (borders) => talliesOf(entries, borders),
    })),
  };
}

function entryOf({ start, end, metrics }: ScriptedVolume): Entry {
  const startMs = Date.parse(start);
  const endMs = Date.parse(end);
  if (!(startMs < endMs)) throw new Error(`not an interval: ${start}/${end}`);
  const tally: Partial<Record<Metric, MetricStats>> = {};
  for (const [metric, given] of Object.entries(metrics) as [Metric, number | MetricStats][]) {
    const stats = typeof given === 'number' ? { count: given } : given;
    if ((stats.count ?? stats.denominator ?? 0) > 0) tally[metric] = stats;
  }
  return { startMs, endMs, tally };
}

/** `entries` ascend, as do `borders`. */
function talliesOf(entries: readonly Entry[], borders: readonly number[]): Tally[] {
  let at = 0;
  /** The sum of the entries that start before `endMs` and were not summed yet. */
  const takeUpTo = (endMs: number): Tally => {
    let sum: Tally = {};
    for (; at < entries.length && entries[at].startMs < endMs; at++) {
      if (entries[at].endMs > endMs) {
        throw new Error(`the query cuts the scripted interval from ${new Date(entries[at].startMs).toISOString()}`);
      }
      sum = mergeTallies(sum, entries[at].tally);
    }
    return sum;
  };
  const [startMs, ...ends] = borders;
  takeUpTo(startMs);
  return ends.map(takeUpTo);
}
