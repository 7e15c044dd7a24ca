import { lstat, realpath } from 'node:fs/promises';
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
export async function checkedPath(root: string, path: string): Promise<Result<string>> {
  const outside = fail(failure('path-outside-project', { path }));
  if (!isProjectPath(path)) return outside;
  const absolute = join(root, ...path.split('/'));
  for (let place = absolute; place.length >= root.length; place = dirname(place)) {
    try {
      await lstat(place);
    } catch (error) {
      if (isMissing(error)) continue;
      return fail(fileFailure(path, error));
    }
    // The nearest existing ancestor decides; a dangling link has no real path and is refused as well.
    const real = await realpath(place).catch(() => null);
    return real !== null && (real === root || real.startsWith(root + sep)) ? ok(absolute) : outside;
  }
  return outside;
}
