import { Failure } from '../errors.ts';

const UNTRUSTED = [
  4,
  'its certificate is not trusted',
  'give the certificate authority of your organisation with --ca-file or GCFORECAST_CA_FILE, and check the clock',
] as const;

/** Words for what S3 and those who take its place answer, by their error code. */
const REASONS: Readonly<Record<string, readonly [exitCode: 2 | 3 | 4, what: string, hint: string]>> = {
  NoSuchBucket: [2, 'there is no such bucket', 'check the name in --s3, and create the bucket first'],
  PermanentRedirect: [2, 'the bucket lies in another region', 'name its region with --s3-region'],
  AuthorizationHeaderMalformed: [2, 'the bucket lies in another region', 'name its region with --s3-region'],
  AccessDenied: [
    3,
    'access is denied: the credentials lack a permission, or a policy of the bucket, its account or its network denies it to all but some',
    'allow s3:PutObject and s3:GetObject on the prefix (kms:GenerateDataKey and kms:Decrypt too for aws:kms), and look for a Deny in the bucket policy',
  ],
  InvalidAccessKeyId: [3, 'the access key is not known', 'check AWS_ACCESS_KEY_ID or the AWS profile'],
  SignatureDoesNotMatch: [3, 'the secret key is wrong', 'check AWS_SECRET_ACCESS_KEY or the AWS profile'],
  ExpiredToken: [3, 'the credentials have ended', 'renew them: aws sso login, or new keys'],
  InvalidToken: [3, 'the session token is not valid', 'renew the credentials: aws sso login, or new keys'],
  RequestTimeTooSkewed: [2, 'the clock of this machine is wrong', 'set the clock: signatures hold a few minutes only'],
  CredentialsProviderError: [
    3,
    'there are no AWS credentials',
    'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or give the machine a role',
  ],
  CERT_HAS_EXPIRED: UNTRUSTED,
  CERT_NOT_YET_VALID: UNTRUSTED,
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  ERR_TLS_CERT_ALTNAME_INVALID: UNTRUSTED,
};

/** Errors of which the next attempt may know nothing. */
export function isPassing(error: unknown): boolean {
  const status = statusOf(error);
  if (status !== undefined) return status === 408 || status === 429 || status >= 500;
  return REASONS[nameOf(error)] === undefined && (isSystemError(error) || nameOf(error) === 'TimeoutError');
}

/** The failure for an upload or a link that S3 refused; anything else as it is. */
export function s3Failure(error: unknown, what: string): unknown {
  const reason = REASONS[nameOf(error)];
  if (reason !== undefined) {
    const [exitCode, words, hint] = reason;
    return new Failure(`${what}: ${words}`, { code: 'GCF-S3', exitCode, hint, cause: error });
  }
  const status = statusOf(error);
  if (status === undefined && !isPassing(error)) return error;
  const said = status === undefined ? `${nameOf(error)}` : `status ${status}, ${nameOf(error)}`;
  return new Failure(`${what}: the storage service does not answer as it should (${said})`, {
    code: 'GCF-S3',
    exitCode: 4,
    hint: 'the files are on this machine; run the report again to share them',
    cause: error,
  });
}

const nameOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
};

const isSystemError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code);

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined;
  const metadata = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
