import { closeSync, constants, fstatSync, openSync, readFileSync, readdirSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';

/**
 * The text of a file of the project, for a look that must be quick and never fail: `null` for what is no plain file,
 * leads out of the project, or is larger than `mostBytes`. A folder that a stranger packed may hold a FIFO or a link
 * to a device; neither is waited for.
 */
export function readBounded(root: string, path: string, mostBytes: number): string | null {
  let file: number | null = null;
  try {
    const real = realpathSync(join(root, path));
    if (!real.startsWith(root + sep)) return null;
    file = openSync(real, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    const stat = fstatSync(file);
    return stat.isFile() && stat.size <= mostBytes ? readFileSync(file, 'utf8') : null;
  } catch {
    return null;
  } finally {
    if (file !== null) closeSync(file);
  }
}

/** Names in a folder of the project, sorted; none where it is no folder of the project. */
export function namesIn(root: string, path: string): readonly string[] {
  try {
    const real = realpathSync(join(root, path));
    return real.startsWith(root + sep) ? readdirSync(real).sort() : [];
  } catch {
    return [];
  }
}

/** JSON that nobody has looked at yet; `null` for what is none. */
export function parseUnseen(text: string | null): unknown {
  try {
    return text === null ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}
