import type { Json } from '../canonical-json.ts';
import type { JsonPath } from '../source/parse-json.ts';
import { firstUnprintable } from '../source/printable.ts';
import { unknownField, wrongType } from './check-fields.ts';
import { controlCharacter, type LeverTable } from './check-text.ts';
import { type Fault, isList, isObject, type JsonObject, keyFault, quoted, valueFault } from './fault.ts';
import { isTakenFlag } from './global-flags.ts';
import { flagOfLever } from './lever-flag.ts';

const path = ['lever_schema'] as const;
const schemaKeys = ['$schema', 'type', 'additionalProperties', 'required', 'properties'];
const leverKeys = ['enum', 'type', 'title', 'description'];
const dialect = 'https://json-schema.org/draft/2020-12/schema';
const namePattern = /^[a-z][a-z0-9_]{0,31}$/;

export interface CheckedLevers {
  readonly faults: readonly Fault[];
  /** Levers in code-unit order; a lever with faults is there too. `null` when there is no telling. */
  readonly levers: LeverTable | null;
}

/**
 * Checks `lever_schema`: JSON Schema 2020-12 of one closed shape, so that every binding is legal or not by
 * looking it up, the space is finite, and every lever can be a flag.
 */
export function checkLevers(schema: Json | undefined): CheckedLevers {
  if (schema === undefined) return { faults: [], levers: null };
  if (!isObject(schema)) return { faults: [wrongType('an object', schema, path)], levers: null };
  const faults: Fault[] = [...checkShape(schema)];
  const { properties } = schema;
  if (properties === undefined) {
    const hint = 'properties: one { "enum": [...] } for every lever';
    return {
      faults: [...faults, keyFault('missing-field', path, '"properties" is missing.', { hint })],
      levers: null,
    };
  }
  if (!isObject(properties)) {
    return { faults: [...faults, wrongType('an object', properties, [...path, 'properties'])], levers: null };
  }
  const names = Object.keys(properties);
  faults.push(...names.flatMap((name) => checkLever(name, properties[name] as Json)));
  faults.push(...checkRequired(schema['required'], names));
  // Names of a stranger's file as keys: no prototype, as for everything read from one.
  const levers = Object.create(null) as { [name: string]: readonly string[] };
  for (const name of [...names].sort()) levers[name] = legalValues(properties[name]);
  return { faults, levers };
}

function checkShape(schema: JsonObject): readonly Fault[] {
  const faults: Fault[] = [];
  const owner = { noun: 'part of a lever schema', unknownCode: 'unknown-key', levers: null };
  for (const name of Object.keys(schema)) {
    if (!schemaKeys.includes(name)) faults.push(unknownField(name, schemaKeys, path, owner));
  }
  const constants: readonly (readonly [string, Json, boolean])[] = [
    ['type', 'object', true],
    ['additionalProperties', false, true],
    ['$schema', dialect, false],
  ];
  for (const [name, wanted, isRequired] of constants) {
    const found = schema[name];
    const hint = `write ${JSON.stringify(name)}: ${JSON.stringify(wanted)}`;
    if (found === undefined) {
      if (isRequired) faults.push(keyFault('missing-field', path, `${quoted(name)} is missing.`, { hint }));
    } else if (found !== wanted) {
      const message = `${quoted(name)} of a lever schema is always ${JSON.stringify(wanted)}.`;
      faults.push(valueFault('lever-schema-shape', [...path, name], message, { hint }));
    }
  }
  return faults;
}

function checkLever(name: string, lever: Json): readonly Fault[] {
  const at = [...path, 'properties', name];
  const faults = [...checkName(name, at)];
  if (!isObject(lever)) return [...faults, wrongType('an object with an "enum"', lever, at)];
  for (const key of Object.keys(lever)) {
    if (leverKeys.includes(key)) continue;
    const owner = { noun: 'part of a lever', unknownCode: 'unknown-key', levers: null };
    const fault = unknownField(key, leverKeys, at, owner);
    const hint = 'a lever has no default: every binding names a value for every lever';
    faults.push(key === 'default' ? { ...fault, hint } : fault);
  }
  for (const key of ['title', 'description']) {
    const words = lever[key];
    if (words !== undefined && typeof words !== 'string')
      faults.push(wrongType('a text', words, [...at, key]));
  }
  if (lever['type'] !== undefined && lever['type'] !== 'string') {
    faults.push(
      valueFault('lever-schema-shape', [...at, 'type'], 'Levers hold texts: "type" is always "string".'),
    );
  }
  return [...faults, ...checkEnum(name, lever['enum'], at)];
}

function checkName(name: string, at: JsonPath): readonly Fault[] {
  if (!namePattern.test(name)) {
    const hint = 'a small letter, then small letters, digits and _, at most 32 in all';
    return [keyFault('lever-name', at, `${quoted(name)} is no name for a lever.`, { hint })];
  }
  const flag = flagOfLever(name);
  if (!isTakenFlag(flag.slice(2))) return [];
  const hint = 'give the lever another name';
  return [keyFault('lever-name', at, `${quoted(name)} would be the flag ${flag}, which is taken.`, { hint })];
}

function checkEnum(name: string, values: Json | undefined, at: JsonPath): readonly Fault[] {
  const hint = 'list every legal value: { "enum": ["...", "..."] }';
  if (values === undefined)
    return [keyFault('lever-not-enum', at, `Lever ${quoted(name)} has no "enum".`, { hint })];
  const here = [...at, 'enum'];
  if (!isList(values)) return [wrongType('a list of texts', values, here)];
  if (values.length === 0)
    return [valueFault('lever-not-enum', here, `Lever ${quoted(name)} has no values.`, { hint })];
  const seen = new Set<Json>();
  return values.flatMap((value, i) => {
    const spot = [...here, i];
    if (typeof value !== 'string') return [wrongType('a text', value, spot)];
    if (seen.has(value))
      return [valueFault('duplicate-value', spot, `${quoted(value)} stands there already.`)];
    seen.add(value);
    const bad = firstUnprintable(value);
    if (bad !== null) return [controlCharacter(spot, bad)];
    const why = valueBan(value);
    return why === null
      ? []
      : [valueFault('lever-value', spot, `${quoted(value)} is no value for a lever: ${why}.`)];
  });
}

/** Values are typed as `--hair red,blond` or `--hair '*'`, so what means something there is banned here. */
function valueBan(value: string): string | null {
  if (value === '') return 'it is empty';
  if (value.includes(',')) return 'a comma separates the values of a sweep';
  if (value.startsWith('-')) return 'a leading - would be read as a flag';
  if (value === '*') return '* stands for all values';
  return null;
}

function checkRequired(required: Json | undefined, names: readonly string[]): readonly Fault[] {
  const at = [...path, 'required'];
  if (required === undefined) {
    if (names.length === 0) return [];
    const hint = `write "required": ${JSON.stringify(names)}`;
    return [keyFault('missing-field', path, '"required" is missing.', { hint })];
  }
  if (!isList(required)) return [wrongType('a list of lever names', required, at)];
  const faults: Fault[] = [];
  const seen = new Set<Json>();
  required.forEach((name, i) => {
    if (typeof name !== 'string') faults.push(wrongType('the name of a lever', name, [...at, i]));
    else if (!names.includes(name)) {
      faults.push(valueFault('unknown-lever', [...at, i], `${quoted(name)} is not among the "properties".`));
    } else if (seen.has(name)) {
      faults.push(valueFault('duplicate-value', [...at, i], `${quoted(name)} stands there already.`));
    }
    seen.add(name);
  });
  const missing = names.filter((name) => !seen.has(name));
  for (const name of missing) {
    const message = `Lever ${quoted(name)} is not in "required".`;
    const hint = 'every lever is required: a binding names a value for each';
    faults.push(keyFault('lever-not-required', [...path, 'properties', name], message, { hint }));
  }
  return faults;
}

function legalValues(lever: Json | undefined): readonly string[] {
  const values = isObject(lever) ? lever['enum'] : undefined;
  return isList(values) ? values.filter((value) => typeof value === 'string') : [];
}
