import type { Json } from '../canonical-json.ts';
import { isProjectPath } from '../project-path.ts';
import { didYouMean } from '../source/nearest.ts';
import type { JsonPath } from '../source/parse-json.ts';
import { firstUnprintable } from '../source/printable.ts';
import { checkTemplateText } from './check-template-text.ts';
import { checkText, controlCharacter, type LeverTable } from './check-text.ts';
import {
  type Fault,
  inWords,
  isList,
  isObject,
  type JsonObject,
  keyFault,
  quoted,
  valueFault,
} from './fault.ts';
import type { Field, FieldRule, FieldTable } from './field.ts';

/** What a table of fields belongs to, for messages and codes. */
export interface FieldOwner {
  /** As in "`x` is not <noun>.", such as "a locked field". */
  readonly noun: string;
  readonly unknownCode: string;
  /** The recipe's levers, for template texts; `null` while they cannot be told. */
  readonly levers: LeverTable | null;
}

const thing: FieldOwner = { noun: 'a field here', unknownCode: 'unknown-key', levers: null };

/** Checks an object against a closed table: unknown names, missing ones, and every value. */
export function checkFields(
  object: JsonObject,
  table: FieldTable,
  path: JsonPath,
  owner: FieldOwner = thing,
): readonly Fault[] {
  const faults: Fault[] = [];
  for (const [name, value] of Object.entries(object)) {
    const field = Object.hasOwn(table, name) ? table[name] : undefined;
    if (field === undefined) faults.push(unknownField(name, Object.keys(table), path, owner));
    else faults.push(...checkField(value, field, [...path, name], owner));
  }
  return [...faults, ...missingFields(object, table, path)];
}

export function unknownField(
  name: string,
  known: readonly string[],
  path: JsonPath,
  owner: FieldOwner,
): Fault {
  const hint = didYouMean(name, known) ?? `known here: ${[...known].sort().join(', ')}`;
  return keyFault(owner.unknownCode, [...path, name], `${quoted(name)} is not ${owner.noun}.`, { hint });
}

export function missingFields(object: JsonObject, table: FieldTable, path: JsonPath): readonly Fault[] {
  return Object.entries(table)
    .filter(([name, field]) => field.required === true && !Object.hasOwn(object, name))
    .map(([name, field]) =>
      keyFault('missing-field', path, `${quoted(name)} is missing.`, { hint: `${name}: ${field.doc}` }),
    );
}

/** Checks one value against its field. */
export function checkField(
  value: Json,
  field: Pick<Field, 'rule' | 'isTemplate'>,
  path: JsonPath,
  owner: FieldOwner = thing,
): readonly Fault[] {
  const { rule } = field;
  switch (rule.type) {
    case 'string':
      if (typeof value !== 'string') return [wrongType('a text', value, path)];
      if (field.isTemplate === true) return checkTemplateText(value, rule, path, owner.levers);
      return checkText(value, rule, path);
    case 'integer':
    case 'number':
      return checkNumber(value, rule, path);
    case 'boolean':
      return typeof value === 'boolean' ? [] : [wrongType('true or false', value, path)];
    case 'list':
      return checkList(value, rule, path, owner);
    case 'pair':
      return checkPair(value, rule.items, path, owner);
    case 'object':
      if (!isObject(value)) return [wrongType('an object', value, path)];
      return checkFields(value, rule.fields, path, { ...thing, levers: owner.levers });
    case 'map':
      return checkMap(value, rule, path, owner);
    case 'file':
      return checkFile(value, rule, path);
  }
}

type RuleOf<T extends FieldRule['type']> = Extract<FieldRule, { readonly type: T }>;

function checkNumber(value: Json, rule: RuleOf<'integer' | 'number'>, path: JsonPath): readonly Fault[] {
  const isWhole = rule.type === 'integer';
  if (typeof value !== 'number' || (isWhole && !Number.isInteger(value))) {
    return [wrongType(isWhole ? 'a whole number' : 'a number', value, path)];
  }
  const { min = -Infinity, max = Infinity } = rule;
  if (value >= min && value <= max) return [];
  const range =
    max === Infinity ? `at least ${min}` : min === -Infinity ? `at most ${max}` : `${min} to ${max}`;
  return [valueFault('out-of-range', path, `${value} is out of range: ${range}.`)];
}

function checkList(value: Json, rule: RuleOf<'list'>, path: JsonPath, owner: FieldOwner): readonly Fault[] {
  if (!isList(value)) return [wrongType('a list', value, path)];
  const { minItems = 0, maxItems = Infinity } = rule;
  const faults = value.flatMap((item, i) => checkField(item, { rule: rule.items }, [...path, i], owner));
  if (value.length < minItems)
    faults.push(valueFault('out-of-range', path, `At least ${minItems} needed here.`));
  if (value.length > maxItems)
    faults.push(valueFault('out-of-range', path, `At most ${maxItems} allowed here.`));
  return faults;
}

function checkPair(value: Json, items: FieldRule, path: JsonPath, owner: FieldOwner): readonly Fault[] {
  if (!isList(value) || value.length !== 2) {
    const message = isList(value)
      ? `Two values are needed, not ${value.length}.`
      : `Must be a pair, not ${inWords(value)}.`;
    return [valueFault('wrong-type', path, message, { hint: 'write it as [x, y]' })];
  }
  return value.flatMap((item, i) => checkField(item, { rule: items }, [...path, i], owner));
}

function checkMap(value: Json, rule: RuleOf<'map'>, path: JsonPath, owner: FieldOwner): readonly Fault[] {
  if (!isObject(value)) return [wrongType('an object', value, path)];
  const keys = rule.keyPattern === undefined ? null : new RegExp(rule.keyPattern, 'u');
  return Object.entries(value).flatMap(([name, item]) => {
    const faults = [...checkField(item, { rule: rule.values }, [...path, name], owner)];
    if (keys !== null && !keys.test(name)) {
      const message = `${quoted(name)} is no name that may stand here.`;
      faults.push(
        keyFault('wrong-name', [...path, name], message, { hint: namesHint(name, rule.keyPattern ?? '') }),
      );
    }
    return faults;
  });
}

/** A pattern that only lists names is told as that list. */
function namesHint(name: string, pattern: string): string {
  const listed = /^\^\(\?:([\w|-]+)\)\$$/.exec(pattern)?.[1]?.split('|');
  if (listed === undefined) return `names have the form ${pattern}`;
  return didYouMean(name, listed) ?? `names here: ${listed.join(', ')}`;
}

function checkFile(value: Json, rule: RuleOf<'file'>, path: JsonPath): readonly Fault[] {
  if (typeof value !== 'string') return [wrongType('the path of a file', value, path)];
  const bad = firstUnprintable(value);
  if (bad !== null) return [controlCharacter(path, bad)];
  if (!isProjectPath(value)) {
    const hint = 'paths are relative to the project, with / between names and without ".."';
    return [
      valueFault('path-outside-project', path, `${quoted(value)} is not a path inside the project.`, {
        hint,
      }),
    ];
  }
  if (rule.pattern !== undefined && !new RegExp(rule.pattern, 'u').test(value)) {
    return [valueFault('wrong-form', path, `${quoted(value)} does not have the form ${rule.pattern}`)];
  }
  return [];
}

export const wrongType = (wanted: string, value: Json, path: JsonPath): Fault =>
  valueFault('wrong-type', path, `Must be ${wanted}, not ${inWords(value)}.`);
