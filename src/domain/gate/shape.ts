import { isObject } from '../json-object.ts';
import { fail, ok, type Result } from '../result.ts';
import { newerVersion } from '../schema-version.ts';
import type { FormatFault } from './faults.ts';

type Check = (value: unknown) => boolean;
/** Every field of a closed shape and what it may hold. */
export type Shape<T> = { readonly [K in keyof T]-?: Check };

/** Signed files are small; what is larger is not one, and is not worth a parser's time. */
export const maxSignedFileLength = 4 << 20;

const faultOf = (code: FormatFault['code'], at: string | null = null) => fail({ code, at });

/**
 * Parses JSON of which there is one reading only. White space and the order of keys are free, so that a tidy-up
 * by an editor does no harm; a key given twice, another escape or another number form is `not-canonical`, because
 * parsers differ on which of two values they keep and a person would be shown one and the signature cover the other.
 */
export function parseExact(text: string): Result<unknown, FormatFault> {
  if (text.length > maxSignedFileLength) return faultOf('too-large');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return faultOf('not-json');
  }
  try {
    const bare = text.replace(/("[^"\\]*(?:\\.[^"\\]*)*")|\s+/g, '$1');
    return JSON.stringify(value) === bare ? ok(value) : faultOf('not-canonical');
  } catch {
    // Nested deeper than JSON.stringify's stack; JSON.parse has no such limit.
    return faultOf('not-canonical');
  }
}

const pathOf = (at: string | null, key: string): string => (at === null ? key : `${at}.${key}`);

/** The first fault of `value` against a closed shape: nothing missing, nothing more, each field as it should be. */
export function checkShape<T>(value: unknown, shape: Shape<T>, at: string | null): Result<T, FormatFault> {
  if (!isObject(value)) return faultOf('bad-value', at);
  const version = 'schema_version' in shape ? newerVersion(value) : null;
  if (version !== null) return fail({ code: 'newer-version', at: pathOf(at, 'schema_version'), version });
  for (const key of Object.keys(value)) {
    if (!Object.hasOwn(shape, key)) return faultOf('unknown-field', pathOf(at, key));
  }
  for (const [key, check] of Object.entries<Check>(shape)) {
    if (!Object.hasOwn(value, key)) return faultOf('missing-field', pathOf(at, key));
    if (!check(value[key])) return faultOf('bad-value', pathOf(at, key));
  }
  return ok(value as T);
}

/** Makes a check of text from a test of strings. */
export const text =
  (test: (value: string) => boolean): Check =>
  (value) =>
    typeof value === 'string' && test(value);

export const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);

/** A list in code-unit order without repeats, each item a text that passes. */
export const sortedTexts =
  (test: (value: string) => boolean, maxItems: number): Check =>
  (value) =>
    Array.isArray(value) &&
    value.length <= maxItems &&
    value.every(
      (item: unknown, i) =>
        typeof item === 'string' && test(item) && (i === 0 || (value[i - 1] as string) < item),
    );
