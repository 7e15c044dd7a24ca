import type { Json } from '../canonical-json.ts';
import { isObject } from '../json-object.ts';
import { newerText, newerVersion } from '../schema-version.ts';

/** One thing wrong with a record. `at` is the place inside it, `entries[3].bytes`, empty for the whole text. */
export interface RecordFault {
  readonly code:
    | 'not-json'
    /** A later Artkiln wrote it; then nothing else is said. */
    | 'newer-version'
    | 'missing-field'
    | 'unknown-field'
    | 'wrong-value'
    | 'wrong-order'
    | 'duplicate';
  readonly at: string;
  /** What would be right, in words. */
  readonly expected: string;
}

export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly RecordFault[] };

/** Checks a value and gives it back typed. Adds every fault that it finds; the result counts only without any. */
export type Shape<T> = (value: unknown, at: string, faults: RecordFault[]) => T | undefined;

const wrong = (faults: RecordFault[], at: string, expected: string): undefined => {
  faults.push({ code: 'wrong-value', at, expected });
};

/** Parses text as one record of a closed shape. Collects all faults instead of stopping at the first. */
export function parseRecord<T>(text: string, shape: Shape<T>): Parsed<T> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, faults: [{ code: 'not-json', at: '', expected: 'JSON text' }] };
  }
  const version = newerVersion(value);
  if (version !== null)
    return { ok: false, faults: [{ code: 'newer-version', at: '', expected: newerText(version) }] };
  const faults: RecordFault[] = [];
  const read = shape(value, '', faults);
  return faults.length === 0 && read !== undefined ? { ok: true, value: read } : { ok: false, faults };
}

/** A fault as a sentence's part, for messages. */
export const faultText = (fault: RecordFault): string => {
  const place = fault.at === '' ? 'the file' : fault.at;
  switch (fault.code) {
    case 'not-json':
      return `${place} is not JSON`;
    case 'newer-version':
      return fault.expected;
    case 'missing-field':
      return `${place} is missing`;
    case 'unknown-field':
      return `${place} is not a known field`;
    case 'duplicate':
      return `${place} is there twice`;
    case 'wrong-order':
      return `${place} is out of order`;
    case 'wrong-value':
      return `${place} must be ${fault.expected}`;
  }
};

export const text =
  <T extends string = string>(expected: string, accepts: (value: string) => boolean = () => true): Shape<T> =>
  (value, at, faults) =>
    typeof value === 'string' && accepts(value) ? (value as T) : wrong(faults, at, expected);

export const oneOf = <const T extends string | number>(...values: readonly T[]): Shape<T> => {
  const expected = values.map((value) => JSON.stringify(value)).join(' or ');
  return (value, at, faults) => values.find((legal) => legal === value) ?? wrong(faults, at, expected);
};

export const integer =
  (min: number, max: number = Number.MAX_SAFE_INTEGER): Shape<number> =>
  (value, at, faults) =>
    typeof value === 'number' &&
    Number.isSafeInteger(value) &&
    !Object.is(value, -0) &&
    value >= min &&
    value <= max
      ? value
      : wrong(faults, at, `a whole number from ${min} to ${max}`);

export const number =
  (min: number, max: number): Shape<number> =>
  (value, at, faults) =>
    typeof value === 'number' && !Object.is(value, -0) && value >= min && value <= max
      ? value
      : wrong(faults, at, `a number from ${min} to ${max}`);

export const truth: Shape<boolean> = (value, at, faults) =>
  typeof value === 'boolean' ? value : wrong(faults, at, 'true or false');

export const nullable =
  <T>(shape: Shape<T>): Shape<T | null> =>
  (value, at, faults) =>
    value === null ? null : shape(value, at, faults);

export const list =
  <T>(shape: Shape<T>): Shape<readonly T[]> =>
  (value, at, faults) => {
    if (!Array.isArray(value)) return wrong(faults, at, 'a list');
    return value.map((item: unknown, index) => shape(item, `${at}[${index}]`, faults) as T);
  };

export const pair =
  <T>(shape: Shape<T>): Shape<readonly [T, T]> =>
  (value, at, faults) => {
    if (!Array.isArray(value) || value.length !== 2) return wrong(faults, at, 'a list of two');
    return [shape(value[0], `${at}[0]`, faults) as T, shape(value[1], `${at}[1]`, faults) as T];
  };

const inner = (at: string, key: string): string => (at === '' ? key : `${at}.${key}`);

/** An object with free keys; `accepts` says which, so that no key of the language's own gets in. */
export const map =
  <T>(expectedKey: string, accepts: (key: string) => boolean, shape: Shape<T>) =>
  (value: unknown, at: string, faults: RecordFault[]): { readonly [key: string]: T } | undefined => {
    if (!isObject(value)) return wrong(faults, at, 'an object');
    const read: { [key: string]: T } = {};
    for (const key of Object.keys(value)) {
      if (key === '__proto__' || !accepts(key)) wrong(faults, inner(at, key), `named by ${expectedKey}`);
      else read[key] = shape(value[key], inner(at, key), faults) as T;
    }
    return read;
  };

type OptionalKeys<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T];

/** An object of exactly these fields. Those named in `optional` may be left out. */
export const record =
  <T extends object>(
    fields: { readonly [K in keyof T]-?: Shape<Exclude<T[K], undefined>> },
    optional: readonly OptionalKeys<T>[] = [],
  ): Shape<T> =>
  (value, at, faults) => {
    if (!isObject(value)) return wrong(faults, at, 'an object');
    const known = Object.keys(fields) as (keyof T & string)[];
    for (const key of Object.keys(value)) {
      if (!known.includes(key as keyof T & string))
        faults.push({ code: 'unknown-field', at: inner(at, key), expected: `one of ${known.join(', ')}` });
    }
    const read: Partial<T> = {};
    for (const key of known) {
      if (!Object.hasOwn(value, key)) {
        if (!(optional as readonly string[]).includes(key))
          faults.push({ code: 'missing-field', at: inner(at, key), expected: 'this field' });
        continue;
      }
      const field = fields[key](value[key], inner(at, key), faults);
      if (field !== undefined) read[key] = field;
    }
    return read as T;
  };

/**
 * JSON text of a record as Artkiln writes it: two spaces, keys in the order given, LF, one line end at the end.
 * The caller lays out the keys; the same record always gives the same bytes.
 */
export const recordText = (value: Json): string => `${JSON.stringify(value, null, 2)}\n`;
