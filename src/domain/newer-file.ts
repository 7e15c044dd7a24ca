import { failure, type Failure } from './failure.ts';
import { newerVersion } from './schema-version.ts';

/** `file-newer` for a text that a later Artkiln wrote; `null` for any other. */
export function newerFile(path: string, text: string): Failure | null {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
  const version = newerVersion(value);
  return version === null ? null : failure('file-newer', { path, version });
}

/** Why a file could not be read: it is from the future, or else what its reader says. */
export const unreadable = (path: string, text: string, otherwise: Failure): Failure =>
  newerFile(path, text) ?? otherwise;
