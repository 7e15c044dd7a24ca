const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const digits: ReadonlyMap<string, number> = new Map([...alphabet].map((digit, value) => [digit, value]));

/**
 * Bytes of base64url text (RFC 4648 section 5, no padding), or `null`. Only the one canonical text of the bytes
 * is taken: spare bits that are set would give a signature a second spelling.
 */
export function decodeBase64url(text: string): Uint8Array | null {
  if (text.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 6) / 8));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const digit of text) {
    const value = digits.get(digit);
    if (value === undefined) return null;
    held = (held << 6) | value;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = held >> bits;
    held &= (1 << bits) - 1;
    at += 1;
  }
  return held === 0 ? bytes : null;
}
