import { realpathSync } from 'node:fs';
import { lstat, readFile, readdir, realpath, stat, unlink } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { failure } from '../../domain/failure.ts';
import { isProjectPath } from '../../domain/project-path.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { ProjectFiles } from '../../ports/files.ts';
import { fileFailure, publishFile, replaceFile, temporaryPrefix } from './durable.ts';

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Files of the project at `folder`, an absolute path of an existing folder. */
export function projectFiles(folder: string): ProjectFiles {
  const root = realpathSync(folder);

  /** The absolute path, after checking that no link on the way leads out of the project. */
  async function checked(path: string): Promise<Result<string>> {
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

  async function withPath<T>(
    path: string,
    act: (absolute: string) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const place = await checked(path);
    if (!place.ok) return place;
    try {
      return await act(place.value);
    } catch (error) {
      return fail(fileFailure(path, error));
    }
  }

  const read = (path: string): Promise<Result<Uint8Array | null>> =>
    withPath(path, async (absolute) => {
      try {
        return ok(new Uint8Array(await readFile(absolute)));
      } catch (error) {
        if (isMissing(error)) return ok(null);
        throw error;
      }
    });

  return {
    root,
    read,
    async readText(path) {
      const bytes = await read(path);
      if (!bytes.ok || bytes.value === null) return bytes as Result<null>;
      try {
        return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.value));
      } catch (error) {
        return fail(failure('file-unusable', { path, why: 'it is not UTF-8 text' }, error));
      }
    },
    list: (path) =>
      withPath(path, async (absolute) => {
        try {
          const names = await readdir(absolute);
          return ok(names.filter((name) => !name.startsWith(temporaryPrefix)).sort());
        } catch (error) {
          if (isMissing(error)) return ok([]);
          throw error;
        }
      }),
    async exists(path) {
      const place = await checked(path);
      return (
        place.ok &&
        (await stat(place.value).then(
          () => true,
          () => false,
        ))
      );
    },
    publish: (path, bytes) => withPath(path, (absolute) => publishFile(absolute, bytes)),
    replace: (path, bytes) => withPath(path, (absolute) => replaceFile(absolute, bytes)),
    remove: (path) =>
      withPath(path, async (absolute) => {
        await unlink(absolute).catch((error: unknown) => {
          if (!isMissing(error)) throw error;
        });
        return ok(undefined);
      }),
    absolute: (path) =>
      isProjectPath(path)
        ? ok(join(root, ...path.split('/')))
        : fail(failure('path-outside-project', { path })),
  };
}
