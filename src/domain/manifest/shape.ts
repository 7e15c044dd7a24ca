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

/** What a shape takes, as data: the reference of the files is checked against it. */
export type Form =
  | { readonly kind: 'text' | 'integer' | 'number' | 'boolean' | 'json' | 'free-object' }
  | { readonly kind: 'one-of'; readonly values: readonly (string | number)[] }
  | { readonly kind: 'or-null' | 'list' | 'pair' | 'map'; readonly of: Form }
  | {
      readonly kind: 'record';
      readonly fields: ReadonlyMap<string, Form>;
      readonly optional: readonly string[];
    };

type Read<T> = (value: unknown, at: string, faults: RecordFault[]) => T | undefined;

/** Checks a value and gives it back typed. Adds every fault that it finds; the result counts only without any. */
export type Shape<T> = Read<T> & { readonly form: Form };

const shape = <T>(form: Form, read: Read<T>): Shape<T> => Object.assign(read, { form });

const wrong = (faults: RecordFault[], at: string, expected: string): undefined => {
  faults.push({ code: 'wrong-value', at, expected });
};

/** Parses text as one record of a closed shape. Collects all faults instead of stopping at the first. */
export function parseRecord<T>(text: string, of: Shape<T>): Parsed<T> {
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
  const read = of(value, '', faults);
  return faults.length === 0 && read !== undefined ? { ok: true, value: read } : { ok: false, faults };
}

/** A fault as a sentence's part, for messages. */
export const faultText = (fault: RecordFault): string => {
  const place = fault.at === '' ? 'it' : fault.at;
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

export const text = <T extends string = string>(
  expected: string,
  accepts: (value: string) => boolean = () => true,
): Shape<T> =>
  shape({ kind: 'text' }, (value, at, faults) =>
    typeof value === 'string' && accepts(value) ? (value as T) : wrong(faults, at, expected),
  );

export const oneOf = <const T extends string | number>(...values: readonly T[]): Shape<T> => {
  const expected = values.map((value) => JSON.stringify(value)).join(' or ');
  return shape(
    { kind: 'one-of', values },
    (value, at, faults) => values.find((legal) => legal === value) ?? wrong(faults, at, expected),
  );
};

export const integer = (min: number, max: number = Number.MAX_SAFE_INTEGER): Shape<number> =>
  shape({ kind: 'integer' }, (value, at, faults) =>
    typeof value === 'number' &&
    Number.isSafeInteger(value) &&
    !Object.is(value, -0) &&
    value >= min &&
    value <= max
      ? value
      : wrong(faults, at, `a whole number from ${min} to ${max}`),
  );

export const number = (min: number, max: number): Shape<number> =>
  shape({ kind: 'number' }, (value, at, faults) =>
    typeof value === 'number' && !Object.is(value, -0) && value >= min && value <= max
      ? value
      : wrong(faults, at, `a number from ${min} to ${max}`),
  );

export const truth: Shape<boolean> = shape({ kind: 'boolean' }, (value, at, faults) =>
  typeof value === 'boolean' ? value : wrong(faults, at, 'true or false'),
);

/** An object whose members are nobody's business here. */
export const freeObject: Shape<{ readonly [name: string]: Json }> = shape(
  { kind: 'free-object' },
  (value, at, faults) =>
    isObject(value) ? (value as { readonly [name: string]: Json }) : wrong(faults, at, 'an object'),
);

export const nullable = <T>(of: Shape<T>): Shape<T | null> =>
  shape({ kind: 'or-null', of: of.form }, (value, at, faults) =>
    value === null ? null : of(value, at, faults),
  );

/** @param min items at least */
export const list = <T>(item: Shape<T>, min = 0): Shape<readonly T[]> =>
  shape({ kind: 'list', of: item.form }, (value, at, faults) => {
    if (!Array.isArray(value)) return wrong(faults, at, 'a list');
    if (value.length < min) return wrong(faults, at, `a list of at least ${min}`);
    return value.map((one: unknown, index) => item(one, `${at}[${index}]`, faults) as T);
  });

export const pair = <T>(item: Shape<T>): Shape<readonly [T, T]> =>
  shape({ kind: 'pair', of: item.form }, (value, at, faults) => {
    if (!Array.isArray(value) || value.length !== 2) return wrong(faults, at, 'a list of two');
    return [item(value[0], `${at}[0]`, faults) as T, item(value[1], `${at}[1]`, faults) as T];
  });

const inner = (at: string, key: string): string => (at === '' ? key : `${at}.${key}`);

/** An object with free keys; `accepts` says which, so that no key of the language's own gets in. */
export const map = <T>(
  expectedKey: string,
  accepts: (key: string) => boolean,
  item: Shape<T>,
): Shape<{ readonly [key: string]: T }> =>
  shape({ kind: 'map', of: item.form }, (value, at, faults) => {
    if (!isObject(value)) return wrong(faults, at, 'an object');
    const read: { [key: string]: T } = {};
    for (const key of Object.keys(value)) {
      if (key === '__proto__' || !accepts(key)) wrong(faults, inner(at, key), `named by ${expectedKey}`);
      else read[key] = item(value[key], inner(at, key), faults) as T;
    }
    return read;
  });

type OptionalKeys<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T];
type Fields<T> = { readonly [K in keyof T]-?: Shape<Exclude<T[K], undefined>> };

/** An object of exactly these fields. Those named in `optional` may be left out. */
export const record = <T extends object>(
  fields: Fields<T>,
  optional: readonly OptionalKeys<T>[] = [],
): Shape<T> => objectOf(fields, optional, false);

/**
 * An object of these fields and whatever else: records that the machine alone writes, of which a later version may say
 * more without saying anything else. What else there is is kept as it is.
 */
export const openRecord = <T extends object>(
  fields: Fields<T>,
  optional: readonly OptionalKeys<T>[] = [],
): Shape<T> => objectOf(fields, optional, true);

function objectOf<T extends object>(
  fields: Fields<T>,
  optional: readonly OptionalKeys<T>[],
  isOpen: boolean,
): Shape<T> {
  const known = Object.keys(fields) as (keyof T & string)[];
  const mayLack = optional as readonly string[];
  const forms = new Map(known.map((key) => [key as string, fields[key].form]));
  return shape({ kind: 'record', fields: forms, optional: mayLack }, (value, at, faults) => {
    if (!isObject(value)) return wrong(faults, at, 'an object');
    for (const key of isOpen ? [] : Object.keys(value)) {
      if (!forms.has(key))
        faults.push({ code: 'unknown-field', at: inner(at, key), expected: `one of ${known.join(', ')}` });
    }
    const read: Partial<T> = isOpen ? ({ ...value } as Partial<T>) : {};
    for (const key of known) {
      if (!Object.hasOwn(value, key)) {
        if (!mayLack.includes(key))
          faults.push({ code: 'missing-field', at: inner(at, key), expected: 'this field' });
        continue;
      }
      const field = fields[key](value[key], inner(at, key), faults);
      if (field !== undefined) read[key] = field;
    }
    return read as T;
  });
}

/**
 * JSON text of a record as Artkiln writes it: two spaces, keys in the order given, LF, one line end at the end.
 * The caller lays out the keys; the same record always gives the same bytes.
 */
export const recordText = (value: Json): string => `${JSON.stringify(value, null, 2)}\n`;
