import { fmix32 } from './hash.ts';

/**
 * Choices from a seed. Each is named and depends on the seed and its name alone, so that a new choice leaves
 * every other as it was.
 */
export interface Lots {
  /** A whole number from 0 to `count - 1`, as if thrown. */
  below(name: string, count: number): number;
  /**
   * A whole number from 0 to `count - 1`, dealt in turn: neighbouring seeds never get the same one, and `count`
   * neighbours get all of them. This is what makes siblings (seed, seed + 1, ...) differ for certain.
   */
  dealt(name: string, count: number): number;
  /** One of a list, as if thrown. */
  of<T>(name: string, list: readonly [T, ...T[]]): T;
}

/** `seed` is a whole number, 0 .. 2^53-1. */
export function drawLots(seed: number): Lots {
  const low = seed % 4_294_967_296;
  const high = (seed - low) / 4_294_967_296;
  const below = (name: string, count: number): number => {
    const word = fmix32(fmix32(hashOf(name) ^ low) + Math.imul(high, 0x9e3779b1));
    return Math.floor((word / 4_294_967_296) * count);
  };
  return {
    below,
    dealt: (name, count) => ((seed % count) + (hashOf(name) % count)) % count,
    of: (name, list) => list[below(name, list.length)] ?? list[0],
  };
}

/** 32-bit FNV-1a over UTF-16 units (Fowler, Noll, Vo). */
function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i += 1) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
