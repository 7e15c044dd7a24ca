const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** The first `length` base32 digits (RFC 4648, lower case, no padding) of random bytes; 5 bits are used of each. */
export function base32(random: Uint8Array, length: number): string {
  if (random.length < length) throw new RangeError('one random byte is needed for each digit');
  let text = '';
  for (let i = 0; i < length; i += 1) text += alphabet[(random[i] ?? 0) & 31];
  return text;
}
