/**
 * The dialler centre: five campaigns, one in each dialling mode, twelve weeks from Monday 2026-01-26 to Sunday 2026-04-19 by
 * the clock of Berlin, which goes forward on 29 March.
 *
 * | campaign         | mode        | queue     | agents | calls per agent | share answered | talk and after-call work |
 * | ---------------- | ----------- | --------- | ------ | --------------- | -------------- | ------------------------ |
 * | Spring Offers    | predictive  | Sales     | 8      | 1.8, cap 2.5    | 25 %           | 200 s + 40 s             |
 * | Overdue Bills    | power       | Billing   | 6      | 2               | 35 %           | 260 s + 60 s             |
 * | Satisfaction     | progressive | Surveys   | 4      | 1               | 40 %           | 150 s + 20 s             |
 * | Large Accounts   | preview     | Accounts  | 3      | 1               | 55 %           | 420 s + 120 s            |
 * | Appointment Note | agentless   | none      | none   | 3 lines         | 45 %           | none                     |
 *
 * Callable: Monday to Friday 9 to 18, Saturday 10 to 14; Satisfaction has a set of two zones that comes to the same. The chance
 * of an answer has a weekly profile (hour of day, day of week), a drift over the twelve weeks and a shock for each day, on the
 * scale of log odds. Calls are simulated one by one (dialling-day.ts), so that every count and every second agrees: attempts,
 * answers, abandoned calls, handle times, the time of the agents, single conversations. A metric lands in the quarter-hour in
 * which it is emitted, so that what was dialled before closing is answered and handled after it.
 *
 * Agents follow duty-roster.ts; on one day in twenty one is ill, of which the schedule knows nothing. The schedule is published
 * up to a week after the history. The first two agents of Sales and the first one of Billing are in Customer Service as well,
 * and the first of Sales is a member of Accounts without being joined.
 */
import type {
  Centre,
  CentreCampaign,
  CentreOutbound,
  CentreWorkforce,
  ContactStream,
  OutboundCall,
  RoutingStatus,
  Tally,
} from './centre.ts';
import { type DiallingParameters, type DutyAgent, dialDay } from './dialling-day.ts';
import { atMinute, dayNumberAt, localDay, plannedStretches, type Stretch } from './duty-roster.ts';
import { QUARTER_MS, timerCells } from './quarter-hours.ts';
import { type Random, seededRandom } from './random.ts';

const SEED = 20260126;
const ZONE = 'Europe/Berlin';
const FIRST_DAY = Date.UTC(2026, 0, 26) / 86_400_000;
const DAYS = 84;
const SCHEDULED_DAYS = DAYS + 7;

const uuid = (kind: string, number: number): string => `7d1a11e4-${kind}-4000-8000-${String(number).padStart(12, '0')}`;

const QUEUES = ['Sales', 'Billing', 'Surveys', 'Accounts', 'Customer Service'].map((name, i) => ({
  id: uuid('0001', i + 1),
  name,
}));
const [SALES, BILLING, SURVEYS, ACCOUNTS, SERVICE] = QUEUES;

const WORKING_HOURS = [1, 2, 3, 4, 5].map((day) => ({ startTime: '09:00:00', stopTime: '18:00:00', day }));
const BERLIN_TIMES = {
  timeZoneId: ZONE,
  timeSlots: [...WORKING_HOURS, { startTime: '10:00:00', stopTime: '14:00:00', day: 6 }],
};
/** An hour earlier on the clock is the same time in Berlin. */
const LONDON_TIMES = {
  timeZoneId: 'Europe/London',
  timeSlots: [1, 2, 3, 4, 5].map((day) => ({ startTime: '09:00:00', stopTime: '17:00:00', day })),
};
const CALLABLE_TIME_SETS = [
  { id: uuid('0002', 1), name: 'Office hours', version: 1, callableTimes: [BERLIN_TIMES] },
  { id: uuid('0002', 2), name: 'Two countries', version: 1, callableTimes: [BERLIN_TIMES, LONDON_TIMES] },
];

interface CampaignPlan {
  readonly campaign: CentreCampaign;
  readonly queueId: string | undefined;
  readonly agents: number;
  readonly answerFraction: number;
  readonly dialling: DiallingParameters;
}

function plan(
  number: number,
  name: string,
  queue: { readonly id: string; readonly name: string } | undefined,
  agents: number,
  answerFraction: number,
  dialling: DiallingParameters,
  levers: Readonly<Record<string, unknown>>,
): CampaignPlan {
  const reference = (kind: string, title: string) => ({ id: uuid(kind, number), name: title });
  return {
    queueId: queue?.id,
    agents,
    answerFraction,
    dialling,
    campaign: {
      id: uuid('0003', number),
      name,
      dateCreated: '2025-11-03T09:00:00.000Z',
      dateModified: '2026-01-20T09:00:00.000Z',
      version: 3,
      division: reference('0009', 'Home'),
      campaignStatus: 'on',
      dialingMode: dialling.mode,
      contactList: reference('0004', `${name} contacts`),
      phoneColumns: [{ columnName: 'PHONE', type: 'HOME' }],
      callerName: 'Dialler Centre',
      callerAddress: '+4930123450',
      callableTimeSet: { id: CALLABLE_TIME_SETS[number === 3 ? 1 : 0].id, name: 'times' },
      callAnalysisResponseSet: reference('0005', 'Answering machines'),
      site: reference('0006', 'Berlin'),
      ...(queue === undefined ? {} : { queue, script: reference('0007', `${name} script`) }),
      noAnswerTimeout: 30,
      priority: 3,
      alwaysRunning: false,
      contactSorts: [{ fieldName: 'PRIORITY', direction: 'DESC', numeric: true }],
      dncLists: [reference('0008', 'Do not call')],
      errors: [],
      ...levers,
      selfUri: `/api/v2/outbound/campaigns/${uuid('0003', number)}`,
    },
  };
}

const PLANS: readonly CampaignPlan[] = [
  plan(
    1,
    'Spring Offers',
    SALES,
    8,
    0.25,
    { mode: 'predictive', callsPerAgent: 1.8, meanTalkMs: 200_000, meanAcwMs: 40_000 },
    { maxCallsPerAgent: 2, maxCallsPerAgentDecimal: 2.5, abandonRate: 3, outboundLineCount: 30 },
  ),
  plan(
    2,
    'Overdue Bills',
    BILLING,
    6,
    0.35,
    { mode: 'power', callsPerAgent: 2, meanTalkMs: 260_000, meanAcwMs: 60_000 },
    {
      maxCallsPerAgent: 2,
      abandonRate: 2.5,
      outboundLineCount: 20,
      dynamicLineBalancingSettings: { enabled: true, relativeWeight: 40 },
    },
  ),
  plan(
    3,
    'Satisfaction',
    SURVEYS,
    4,
    0.4,
    { mode: 'progressive', callsPerAgent: 1, meanTalkMs: 150_000, meanAcwMs: 20_000 },
    { abandonRate: 3, outboundLineCount: 10 },
  ),
  plan(
    4,
    'Large Accounts',
    ACCOUNTS,
    3,
    0.55,
    { mode: 'preview', callsPerAgent: 1, meanTalkMs: 420_000, meanAcwMs: 120_000 },
    { skipPreviewDisabled: true, previewTimeOutSeconds: 40 },
  ),
  plan(
    5,
    'Appointment Note',
    undefined,
    0,
    0.45,
    { mode: 'agentless', callsPerAgent: 3, meanTalkMs: 1, meanAcwMs: 1 },
    { outboundLineCount: 3 },
  ),
];

const SETTINGS = {
  id: uuid('000a', 1),
  name: 'Outbound settings',
  version: 4,
  maxCallsPerAgent: 5,
  maxConfigurableCallsPerAgent: 15,
  maxLineUtilization: 0.8,
  abandonSeconds: 2,
  complianceAbandonRateDenominator: 'CALLS_THAT_REACHED_QUEUE',
};

/** The ids of the agents of a campaign's team. */
const team = (campaign: number, agents: number): string[] =>
  Array.from({ length: agents }, (_, i) => uuid('000b', 100 * (campaign + 1) + i));

const dayStart = (day: number): number => atMinute(ZONE, localDay(FIRST_DAY + day), 0);

/** The centre described above. Days are simulated when they are first asked for, and their sums kept. */
export function diallerCentre(): Centre & { outbound: CentreOutbound; workforce: CentreWorkforce } {
  const campaigns = PLANS.map(simulatedCampaign);
  return {
    organization: { id: uuid('0000', 1), name: 'Dialler Centre' },
    queues: QUEUES,
    streams: campaigns.map(({ stream }) => stream),
    outbound: {
      campaigns: PLANS.map(({ campaign }) => campaign),
      settings: SETTINGS,
      callableTimeSets: CALLABLE_TIME_SETS,
      endMs: dayStart(DAYS),
      calls(campaignId, startMs, endMs) {
        const at = PLANS.findIndex(({ campaign }) => campaign.id === campaignId);
        return at < 0 ? [] : campaigns[at].calls(startMs, endMs);
      },
    },
    workforce: workforceOf(campaigns),
  };
}

interface SimulatedCampaign {
  readonly stream: ContactStream;
  readonly userIds: readonly string[];
  calls(startMs: number, endMs: number): OutboundCall[];
  /** Milliseconds with contacts. */
  busyMs(agent: number, startMs: number, endMs: number): number;
}

function simulatedCampaign(
  { campaign, queueId, agents, answerFraction, dialling }: CampaignPlan,
  number: number,
): SimulatedCampaign {
  const firstMs = dayStart(0);
  // Calls of the last day may end on the next.
  const quarters = (dayStart(DAYS + 1) - firstMs) / QUARTER_MS;
  const counts = {
    attempted: new Int32Array(quarters),
    connected: new Int32Array(quarters),
    abandoned: new Int32Array(quarters),
  };
  const handled = timerCells(quarters);
  const userIds = team(number, agents);
  const busy = userIds.map(() => new Float64Array(quarters));
  const simulated = new Set<number>();

  const kept = new Map<number, readonly OutboundCall[]>();
  /** The last few days stay, since single calls are asked for page by page. */
  const callsOf = (day: number): readonly OutboundCall[] => {
    const calls = kept.get(day) ?? simulate(day);
    kept.set(day, calls);
    for (const [oldest] of kept) if (kept.size > 4) kept.delete(oldest);
    return calls;
  };
  const simulate = (day: number): OutboundCall[] => {
    const local = localDay(FIRST_DAY + day);
    const slot = BERLIN_TIMES.timeSlots.find(({ day: weekday }) => weekday === local.weekday);
    if (slot === undefined || day < 0 || day >= DAYS) return [];
    const open: Stretch = [slot.startTime, slot.stopTime].map((text) =>
      atMinute(ZONE, local, 60 * Number(text.slice(0, 2))),
    ) as [number, number];
    const duty = userIds.map(
      (userId, agent): DutyAgent => ({ userId, stretches: workedStretches(number, agent, day) }),
    );
    const random = seededRandom(SEED, number, day);
    const shock = 0.15 * normal(random);
    const chance = (atMs: number): number =>
      answerChance(answerFraction, local.weekday, day, (atMs - open[0]) / 3_600_000, shock);
    return dialDay(open, duty, dialling, chance, random);
  };
  const cellAt = (ms: number): number => Math.floor((ms - firstMs) / QUARTER_MS);
  const book = (call: OutboundCall): void => {
    const answeredMs = call.startMs + call.ringMs;
    counts.attempted[cellAt(call.startMs)]++;
    if (call.isAnswered) counts.connected[cellAt(answeredMs)]++;
    if (call.isAnswered && call.handling === undefined && dialling.mode !== 'agentless')
      counts.abandoned[cellAt(answeredMs + 2_000)]++;
    if (call.handling === undefined) return;
    const { userId, startMs, talkMs, acwMs } = call.handling;
    handled.add(cellAt(startMs + talkMs + acwMs), talkMs + acwMs);
    spread(busy[userIds.indexOf(userId)], startMs - firstMs, startMs + talkMs + acwMs - firstMs);
  };
  const dayAt = (ms: number): number => dayNumberAt(ZONE, ms) - FIRST_DAY;
  const bookDays = (startMs: number, endMs: number): void => {
    // The day before may have left calls behind.
    for (let day = Math.max(0, dayAt(startMs) - 1); day <= Math.min(DAYS - 1, dayAt(endMs - 1)); day++) {
      if (simulated.has(day)) continue;
      simulated.add(day);
      for (const call of simulate(day)) book(call);
    }
  };
  const quarterAt = (ms: number): number => {
    const quarter = (ms - firstMs) / QUARTER_MS;
    if (!Number.isInteger(quarter)) throw new Error(`the dialler centre knows whole quarter-hours only, not ${ms} ms`);
    return Math.max(0, Math.min(quarter, quarters));
  };

  return {
    userIds,
    stream: {
      dimensions: {
        ...(queueId === undefined ? {} : { queueId }),
        mediaType: 'voice',
        originatingDirection: 'outbound',
        direction: 'outbound',
        outboundCampaignId: campaign.id,
      },
      tally(borders) {
        bookDays(borders[0], borders[borders.length - 1]);
        const at = borders.map(quarterAt);
        return at.slice(1).map((to, i): Tally => {
          const counted = {
            nOutboundAttempted: sum(counts.attempted, at[i], to),
            nOutboundConnected: sum(counts.connected, at[i], to),
            nOutboundAbandoned: sum(counts.abandoned, at[i], to),
          };
          const happened = Object.entries(counted).flatMap(([metric, count]) =>
            count > 0 ? [[metric, { count }]] : [],
          );
          const tHandle = handled.stats(at[i], to);
          return { ...Object.fromEntries(happened), ...(tHandle === undefined ? {} : { tHandle }) };
        });
      },
    },
    calls(startMs, endMs) {
      const found: OutboundCall[] = [];
      for (let day = dayAt(startMs); day <= dayAt(endMs - 1); day++) {
        for (const call of callsOf(day)) if (call.startMs >= startMs && call.startMs < endMs) found.push(call);
      }
      return found;
    },
    busyMs(agent, startMs, endMs) {
      bookDays(startMs, endMs);
      return sum(busy[agent], quarterAt(startMs), quarterAt(endMs));
    },
  };
}

/** On one day in twenty an agent is ill. Kept, since every interval of every agent asks for it. */
function workedStretches(campaign: number, agent: number, day: number): readonly Stretch[] {
  if (day < 0 || day >= DAYS) return [];
  const place = (100 * campaign + agent) * DAYS + day;
  const stretches = worked.get(place) ?? drawnStretches(campaign, agent, day);
  worked.set(place, stretches);
  return stretches;
}

const worked = new Map<number, readonly Stretch[]>();

function drawnStretches(campaign: number, agent: number, day: number): readonly Stretch[] {
  const isIll = seededRandom(SEED, 1000 + campaign, 100 * day + agent)() < 0.05;
  return isIll ? [] : plannedStretches(ZONE, localDay(FIRST_DAY + day), agent);
}

/** Log odds: higher in the evening and on Saturdays, lowest on Mondays, falling slowly over the weeks. */
function answerChance(level: number, weekday: number, day: number, hoursOpen: number, shock: number): number {
  const ofWeekday = [0, -0.25, -0.05, 0, 0.05, -0.1, 0.3][weekday];
  const ofHour = 0.35 * Math.sin(((hoursOpen - 4.5) / 4.5) * (Math.PI / 2));
  const logOdds = Math.log(level / (1 - level)) + ofWeekday + ofHour - 0.3 * (day / DAYS - 0.5) + shock;
  return 1 / (1 + Math.exp(-logOdds));
}

function workforceOf(campaigns: readonly SimulatedCampaign[]): CentreWorkforce {
  const [sales, billing] = campaigns.map(({ userIds }) => userIds);
  const memberIds = new Map<string, readonly string[]>(
    PLANS.flatMap(({ queueId }, i) => (queueId === undefined ? [] : [[queueId, campaigns[i].userIds] as const])),
  );
  memberIds.set(SERVICE.id, [sales[0], sales[1], billing[0]]);
  const nameOf = (userId: string): string => `Agent ${Number(userId.slice(-12))}`;

  return {
    members(queueId) {
      const joined = (memberIds.get(queueId) ?? []).map((id) => ({ id, name: nameOf(id), joined: true }));
      return queueId === ACCOUNTS.id ? [...joined, { id: sales[0], name: nameOf(sales[0]), joined: false }] : joined;
    },
    statuses(userId, borders) {
      const number = campaigns.findIndex(({ userIds }) => userIds.includes(userId));
      if (number < 0) return borders.slice(1).map(() => ({}));
      const agent = campaigns[number].userIds.indexOf(userId);
      return borders.slice(1).map((endMs, i) => {
        const startMs = borders[i];
        const days = [dayNumberAt(ZONE, startMs), dayNumberAt(ZONE, endMs - 1)].map((day) => day - FIRST_DAY);
        if (days[1] < 0 || days[0] >= DAYS) return {};
        const interacting = campaigns[number].busyMs(agent, startMs, endMs);
        return statusesOf(endMs - startMs, onDutyMs(number, agent, days, startMs, endMs), interacting);
      });
    },
    businessUnits: [
      {
        id: uuid('000c', 1),
        name: 'Germany',
        timeZone: ZONE,
        planningGroups: [
          { id: uuid('000d', 1), name: 'Sales calls', routePaths: [{ queueId: SALES.id, mediaType: 'Voice' }] },
          { id: uuid('000d', 2), name: 'Sales callbacks', routePaths: [{ queueId: SALES.id, mediaType: 'Callback' }] },
          ...['German', 'Polish'].map((language, i) => ({
            id: uuid('000d', 3 + i),
            name: `Bills in ${language}`,
            routePaths: [{ queueId: BILLING.id, mediaType: 'Voice', skillIds: [uuid('000e', 1 + i)] }],
          })),
        ],
      },
      { id: uuid('000c', 2), name: 'Elsewhere', timeZone: 'America/New_York', planningGroups: [] },
    ],
    scheduledSeconds(planningGroupId, borders) {
      const number = planningGroupId === uuid('000d', 1) ? 0 : planningGroupId === uuid('000d', 3) ? 1 : undefined;
      if (number === undefined) return borders.slice(1).map(() => 0);
      const day = dayNumberAt(ZONE, borders[0]) - FIRST_DAY;
      if (day < 0 || day >= SCHEDULED_DAYS) return undefined;
      const planned = campaigns[number].userIds.flatMap((_, agent) =>
        plannedStretches(ZONE, localDay(FIRST_DAY + day), agent),
      );
      return borders.slice(1).map((endMs, i) => overlap(planned, borders[i], endMs) / 1000);
    },
  };
}

/** Work that outlasts the shift is done all the same. Of the time without contacts a little is not idle. */
function statusesOf(totalMs: number, onDutyMs: number, interacting: number): Partial<Record<RoutingStatus, number>> {
  const waiting = Math.max(0, onDutyMs - interacting);
  const notResponding = Math.floor(waiting * 0.02);
  const communicating = Math.floor(waiting * 0.03);
  const all = {
    INTERACTING: interacting,
    IDLE: waiting - notResponding - communicating,
    NOT_RESPONDING: notResponding,
    COMMUNICATING: communicating,
    OFF_QUEUE: totalMs - waiting - interacting,
  };
  return Object.fromEntries(Object.entries(all).filter(([, ms]) => ms > 0));
}

function onDutyMs(
  campaign: number,
  agent: number,
  [first, last]: readonly number[],
  startMs: number,
  endMs: number,
): number {
  let total = 0;
  for (let day = first; day <= last; day++) total += overlap(workedStretches(campaign, agent, day), startMs, endMs);
  return total;
}

const overlap = (stretches: readonly Stretch[], startMs: number, endMs: number): number =>
  stretches.reduce((all, [from, to]) => all + Math.max(0, Math.min(to, endMs) - Math.max(from, startMs)), 0);

/** Adds a stretch of time to the quarter-hours that it touches. */
function spread(cells: Float64Array, startMs: number, endMs: number): void {
  for (let at = startMs; at < endMs; ) {
    const cell = Math.floor(at / QUARTER_MS);
    const end = Math.min(endMs, (cell + 1) * QUARTER_MS);
    cells[cell] += end - at;
    at = end;
  }
}

function sum(cells: Int32Array | Float64Array, from: number, to: number): number {
  let total = 0;
  for (let cell = from; cell < to; cell++) total += cells[cell];
  return total;
}

/** Box and Muller. */
const normal = (random: Random): number => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
