import type { Sha256 } from '../ids.ts';

const line = /,\n {2}"self_digest": "([0-9a-f]{64})"\n\}\n$/;
/** Whether a text ends with a digest, give or take a changed byte; no older record does. */
const endsWithDigest = (text: string): boolean => text.slice(-40).replace(/[^0-9a-f]/g, '').length >= 32;

/**
 * A record's text with, as its last member, the digest of all before it. So a record that no seal, signature or name
 * vouches for yet still tells whether it is as it was written. It detects accidents, not people.
 *
 * @param text JSON of an object as `JSON.stringify(value, null, 2)` lays it out, with a line end
 */
export function withSelfDigest(text: string, sha256: Sha256): string {
  if (!text.endsWith('\n}\n')) throw new Error('not the text of a record');
  const head = text.slice(0, -3);
  return `${head},\n  "self_digest": "${sha256(head)}"\n}\n`;
}

/** The record's text as it was without its digest. */
export const withoutSelfDigest = (text: string): string => text.replace(line, '\n}\n');

/** Whether a record is as it was written; `null` for an older one, which does not say. */
export function selfDigestHolds(text: string, sha256: Sha256): boolean | null {
  const found = line.exec(text);
  if (found !== null) return sha256(text.slice(0, found.index)) === found[1];
  return endsWithDigest(text) ? false : null;
}
