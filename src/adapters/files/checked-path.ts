import { lstatSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { failure } from '../../domain/failure.ts';
import { isProjectPath } from '../../domain/project-path.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { fileFailure } from './durable.ts';

export const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/**
 * The absolute path of a project's path, after checking that no link on the way leads out of the project.
 * @param root real path of the project
 */
export function checkedPath(root: string, path: string): Promise<Result<string>> {
  return Promise.resolve(checkPath(root, path));
}

/** At once: every read of a small file asks this first, and threads would take longer than the calls. */
function checkPath(root: string, path: string): Result<string> {
  const outside = fail(failure('path-outside-project', { path }));
  if (!isProjectPath(path)) return outside;
  const absolute = join(root, ...path.split('/'));
  for (let place = absolute; place.length >= root.length; place = dirname(place)) {
    try {
      if (lstatSync(place, { throwIfNoEntry: false }) === undefined) continue;
    } catch (error) {
      return fail(fileFailure(path, error));
    }
    // The nearest existing ancestor decides; a dangling link has no real path and is refused as well.
    const real = realOf(place);
    return real !== null && (real === root || real.startsWith(root + sep)) ? ok(absolute) : outside;
  }
  return outside;
}

function realOf(place: string): string | null {
  try {
    return realpathSync(place);
  } catch {
    return null;
  }
}
