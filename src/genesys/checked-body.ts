import type { ZodMiniType } from 'zod/mini';
import type { ApiRequest } from './api-request.ts';
import { contractFailure } from './service-failure.ts';

/** The body as `schema` has it. Throws a Failure that names the first part that is not as it has to be. */
export function checkedBody<T>(request: ApiRequest, schema: ZodMiniType<T>, body: unknown): T {
  const reply = schema.safeParse(body);
  if (reply.success) return reply.data;
  const [issue] = reply.error.issues;
  throw contractFailure(request, `${issue?.path.join('.') || 'the body'}: ${issue?.message}`);
}
