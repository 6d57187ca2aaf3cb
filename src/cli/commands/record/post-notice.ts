import { readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { rootCertificates } from 'node:tls';
import axios, { type AxiosProxyConfig } from 'axios';
import type { Secret } from '../../../config/secret.ts';
import { Failure } from '../../../errors.ts';
import type { RunRecord } from '../../../export/run-record.ts';
import { proxyFor } from '../../../genesys/proxy.ts';
import type { World } from '../../world.ts';

const PAUSES_MS = [1000, 4000];
const LONGEST_MS = 10_000;

/**
 * Posts a record as JSON, with a line `text` for the webhooks of chats, through the proxy that the environment names. Tries three times
 * where that may help. Fails without the address in its message, since whoever has that can post too.
 */
export async function postNotice(
  address: Secret,
  record: RunRecord,
  attempt: number,
  caFile: string | undefined,
  world: World,
): Promise<void> {
  const body = { text: noticeText(record, attempt), attempt, ...record };
  const url = address.reveal();
  const route = { proxy: proxyFor(new URL(url), world.env), httpsAgent: agentTrusting(caFile) };
  for (let tries = 0; ; tries++) {
    const refusal = await post(url, body, route);
    if (refusal === undefined) return;
    const pauseMs = PAUSES_MS[tries];
    if (!refusal.mayPass || pauseMs === undefined || world.signal.aborted) throw notSent(refusal.reason);
    await world.sleep(pauseMs);
  }
}

/** How a notice leaves this machine. */
interface Route {
  readonly proxy: AxiosProxyConfig | false;
  readonly httpsAgent: Agent;
}

interface Refusal {
  readonly reason: string;
  readonly mayPass: boolean;
}

async function post(url: string, body: object, route: Route): Promise<Refusal | undefined> {
  try {
    const { status } = await axios.post(url, body, {
      timeout: LONGEST_MS,
      signal: AbortSignal.timeout(LONGEST_MS),
      maxRedirects: 0,
      validateStatus: () => true,
      ...route,
    });
    if (status >= 200 && status < 300) return undefined;
    return { reason: `the receiver answered ${status}`, mayPass: status === 429 || status >= 500 };
  } catch (error) {
    if (!axios.isAxiosError(error)) throw error;
    return { reason: error.code ?? 'no connection', mayPass: true };
  }
}

/** Certificates are always checked, whatever NODE_TLS_REJECT_UNAUTHORIZED says. */
function agentTrusting(caFile: string | undefined): Agent {
  if (caFile === undefined) return new Agent({ rejectUnauthorized: true });
  try {
    return new Agent({ rejectUnauthorized: true, ca: [...rootCertificates, readFileSync(caFile, 'utf8')] });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw notSent(`the certificate authorities in ${caFile} cannot be read`);
  }
}

/** One line for people. */
function noticeText(
  { command, exitCode, durationSeconds, host, failure, warnings }: RunRecord,
  attempt: number,
): string {
  const outcome = exitCode === 0 ? 'done' : exitCode === 7 ? 'done in part' : `failed with exit code ${exitCode}`;
  const which = attempt === 1 ? '' : ` at attempt ${attempt}`;
  const why = failure === null ? '' : `: ${failure.message}`;
  const heard = warnings.length === 0 ? '' : `; ${warnings.length} ${warnings.length === 1 ? 'warning' : 'warnings'}`;
  return `gcforecast ${command} on ${host} ${outcome}${which} after ${durationSeconds} s${why}${heard}`;
}

const notSent = (reason: string): Failure =>
  new Failure(reason, { code: 'GCF-NOTICE', exitCode: 4, hint: 'check --notify or GCFORECAST_NOTIFY' });
