import jsep from 'jsep';

/** A formula over named numbers: four operations, a sign and a few functions; nothing else can be said. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'negative'; readonly operand: Expression }
  | { readonly kind: 'operation'; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly parameters: readonly Expression[] };

type Operator = '+' | '-' | '*' | '/';

/** A missing operand makes the result missing, and so does a division by 0. */
type Value = number | undefined;

const OPERATIONS: Readonly<Record<Operator, (left: number, right: number) => Value>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => (right === 0 ? undefined : left / right),
};

interface NamedFunction {
  readonly least: number;
  readonly most: number;
  readonly of: (...values: number[]) => number;
}

const FUNCTIONS: ReadonlyMap<string, NamedFunction> = new Map([
  ['min', { least: 1, most: Number.POSITIVE_INFINITY, of: Math.min }],
  ['max', { least: 1, most: Number.POSITIVE_INFINITY, of: Math.max }],
  ['abs', { least: 1, most: 1, of: Math.abs }],
  ['floor', { least: 1, most: 1, of: Math.floor }],
  ['ceil', { least: 1, most: 1, of: Math.ceil }],
  ['round', { least: 1, most: 1, of: Math.round }],
]);

/** Text as long as this says nothing that a person would want to read, and deep nesting would exhaust the stack. */
const LONGEST_TEXT = 1000;

/**
 * Reads a formula such as `talk_seconds / handle_seconds`. Throws RangeError for anything but numbers, names, the four
 * operations, signs, parentheses and calls of min, max, abs, floor, ceil and round.
 */
export function parseExpression(text: string): Expression {
  if (text.length > LONGEST_TEXT) throw new RangeError(`a formula has at most ${LONGEST_TEXT} characters`);
  return expressionOf(parsed(text), text);
}

function parsed(text: string): jsep.Expression {
  try {
    return jsep(text);
  } catch (error) {
    throw new RangeError(`'${text}' is not a formula: ${error instanceof Error ? error.message : error}`);
  }
}

function expressionOf(node: jsep.Expression, text: string): Expression {
  if (isLiteral(node) && typeof node.value === 'number') return { kind: 'number', value: node.value };
  if (isIdentifier(node)) return { kind: 'name', name: node.name };
  if (isUnary(node) && node.operator === '-') return { kind: 'negative', operand: expressionOf(node.argument, text) };
  if (isBinary(node) && isOperator(node.operator)) {
    const [left, right] = [expressionOf(node.left, text), expressionOf(node.right, text)];
    return { kind: 'operation', operator: node.operator, left, right };
  }
  if (isCall(node) && isIdentifier(node.callee)) return callOf(node.callee.name, node.arguments, text);
  throw new RangeError(
    `'${text}' is not a formula of numbers, measures, + - * / and ${[...FUNCTIONS.keys()].join(', ')}`,
  );
}

function callOf(name: string, nodes: readonly jsep.Expression[], text: string): Expression {
  const named = FUNCTIONS.get(name);
  if (named === undefined) {
    throw new RangeError(`'${name}' is not a function: there are ${[...FUNCTIONS.keys()].join(', ')}`);
  }
  if (nodes.length < named.least || nodes.length > named.most) {
    throw new RangeError(`'${name}' takes ${named.most === 1 ? 'one value' : 'one value or more'}`);
  }
  return { kind: 'call', name, parameters: nodes.map((node) => expressionOf(node, text)) };
}

const isLiteral = (node: jsep.Expression): node is jsep.Literal => node.type === 'Literal';
const isIdentifier = (node: jsep.Expression): node is jsep.Identifier => node.type === 'Identifier';
const isUnary = (node: jsep.Expression): node is jsep.UnaryExpression => node.type === 'UnaryExpression';
const isBinary = (node: jsep.Expression): node is jsep.BinaryExpression => node.type === 'BinaryExpression';
const isCall = (node: jsep.Expression): node is jsep.CallExpression => node.type === 'CallExpression';
const isOperator = (operator: string): operator is Operator => Object.hasOwn(OPERATIONS, operator);

/** The names that a formula speaks of, each once. */
export function namesIn(expression: Expression): string[] {
  return [...new Set(namesOf(expression))];
}

function namesOf(expression: Expression): string[] {
  switch (expression.kind) {
    case 'number':
      return [];
    case 'name':
      return [expression.name];
    case 'negative':
      return namesOf(expression.operand);
    case 'operation':
      return [...namesOf(expression.left), ...namesOf(expression.right)];
    case 'call':
      return expression.parameters.flatMap(namesOf);
  }
}

/** The value of a formula; undefined where a name has no value, after a division by 0, and beyond what a double holds. */
export function evaluate(expression: Expression, valueNamed: (name: string) => Value): Value {
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'name':
      return valueNamed(expression.name);
    case 'negative':
      return applied((value) => -value, [evaluate(expression.operand, valueNamed)]);
    case 'operation':
      return applied(OPERATIONS[expression.operator], [
        evaluate(expression.left, valueNamed),
        evaluate(expression.right, valueNamed),
      ]);
    case 'call': {
      const named = FUNCTIONS.get(expression.name);
      if (named === undefined) throw new RangeError(`'${expression.name}' is not a function`);
      return applied(
        named.of,
        expression.parameters.map((parameter) => evaluate(parameter, valueNamed)),
      );
    }
  }
}

function applied(operation: (...values: [number, number]) => Value, values: readonly Value[]): Value;
function applied(operation: (...values: number[]) => Value, values: readonly Value[]): Value {
  if (values.some((value) => value === undefined)) return undefined;
  const result = operation(...values.filter((value) => value !== undefined));
  return Number.isFinite(result) ? result : undefined;
}
