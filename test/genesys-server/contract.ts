import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import * as z from 'zod/mini';

const folder = new URL('../../fixtures/genesys-schema/', import.meta.url);

const queryParameter = z.object({ type: z.string(), values: z.optional(z.array(z.string())) });

const endpoint = z.object({
  method: z.string(),
  path: z.string(),
  permissions: z.object({ mode: z.enum(['ANY', 'ALL', 'NO']), list: z.array(z.string()) }),
  query: z.record(z.string(), queryParameter),
  body: z.nullable(z.string()),
  response: z.nullable(z.string()),
});

/** One operation of the published API, as its software kits declare it. */
export type Endpoint = z.infer<typeof endpoint>;

const models = z.object({ $id: z.string(), $defs: z.record(z.string(), z.unknown()) });

const readJson = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));

const endpoints = z.object({ endpoints: z.array(endpoint) }).parse(readJson('endpoints.json')).endpoints;

const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
ajv.addVocabulary([
  'x-source',
  'x-roots',
  'x-subset',
  'x-truncated',
  'x-handWritten',
  'x-example',
  'x-unit',
  'x-newerThanDotnetSdk',
]);
formats.default(ajv);

const modelAddress = new Map<string, string>();
for (const file of readdirSync(folder)) {
  if (!file.endsWith('.json') || file === 'endpoints.json') continue;
  const schema = models.parse(readJson(file));
  ajv.addSchema(closed(schema) as object, schema.$id);
  for (const name of Object.keys(schema.$defs)) modelAddress.set(name, `${schema.$id}#/$defs/${name}`);
}

/**
 * The published operation behind a method and a path without query; undefined when there is none. A path that is spelled out,
 * such as `jobs/availability`, goes before one with a parameter in its place.
 */
export function findEndpoint(method: string, path: string): Endpoint | undefined {
  const ofMethod = endpoints.filter((one) => one.method === method);
  return ofMethod.find((one) => one.path === path) ?? ofMethod.find((one) => matchesTemplate(one.path, path));
}

/** What in a request's query and body the published contract does not know; empty when all is well. */
export function requestViolations(one: Endpoint, query: URLSearchParams, body: unknown): string[] {
  return [...queryViolations(one, query), ...bodyViolations(one.body, body)];
}

/** What in an answer the published contract does not know. */
export const responseViolations = (one: Endpoint, body: unknown): string[] => bodyViolations(one.response, body);

/** How a value departs from a model of the published contract. */
export function modelViolations(model: string, value: unknown): string[] {
  const validate = validatorOf(model);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    (error) => `${model}${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
  );
}

function validatorOf(model: string): ValidateFunction {
  const address = modelAddress.get(model);
  const validate = address === undefined ? undefined : ajv.getSchema(address);
  if (validate === undefined) throw new Error(`fixtures/genesys-schema/ has no model ${model}`);
  return validate;
}

function bodyViolations(model: string | null, body: unknown): string[] {
  const [, item] = /^Array<(.+)>$/.exec(model ?? '') ?? [];
  if (item !== undefined) {
    return Array.isArray(body) ? body.flatMap((one) => modelViolations(item, one)) : ['a body that is no list'];
  }
  if (model !== null && model !== 'void') return modelViolations(model, body);
  return body === undefined ? [] : ['a body where none belongs'];
}

function queryViolations(one: Endpoint, query: URLSearchParams): string[] {
  return [...new Set(query.keys())].flatMap((name) => {
    const parameter = one.query[name];
    if (parameter === undefined) return [`unknown query parameter ${name}`];
    const values = query.getAll(name);
    if (values.length > 1 && !parameter.type.startsWith('[')) return [`query parameter ${name} given more than once`];
    return values.filter((value) => !fits(parameter, value)).map((value) => `query parameter ${name}=${value}`);
  });
}

function fits({ type, values }: z.infer<typeof queryParameter>, value: string): boolean {
  if (values !== undefined) return values.includes(value);
  if (type === 'Number') return /^\d+$/.test(value);
  return type !== 'Boolean' || value === 'true' || value === 'false';
}

function matchesTemplate(template: string, path: string): boolean {
  const parts = path.split('/');
  const wanted = template.split('/');
  return wanted.length === parts.length && wanted.every((part, i) => part.startsWith('{') || part === parts[i]);
}

/** The declared models are open; a request must not hold fields that they do not name, since nobody would read them. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return 'type' in copy && copy['type'] === 'object' && 'properties' in copy && !('additionalProperties' in copy)
    ? { ...copy, additionalProperties: false }
    : copy;
}
