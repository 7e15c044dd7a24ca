import { realpathSync } from 'node:fs';
import { readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '../../domain/failure.ts';
import { isProjectPath } from '../../domain/project-path.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { ProjectFiles } from '../../ports/files.ts';
import { checkedPath, isMissing } from './checked-path.ts';
import { fileFailure, publishFile, readPlainFile, replaceFile, temporaryPrefix } from './durable.ts';

/** Files of the project at `folder`, an absolute path of an existing folder. */
export function projectFiles(folder: string): ProjectFiles {
  const root = realpathSync(folder);

  async function withPath<T>(
    path: string,
    act: (absolute: string) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const place = await checkedPath(root, path);
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
        return ok(new Uint8Array(await readPlainFile(absolute)));
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
      const place = await checkedPath(root, path);
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
