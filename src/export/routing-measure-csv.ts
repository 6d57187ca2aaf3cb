import { isoInstant } from '../series/iso-instant.ts';
import { type Cell, csvText } from './csv.ts';
import type {
  MeasuredAgent,
  MeasuredDemand,
  MeasuredInterval,
  MeasuredQueue,
  MeasuredSkill,
  MeasuredWork,
  RoutingMeasure,
} from './routing-measure.ts';

/** Name to cell, in the order of the file. */
type Columns<Row> = Readonly<Record<string, (row: Row) => Cell>>;

/** Several values in one cell. */
const list = (values: readonly string[]): string => values.join('; ');

const QUEUE_COLUMNS: Columns<MeasuredQueue> = {
  queue_id: ({ queueId }) => queueId,
  queue_name: ({ queueName }) => queueName,
  media_type: ({ mediaType }) => mediaType,
  method: ({ method }) => method,
  rings: ({ rings }) => rings?.length,
  members: ({ members }) => members,
  offered: ({ offered }) => offered,
  answered: ({ answered }) => answered,
  abandoned: ({ abandoned }) => abandoned,
  abandoned_fraction: ({ abandonedFraction }) => abandonedFraction,
  service_level: ({ serviceLevelFraction }) => serviceLevelFraction,
  target: ({ targetFraction }) => targetFraction,
  target_seconds: ({ targetSeconds }) => targetSeconds,
  mean_wait_seconds: ({ meanWaitSeconds }) => meanWaitSeconds,
  handled: ({ handled }) => handled,
  handle_seconds: ({ handleSeconds }) => handleSeconds,
  aht_seconds: ({ ahtSeconds }) => ahtSeconds,
};

interface DemandRow {
  readonly kind: MeasuredDemand;
  readonly interval: MeasuredInterval;
}

const DEMAND_COLUMNS: Columns<DemandRow> = {
  interval_start: ({ interval }) => isoInstant(interval.start),
  interval_end: ({ interval }) => isoInstant(interval.end),
  queue_id: ({ kind }) => kind.queueId,
  queue_name: ({ kind }) => kind.queueName,
  media_type: ({ kind }) => kind.mediaType,
  skill_ids: ({ kind }) => list(kind.skillIds),
  skill_names: ({ kind }) => list(kind.skillNames),
  offered: ({ interval }) => interval.offered,
  answered: ({ interval }) => interval.answered,
  abandoned: ({ interval }) => interval.abandoned,
  service_level: ({ interval }) => interval.serviceLevelFraction,
  mean_wait_seconds: ({ interval }) => interval.meanWaitSeconds,
  aht_seconds: ({ kind }) => kind.ahtSeconds,
  erlangs: ({ interval }) => interval.erlangs,
};

const AGENT_COLUMNS: Columns<MeasuredAgent> = {
  agent_id: ({ agentId }) => agentId,
  agent_name: ({ agentName }) => agentName,
  queue_names: ({ queueNames }) => list(queueNames),
  on_queue_seconds: ({ onQueueSeconds }) => onQueueSeconds,
  handled: ({ handled }) => handled,
  handle_seconds: ({ handleSeconds }) => handleSeconds,
  aht_seconds: ({ ahtSeconds }) => ahtSeconds,
  occupancy: ({ occupancyFraction }) => occupancyFraction,
  not_responding: ({ notResponding }) => notResponding,
};

const WORK_COLUMNS: Columns<MeasuredWork> = {
  agent_id: ({ agentId }) => agentId,
  agent_name: ({ agentName }) => agentName,
  queue_id: ({ queueId }) => queueId,
  queue_name: ({ queueName }) => queueName,
  media_type: ({ mediaType }) => mediaType,
  skill_ids: ({ skillIds }) => list(skillIds),
  skill_names: ({ skillNames }) => list(skillNames),
  handled: ({ handled }) => handled,
  handle_seconds: ({ handleSeconds }) => handleSeconds,
  aht_seconds: ({ ahtSeconds }) => ahtSeconds,
  not_responding: ({ notResponding }) => notResponding,
};

const SKILL_COLUMNS: Columns<MeasuredSkill> = {
  agent_id: ({ agentId }) => agentId,
  agent_name: ({ agentName }) => agentName,
  skill_id: ({ skillId }) => skillId,
  skill_name: ({ skillName }) => skillName,
  proficiency: ({ proficiency }) => proficiency,
  verdict: ({ verdict }) => verdict,
  handled: ({ handled }) => handled,
  handle_seconds: ({ handleSeconds }) => handleSeconds,
  offered_anywhere: ({ offeredAnywhere }) => offeredAnywhere,
  offered_at_his_queues: ({ offeredAtHisQueues }) => offeredAtHisQueues,
  offered_within_reach: ({ offeredWithinReach }) => offeredWithinReach,
};

/** The tables of a measure by file name: numbers unrounded, times in UTC, empty where nothing was counted. */
export const routingMeasureCsv = ({ queues, demand, agents, work, skills }: RoutingMeasure) => ({
  'queues.csv': tableOf(QUEUE_COLUMNS, queues),
  'demand.csv': tableOf(
    DEMAND_COLUMNS,
    demand.flatMap((kind) => kind.intervals.map((interval) => ({ kind, interval }))),
  ),
  'agents.csv': tableOf(AGENT_COLUMNS, agents),
  'work.csv': tableOf(WORK_COLUMNS, work),
  'skills.csv': tableOf(SKILL_COLUMNS, skills),
});

function tableOf<Row>(columns: Columns<Row>, rows: readonly Row[]): string {
  const cells = Object.values(columns);
  return csvText(
    Object.keys(columns),
    rows.map((row) => cells.map((cell) => told(cell(row)))),
  );
}

/** What a contract does not tell stays empty. */
const told = (cell: Cell): Cell => (Number.isNaN(cell) ? undefined : cell);
