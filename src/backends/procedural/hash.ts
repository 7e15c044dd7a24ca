/**
 * The 32-bit finaliser of MurmurHash3 (Austin Appleby, public domain): every bit of the result depends on every bit
 * given. Takes any number as a 32-bit word; gives 0 .. 2^32-1.
 */
export function fmix32(word: number): number {
  let w = word | 0;
  w = Math.imul(w ^ (w >>> 16), 0x85ebca6b);
  w = Math.imul(w ^ (w >>> 13), 0xc2b2ae35);
  return (w ^ (w >>> 16)) >>> 0;
}
