// What `util.inspect` looks for, without loading node:util for it.
const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/** A value that prints as `[hidden]` everywhere: in JSON, logs, templates, string conversion and `util.inspect`. */
export interface Secret {
  /** The value itself, for the request that needs it. */
  reveal(): string;
}

/** Hides `value` behind a Secret; `reveal()` is the only way back. */
export function secret(value: string): Secret {
  const hidden = (): string => '[hidden]';
  return Object.freeze({
    reveal: () => value,
    toString: hidden,
    toJSON: hidden,
    [Symbol.toPrimitive]: hidden,
    [INSPECT]: hidden,
  });
}
