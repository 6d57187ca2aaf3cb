import type { Conversation } from '../series/conversation.ts';
import type { EpochSeconds } from '../series/time-zone.ts';

/** A number that a dimension or metric lies in; times of metrics are seconds. */
interface DetailRange {
  readonly gt?: number;
  readonly gte?: number;
  readonly lt?: number;
  readonly lte?: number;
}

/**
 * A condition on one dimension (`queueId`, `mediaType`, `wrapUpCode`, `originatingDirection`, ...) or metric (`tHandle`), in
 * the names of the service's detail queries, which refuses names that it does not know.
 */
export type DetailPredicate = ({ readonly dimension: string } | { readonly metric: string }) &
  (
    | { readonly operator: 'matches'; readonly value: string }
    | { readonly operator: 'matches'; readonly range: DetailRange }
    | { readonly operator: 'exists' | 'notExists' }
  );

/** Predicates of which all (`and`) or at least one (`or`) must hold. */
export interface DetailClause {
  readonly type: 'and' | 'or';
  readonly predicates: readonly DetailPredicate[];
}

/** Predicates and clauses of which all or at least one must hold: a tree of two levels, the most that the service takes. */
export interface DetailFilter {
  readonly type: 'and' | 'or';
  readonly predicates?: readonly DetailPredicate[];
  readonly clauses?: readonly DetailClause[];
}

/** Which conversations are asked for. */
export interface DetailQuestion {
  readonly from: EpochSeconds;
  /** Excluded. */
  readonly to: EpochSeconds;
  /**
   * `begun` in the range, each conversation in one range only; or `active` in it, begun before included: what is needed to add
   * up the metrics that were emitted in the range.
   */
  readonly selection: 'begun' | 'active';
  /** About the conversation as a whole; all of them must hold. */
  readonly conversationFilters?: readonly DetailFilter[];
  /** Each must hold for at least one segment, with its session and participant; not the same one for all of them. */
  readonly segmentFilters?: readonly DetailFilter[];
  /** Order of start within a part; ascending when absent. */
  readonly order?: 'ascending' | 'descending';
  /** Whether telephone numbers of caller and called are wanted: personal data, left out when absent. */
  readonly withAddresses?: boolean;
}

/** Some conversations of a stretch of time. No conversation comes twice in the parts of one question. */
export interface ConversationPart {
  /**
   * The stretch in whose answer they came. Those begun before the range of the question come with any stretch, also with one
   * that lies before that range.
   */
  readonly from: EpochSeconds;
  /** Excluded. */
  readonly to: EpochSeconds;
  /** By start, in the order of the question. */
  readonly conversations: readonly Conversation[];
  /** Conversations of the stretch so far, these included. */
  readonly count: number;
  /** Whether the stretch is whole with this part, which may be empty. */
  readonly isLast: boolean;
}

/** What can be named by a listing. */
export type Nameable = 'queues' | 'users' | 'wrapUpCodes' | 'skills';

/** What the pipeline asks about single conversations. Everything fails with a Failure, never with less than was asked. */
export interface Details {
  /**
   * All conversations of a question, part by part, in any order of parts; only a few parts are held. Every stretch ends with
   * a part that says so. A consumer that stops early leaves nothing behind at the service.
   */
  conversations(question: DetailQuestion): AsyncIterable<ConversationPart>;
  /** Names by id, as far as the client may see them; users who have left included. */
  names(of: Nameable): Promise<ReadonlyMap<string, string>>;
}
