import { failure, type Failure } from './failure.ts';
import { newerText, newerVersion } from './schema-version.ts';

function versionIn(text: string): number | null {
  try {
    return newerVersion(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch {
    return null;
  }
}

/** `file-newer` for a text that a later Artkiln wrote; `null` for any other. */
export function newerFile(path: string, text: string): Failure | null {
  const version = versionIn(text);
  return version === null ? null : failure('file-newer', { path, version });
}

/** The same in words, where the path stands beside them already. */
export function unreadableText(text: string, otherwise: string): string {
  const version = versionIn(text);
  return version === null ? otherwise : newerText(version);
}

/** Why a file could not be read: it is from the future, or else what its reader says. */
export const unreadable = (path: string, text: string, otherwise: Failure): Failure =>
  newerFile(path, text) ?? otherwise;
