/** A JSON value as Artkiln hashes it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const loneSurrogate = /\p{Surrogate}/u;
const maxInteger = Number.MAX_SAFE_INTEGER;

/**
 * RFC 8785 canonical JSON: keys in UTF-16 code-unit order, no white space, ECMAScript number form.
 * Refuses what two implementations could write differently: NaN, infinities, -0, integers beyond 2^53-1,
 * lone surrogates, `undefined`. Those are bugs of the caller, so they throw.
 *
 * @example canonicalJson({ b: 1, a: [true] }) // '{"a":[true],"b":1}'
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return canonicalNumber(value);
  if (typeof value === 'string') return canonicalString(value);
  if (isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError(`not a JSON value: ${typeof value}`);
  const members = Object.keys(value)
    .sort()
    .map((key) => `${canonicalString(key)}:${canonicalJson(value[key] as Json)}`);
  return `{${members.join(',')}}`;
}

// Array.isArray narrows a readonly array to any[].
const isArray = (value: Json): value is readonly Json[] => Array.isArray(value);

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError('a number that is not finite has no canonical form');
  if (Object.is(value, -0)) throw new TypeError('-0 has no canonical form of its own');
  if (Number.isInteger(value) && Math.abs(value) > maxInteger) throw new TypeError('integer beyond 2^53-1');
  return JSON.stringify(value);
}

function canonicalString(value: string): string {
  if (loneSurrogate.test(value)) throw new TypeError('a lone surrogate has no UTF-8 form');
  return JSON.stringify(value);
}
