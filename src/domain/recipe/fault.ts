import type { Json } from '../canonical-json.ts';
import { newerText, newerVersion } from '../schema-version.ts';
import type { Diagnostic, Severity } from '../diagnostic.ts';
import type { JsonPath, JsonSource, Span } from '../source/parse-json.ts';

/** A fault at a place of a JSON document; the document's text turns it into a `Diagnostic`. */
export interface Fault {
  readonly severity: Severity;
  readonly code: string;
  readonly path: JsonPath;
  /** What is underlined: the member's key, or its value. */
  readonly at: 'key' | 'value';
  /** The faulty characters inside a text, where not the whole of it is meant. */
  readonly span?: Span;
  readonly message: string;
  readonly hint?: string;
}

export type JsonObject = { readonly [name: string]: Json };

interface Extras {
  readonly hint?: string | undefined;
  readonly span?: Span;
}

/** A fault that refuses the document, at a value. */
export const valueFault = (code: string, path: JsonPath, message: string, extras: Extras = {}): Fault =>
  make('error', 'value', code, path, message, extras);

/** A fault that refuses the document, at a key: an unknown one, or one that lacks something. */
export const keyFault = (code: string, path: JsonPath, message: string, extras: Extras = {}): Fault =>
  make('error', 'key', code, path, message, extras);

/** Something that is told and does not refuse the document. */
export const warning = (code: string, path: JsonPath, message: string, extras: Extras = {}): Fault =>
  make('warning', 'value', code, path, message, extras);

/** The one thing to say of a document that a later Artkiln wrote; `null` for any other. */
export function newerFault(value: unknown): Fault | null {
  const version = newerVersion(value);
  if (version === null) return null;
  const message = `W${newerText(version).slice(1)}.`;
  return valueFault('schema-version-newer', ['schema_version'], message, { hint: 'update Artkiln' });
}

function make(
  severity: Severity,
  at: 'key' | 'value',
  code: string,
  path: JsonPath,
  message: string,
  { hint, span }: Extras,
): Fault {
  return {
    severity,
    code,
    path,
    at,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(span === undefined ? {} : { span }),
  };
}

/** The fault with the place in the text that it is about. */
export function toDiagnostic(fault: Fault, source: JsonSource): Diagnostic {
  return {
    severity: fault.severity,
    code: fault.code,
    file: source.file,
    range: source.locate(fault.path, fault.at, fault.span),
    message: fault.message,
    ...(fault.hint === undefined ? {} : { hint: fault.hint }),
  };
}

/** By place, so that a person mends a file from top to bottom; faults of a whole file come first. */
export function inReadingOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const line = (d: Diagnostic): number => d.range?.line ?? 0;
  const column = (d: Diagnostic): number => d.range?.column ?? 0;
  // sort() is stable: faults of one place keep the order in which they were found.
  return [...diagnostics].sort((a, b) => line(a) - line(b) || column(a) - column(b));
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** A value in words, for messages: `the text "red"`, `the number 3`, `a list`. Long texts are cut. */
export function inWords(value: Json): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return `the text ${quoted(value)}`;
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean') return String(value);
  return isList(value) ? 'a list' : 'an object';
}

/** A name in double quotes, cut at 60 characters: a stranger's file must not fill the screen. */
export const quoted = (text: string): string => `"${text.length > 60 ? `${text.slice(0, 59)}…` : text}"`;

/** `a, b or c`. */
export const anyOf = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
