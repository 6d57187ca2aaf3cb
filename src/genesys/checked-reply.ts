import type { ZodMiniType } from 'zod/mini';
import * as z from 'zod/mini';
// By its own name: `z.core` as a whole would be bundled, and read at every start.
import { type $ZodCheck, $ZodCustom, type $ZodType } from 'zod/v4/core';

type Check = (value: unknown) => boolean;

/**
 * The same type as `schema`, which only says what must hold and converts nothing, checked without copying: what comes is handed
 * on as it is, fields that nobody named included. A reply of thousands of small objects is checked some ten times quicker; one
 * that does not fit is told by `schema` itself, in the same words. Throws RangeError for a schema that converts, or has a kind of
 * part that this function does not know: objects, arrays, nullish parts, text and numbers, each with at most one refinement.
 */
export function checkedReply<T>(schema: ZodMiniType<T>): ZodMiniType<T> {
  const holds = checkOf(schema);
  return z.custom<T>().check((payload) => {
    if (holds(payload.value)) return;
    for (const { message, path } of schema.safeParse(payload.value).error?.issues ?? []) {
      payload.issues.push({ code: 'custom', message, path, input: payload.value });
    }
  });
}

function checkOf(schema: $ZodType): Check {
  const structure = structureCheck(schema);
  const [refinement, ...others] = (schema._zod.def.checks ?? []).map(refinementOf);
  if (refinement === undefined) return structure;
  if (others.length > 0) throw new RangeError('a part is checked by one refinement only');
  return (value) => structure(value) && Boolean(refinement(value));
}

function refinementOf(check: $ZodCheck<never>): Check {
  if (!(check instanceof $ZodCustom)) throw new RangeError('a part is checked by refinements only');
  return check._zod.def.fn as Check;
}

function structureCheck(schema: $ZodType): Check {
  if (schema instanceof z.ZodMiniString) return (value) => typeof value === 'string';
  if (schema instanceof z.ZodMiniObject && schema.def.catchall === undefined) return objectCheck(schema.def.shape);
  if (schema instanceof z.ZodMiniArray) return arrayCheck(checkOf(schema.def.element));
  if (schema instanceof z.ZodMiniOptional) return orNothing(checkOf(schema.def.innerType), undefined);
  if (schema instanceof z.ZodMiniNullable) return orNothing(checkOf(schema.def.innerType), null);
  if (schema instanceof z.ZodMiniNumber) return Number.isFinite;
  throw new RangeError(`cannot check a part of type ${schema._zod.def.type} without copying`);
}

/**
 * Goes by the names that are there, which are few: looking up one that is not there takes longer than checking one that is.
 * What must be there is what does not hold for nothing.
 */
function objectCheck(shape: Readonly<Record<string, $ZodType>>): Check {
  const parts = new Map<string, { holds: Check; isNeeded: boolean }>();
  let needed = 0;
  for (const [name, schema] of Object.entries(shape)) {
    const holds = checkOf(schema);
    const isNeeded = !holds(undefined);
    parts.set(name, { holds, isNeeded });
    if (isNeeded) needed++;
  }
  return (value) => {
    if (!isObject(value)) return false;
    let found = 0;
    for (const name in value) {
      const part = parts.get(name);
      if (part === undefined) continue;
      if (!part.holds(value[name])) return false;
      if (part.isNeeded) found++;
    }
    return found === needed;
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const arrayCheck =
  (element: Check): Check =>
  (value) => {
    if (!Array.isArray(value)) return false;
    for (const one of value) if (!element(one)) return false;
    return true;
  };

const orNothing =
  (inner: Check, nothing: undefined | null): Check =>
  (value) =>
    value === nothing || inner(value);
