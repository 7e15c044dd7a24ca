import type { Json } from '../canonical-json.ts';
import { isDigest } from '../ids.ts';
import { isObject } from '../json-object.ts';
import { printable } from '../source/printable.ts';
import { shortened } from '../source/shortened.ts';

/** Characters of a value that are shown. */
const longest = 40;
/** Hex digits of a digest that are shown, where they tell two apart. */
const fewestDigits = 4;
/** Levels of a nested value that are shown. */
const deepest = 3;

/** What needs no quotes, since it cannot be taken for anything but a word. */
const word = /^[\p{L}_][\p{L}\p{M}\p{N}_./:+-]*$/u;
const keywords: ReadonlySet<string> = new Set(['true', 'false', 'null']);

/**
 * A value of an ingredient in a few printable characters; `undefined` is `not set`. Words stand bare, other texts in
 * quotes, so that the number 30 and the text "30" are not the same.
 */
export function valueText(value: Json | undefined): string {
  if (value === undefined) return 'not set';
  const file = fileDigest(value);
  if (file !== null) return `file ${digits(file, fewestDigits)}`;
  if (typeof value === 'string' && isDigest(value)) return digits(value, fewestDigits);
  return printable(shortened(plainText(value, deepest, true), longest));
}

/** `from -> to`, each short, and never alike: what differs beyond the first characters is shown from where it does. */
export function changeOfValue(from: Json | undefined, to: Json | undefined): string {
  if (isDigestText(from) && isDigestText(to)) return digestChange(from, to);
  const [before, after] =
    isBare(from) && isBare(to) ? [from, to].map(bareText) : [from, to].map((value) => valueText(value));
  if (before !== after) return `${before} -> ${after}`;
  const [a, b] = [fullText(from), fullText(to)];
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  // A few characters before the place say where it is; a pair of surrogates is not cut.
  const start = Math.max(0, at - 8);
  const tail = (text: string): string => `…${printable(shortened(text.slice(start), longest))}`;
  return a === b ? `${before} -> another value` : `${tail(a)} -> ${tail(b)}`;
}

/** `1a2b… -> 3c4d…`: as many digits as tell them apart. */
export function digestChange(from: string, to: string): string {
  let length = fewestDigits;
  while (length < from.length && from.slice(0, length) === to.slice(0, length)) length += fewestDigits;
  return `${digits(from, length)} -> ${digits(to, length)}`;
}

/** The digest of a value that stands for a file by its content, see `withFileDigests`; else `null`. */
export function fileDigest(value: Json | undefined): string | null {
  if (!isObject(value)) return null;
  const keys = Object.keys(value);
  const { file } = value;
  return keys.length === 1 && typeof file === 'string' && isDigest(file) ? file : null;
}

/** Between two texts a number needs no quotes to be one: `2.4 -> 2.5`. */
const isBare = (value: Json | undefined): value is string =>
  typeof value === 'string' && /^\S+$/u.test(value) && !/["']/.test(value);
const bareText = (text: string): string => printable(shortened(text, longest));

const isDigestText = (value: Json | undefined): value is string =>
  typeof value === 'string' && isDigest(value);
const digits = (digest: string, length: number): string =>
  length >= digest.length ? digest : `${digest.slice(0, length)}…`;

/** Enough of a value to find where it differs; nested ones are never written out whole, however deep they are. */
const fullText = (value: Json | undefined): string =>
  value === undefined ? '' : typeof value === 'string' ? value : plainText(value, deepest, true);

/** As JSON, with words bare. Bounded: only so many members and levels are looked at. */
function plainText(value: Json, levels: number, isTop: boolean): string {
  if (typeof value === 'string')
    return isTop && word.test(value) && !keywords.has(value) ? value : JSON.stringify(cut(value));
  if (value === null || typeof value !== 'object') return String(value);
  const isList = Array.isArray(value);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (levels === 0) return `${open}…${close}`;
  const entries = Object.entries(value as { readonly [key: string]: Json });
  const shown = entries.slice(0, longest).map(([key, item]) => {
    const text = plainText(item, levels - 1, true);
    return isList ? text : `${plainText(cut(key), 0, true)}: ${text}`;
  });
  return `${open}${shown.join(', ')}${entries.length > longest ? ', …' : ''}${close}`;
}

/** Long texts are cut before they are quoted: a megabyte is not escaped for forty characters. */
const cut = (text: string): string => (text.length > 4 * longest ? text.slice(0, 4 * longest) : text);
