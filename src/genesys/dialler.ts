import type { CalendarStep } from '../series/calendar-step.ts';
import type { CallableInterval, DialledCall, OutboundRecord } from '../series/records.ts';
import type { EpochSeconds } from '../series/time-zone.ts';

/** What an administrator can set to pace a campaign; absent what the campaign does not have. */
export interface CampaignLevers {
  /** Calls at a time for each idle agent, at least 1: a fixed ratio in power mode, a ceiling in predictive mode. */
  readonly maxCallsPerAgent?: number;
  /** Share of answered calls for which no agent may be there, as the dialler's target. */
  readonly abandonRateFraction?: number;
  /** Lines that may be used at a time. */
  readonly outboundLineCount?: number;
  /** Share of attempts that the dialler is told to expect answers of, where it is told. */
  readonly answerRateFraction?: number;
  /** Calls that may be attempted at a time, where the dialler knows such a limit. */
  readonly maxAttempts?: number;
  readonly dynamicLineBalancing?: LineBalancing;
  /** The queue whose agents take the calls. */
  readonly queueId?: string;
}

/** Whether a campaign shares lines with others, and with which weight, 0 to 100. */
interface LineBalancing {
  readonly enabled: boolean;
  readonly relativeWeight?: number;
}

/** An outbound voice campaign. Words of the service that are new to this program stay as they are. */
export interface Campaign {
  readonly id: string;
  readonly name: string;
  /** `agentless`, `preview`, `power`, `predictive`, `progressive` or `external`. */
  readonly dialingMode: string;
  /** `on`, `stopping`, `off`, `complete`, `invalid`, `forced_off` or `forced_stopping`. */
  readonly status?: string;
  /** Counts the changes of the whole object. */
  readonly version?: number;
  readonly levers: CampaignLevers;
  readonly callableTimeSetId?: string;
}

/** What holds for every campaign of the organisation. */
export interface OutboundSettings {
  /** A call that waits longer for an agent is abandoned. */
  readonly abandonSeconds?: number;
  /** What the rate of abandoned calls is measured against: `ALL_CALLS` or `CALLS_THAT_REACHED_QUEUE`. */
  readonly abandonRateDenominator?: string;
  readonly maxCallsPerAgent?: number;
  /** The most that the service lets anybody set. */
  readonly maxConfigurableCallsPerAgent?: number;
  readonly maxLineUtilizationFraction?: number;
}

/** What a campaign is doing now; absent what the service does not tell, as for a campaign that is off. */
export interface CampaignActivity {
  readonly attempts?: number;
  readonly connects?: number;
  readonly idleAgents?: number;
  /** Idle agents, less those whom other campaigns will take. */
  readonly effectiveIdleAgents?: number;
  /** The ratio that the dialler has chosen. */
  readonly adjustedCallsPerAgent?: number;
  readonly outstandingCalls?: number;
  readonly scheduledCalls?: number;
  readonly linesAssigned?: number;
  readonly linesAvailable?: number;
}

/** Which outbound history is asked for. `from` and `to` lie on the grid of `step` in `timeZone`; `to` is excluded. */
export interface OutboundQuestion {
  readonly from: EpochSeconds;
  readonly to: EpochSeconds;
  readonly step: CalendarStep;
  readonly timeZone: string;
  readonly campaignIds: readonly string[];
}

/** The newest calls of a campaign. */
export interface CallSample {
  /** The newest first. */
  readonly calls: readonly DialledCall[];
  /** Conversations that are left out because they have not ended. */
  readonly live: number;
}

/** What the pipeline asks of the outbound dialler. Everything fails with a Failure, never with less than was asked. */
export interface Dialler {
  /** All campaigns that the client may see. */
  campaigns(): AsyncIterable<Campaign>;
  /** The campaign with this id or name. Fails (exit code 2) when there is none, or several with the name. */
  findCampaign(idOrName: string): Promise<Campaign>;
  settings(): Promise<OutboundSettings>;
  activity(campaignId: string): Promise<CampaignActivity>;
  /** When a set of callable times lets calls be made between two instants, in order of start. */
  callableIntervals(callableTimeSetId: string, from: EpochSeconds, to: EpochSeconds): Promise<CallableInterval[]>;
  /** In order of time. */
  outboundHistory(question: OutboundQuestion): AsyncIterable<OutboundRecord>;
  /** The newest calls begun in a range of at most 31 days, at most so many. */
  newestCalls(campaignId: string, from: EpochSeconds, to: EpochSeconds, most: number): Promise<CallSample>;
  /**
   * Sets the levers that are given and leaves everything else alone. Gives the campaign as read afterwards, which the caller
   * compares: the service may round, or ignore what the dialling mode does not use.
   */
  setLevers(campaignId: string, levers: CampaignLevers): Promise<Campaign>;
}
