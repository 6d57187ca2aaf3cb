/**
 * AWS Signature Version 4 from the side that checks it, written from "Authenticating Requests (AWS Signature Version 4)" of the
 * Amazon S3 API Reference: in the Authorization header, and in the query of a presigned link.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A request as it arrived. Header names are lower case. */
export interface SignedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface KeyPair {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Why a request is refused, as S3 words it. */
export type Refused =
  | 'AccessDenied'
  | 'InvalidAccessKeyId'
  | 'InvalidToken'
  | 'RequestTimeTooSkewed'
  | 'SignatureDoesNotMatch'
  | 'AuthorizationQueryParametersError';

interface Claim {
  readonly scope: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly date: string;
  readonly payloadHash: string;
  readonly token: string | undefined;
  /** Of a presigned link. */
  readonly expiresSeconds?: number;
}

const MOST_SKEW_MS = 15 * 60_000;
const LONGEST_LINK_SECONDS = 7 * 86_400;

/** Undefined when the request is signed by the keys, for what it asks, and in time. */
export function refusalOf(request: SignedRequest, keys: KeyPair, nowMs: number): Refused | undefined {
  const claim = request.url.searchParams.has('X-Amz-Signature') ? linkClaim(request) : headerClaim(request);
  if (claim === undefined) return 'AccessDenied';
  const [accessKeyId] = claim.scope.split('/');
  if (accessKeyId !== keys.accessKeyId) return 'InvalidAccessKeyId';
  if (claim.token !== keys.sessionToken) return 'InvalidToken';
  const untimely = timeRefusal(claim, nowMs);
  if (untimely !== undefined) return untimely;
  if (!claim.signedHeaders.includes('host')) return 'AccessDenied';
  const expected = Buffer.from(signatureOf(request, claim, keys.secretAccessKey));
  const given = Buffer.from(claim.signature);
  return expected.length === given.length && timingSafeEqual(expected, given) ? undefined : 'SignatureDoesNotMatch';
}

function linkClaim({ url }: SignedRequest): Claim | undefined {
  const named = (name: string) => url.searchParams.get(`X-Amz-${name}`) ?? undefined;
  const [scope, headers, signature, date] = ['Credential', 'SignedHeaders', 'Signature', 'Date'].map(named);
  if (scope === undefined || headers === undefined || signature === undefined || date === undefined) return undefined;
  return {
    scope,
    signedHeaders: headers.split(';'),
    signature,
    date,
    payloadHash: named('Content-Sha256') ?? 'UNSIGNED-PAYLOAD',
    token: named('Security-Token'),
    expiresSeconds: Number(named('Expires')),
  };
}

function headerClaim({ headers }: SignedRequest): Claim | undefined {
  const pattern = /^AWS4-HMAC-SHA256 Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/;
  const [, scope, signedHeaders, signature] = pattern.exec(text(headers['authorization'])) ?? [];
  if (scope === undefined || signedHeaders === undefined || signature === undefined) return undefined;
  return {
    scope,
    signedHeaders: signedHeaders.split(';'),
    signature,
    date: text(headers['x-amz-date']),
    payloadHash: text(headers['x-amz-content-sha256']),
    token: headers['x-amz-security-token'] === undefined ? undefined : text(headers['x-amz-security-token']),
  };
}

function timeRefusal({ date, scope, expiresSeconds }: Claim, nowMs: number): Refused | undefined {
  const signedMs = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (Number.isNaN(signedMs) || scope.split('/')[1] !== date.slice(0, 8)) return 'AccessDenied';
  if (expiresSeconds === undefined)
    return Math.abs(nowMs - signedMs) > MOST_SKEW_MS ? 'RequestTimeTooSkewed' : undefined;
  if (!(expiresSeconds > 0 && expiresSeconds <= LONGEST_LINK_SECONDS)) return 'AuthorizationQueryParametersError';
  if (signedMs - nowMs > MOST_SKEW_MS) return 'AccessDenied';
  return nowMs > signedMs + expiresSeconds * 1000 ? 'AccessDenied' : undefined;
}

function signatureOf(request: SignedRequest, claim: Claim, secret: string): string {
  const [, day = '', region = '', service = ''] = claim.scope.split('/');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', claim.date, scope, sha256(canonicalRequest(request, claim))].join('\n');
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return hmac(key, toSign).toString('hex');
}

function canonicalRequest({ method, url, headers }: SignedRequest, { signedHeaders, payloadHash }: Claim): string {
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort();
  const path = url.pathname
    .split('/')
    .map((part) => encoded(decodeURIComponent(part)))
    .join('/');
  const lines = signedHeaders.map((name) => `${name}:${text(headers[name]).trim().replaceAll(/ +/g, ' ')}\n`);
  return [method, path, query.join('&'), lines.join(''), signedHeaders.join(';'), payloadHash].join('\n');
}

const text = (value: string | string[] | undefined): string => (Array.isArray(value) ? value.join(',') : (value ?? ''));

const sha256 = (data: string): string => createHash('sha256').update(data).digest('hex');

const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();

const encoded = (part: string): string =>
  encodeURIComponent(part).replaceAll(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
