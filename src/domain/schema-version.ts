import { isObject } from './json-object.ts';

/** The schema version of every file that this Artkiln writes, and the latest that it reads. */
export const schemaVersion = 1;

/**
 * The schema version of what a later Artkiln wrote; `null` for all else, however spoilt it is. Asked before anything
 * else is found wrong with a file: the other faults of a file from the future would only mislead.
 */
export function newerVersion(value: unknown): number | null {
  if (!isObject(value)) return null;
  const version = value['schema_version'];
  if (Number.isSafeInteger(version) && (version as number) > schemaVersion) return version as number;
  // A decision has its version in the part that is signed.
  return Object.hasOwn(value, 'payload') && isObject(value['payload'])
    ? newerVersion(value['payload'])
    : null;
}

/** The same words wherever such a file is met. */
export const newerText = (version: number, path: string | null = null): string =>
  `written by a newer Artkiln: schema version ${version}${path === null ? '' : ` of ${path}`}; this one reads ` +
  `${schemaVersion}`;
