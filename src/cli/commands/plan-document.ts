import { readFileSync } from 'node:fs';
import type * as z from 'zod/mini';
import { usageFailure } from '../../errors.ts';
import { parsedJson } from '../../store/parsed-json.ts';

/**
 * The plan at a path, undefined when there is no such file. Fails with exit code 2 for a file that is not what `kind` says, such as
 * `pacing plan`; `hint` tells how such a plan is made.
 */
export function readPlanDocument<Plan>(
  path: string,
  schema: z.ZodMiniType<Plan>,
  kind: string,
  hint: string,
): Plan | undefined {
  const text = textOf(path);
  if (text === undefined) return undefined;
  const parsed = schema.safeParse(parsedJson(text));
  if (parsed.success) return parsed.data;
  const [{ path: field, message }] = parsed.error.issues;
  throw usageFailure(`${path} is no ${kind}: ${field.join('.') || 'the document'}: ${message}`, hint);
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw usageFailure(`cannot read the plan ${path}`, 'check the path and its permissions', error);
  }
}
