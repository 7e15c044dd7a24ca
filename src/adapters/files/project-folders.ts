import { randomBytes } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { mkdir, readdir, readlink, rename, rm, symlink, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { failure } from '../../domain/failure.ts';
import { isProjectPath } from '../../domain/project-path.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { ProjectFolders } from '../../ports/folders.ts';
import { checkedPath, isMissing } from './checked-path.ts';
import { fileFailure, syncFolder, temporaryPrefix } from './durable.ts';

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
const isTaken = (error: unknown): boolean =>
  ['EEXIST', 'ENOTEMPTY', 'ENOTDIR', 'EISDIR'].includes(codeOf(error) ?? '');

const newName = (stem: string): string => `${temporaryPrefix}${stem}${randomBytes(6).toString('hex')}`;

/** Folders of the project at `folder`, an absolute path of an existing folder. */
export function projectFolders(folder: string): ProjectFolders {
  const root = realpathSync(folder);

  async function at<T>(path: string, act: (absolute: string) => Promise<Result<T>>): Promise<Result<T>> {
    const place = await checkedPath(root, path);
    if (!place.ok) return place;
    try {
      return await act(place.value);
    } catch (error) {
      return fail(fileFailure(path, error));
    }
  }

  /** For a link: what must lie inside the project is the folder that holds it, wherever it points. */
  async function atLink<T>(path: string, act: (absolute: string) => Promise<Result<T>>): Promise<Result<T>> {
    if (!isProjectPath(path)) return fail(failure('path-outside-project', { path }));
    if (!path.includes('/')) return act(join(root, path));
    return at(dirname(path), async (parent) => act(join(parent, basename(path))));
  }

  async function walk(absolute: string, prefix: string, found: string[]): Promise<void> {
    const entries = await readdir(absolute, { withFileTypes: true }).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    for (const entry of entries) {
      if (entry.name.startsWith(temporaryPrefix)) continue;
      const path = prefix + entry.name;
      if (entry.isDirectory()) await walk(join(absolute, entry.name), `${path}/`, found);
      else found.push(path);
    }
  }

  return {
    tree: (path) =>
      at(path, async (absolute) => {
        const found: string[] = [];
        await walk(absolute, '', found);
        return ok(found.sort());
      }),
    makeTemporary: (parent) =>
      at(parent, async (absolute) => {
        const name = newName('');
        await mkdir(join(absolute, name), { recursive: true });
        return ok(`${parent}/${name}`);
      }),
    clearTemporary: (parent) =>
      at(parent, async (absolute) => {
        const names = await readdir(absolute).catch((error: unknown) => {
          if (isMissing(error)) return [];
          throw error;
        });
        for (const name of names) {
          if (name.startsWith(temporaryPrefix))
            await rm(join(absolute, name), { recursive: true, force: true });
        }
        return ok(undefined);
      }),
    publishFolder: (from, to) =>
      at(from, (source) =>
        at(to, async (target) => {
          try {
            // rename() replaces an empty folder only; what is published is never empty, so nothing is lost.
            await rename(source, target);
          } catch (error) {
            if (isTaken(error)) return ok(false);
            throw error;
          }
          await syncFolder(dirname(target));
          return ok(true);
        }),
      ),
    switchLink: (path, target) =>
      atLink(path, async (absolute) => {
        const temporary = join(dirname(absolute), newName(`${basename(absolute)}-`));
        try {
          await mkdir(dirname(absolute), { recursive: true });
          await symlink(target, temporary);
          await rename(temporary, absolute);
          await syncFolder(dirname(absolute));
          return ok(undefined);
        } catch (error) {
          await unlink(temporary).catch(() => undefined);
          return fail(fileFailure(path, error));
        }
      }),
    readLink: (path) =>
      atLink(path, async (absolute) => {
        try {
          return ok(await readlink(absolute));
        } catch (error) {
          if (isMissing(error)) return ok(null);
          // EINVAL: something is there and it is no link.
          const why = codeOf(error) === 'EINVAL' ? 'it is not a link' : null;
          return fail(
            why === null ? fileFailure(path, error) : failure('file-unusable', { path, why }, error),
          );
        }
      }),
  };
}
