import type { Reply } from '../genesys-server/reply.ts';
import type { SummaryCentre } from './summary-centre.ts';

/** A request that is authorised. */
interface SummaryRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** Origin of this server, for addresses of next pages. */
  readonly origin: string;
}

/** One operation of the contract; segments in braces stand for any text. */
export interface SummaryOperation {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  answer(request: SummaryRequest, centre: SummaryCentre): Reply;
}

/** How the server divides what it tells. */
export interface SummaryPaging {
  /** Items on a page, at most; a request that asks for fewer gets fewer. */
  readonly mostPerPage: number;
}
