import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail, ok } from '../../domain/result.ts';
import type { MakeScratch } from '../../ports/scratch.ts';
import { checkedPath } from './checked-path.ts';
import { fileFailure, makeFolders } from './durable.ts';

/** Scratch folders of the project at `root`, a real path. Nothing in them is flushed: nothing depends on them. */
export const scratchIn =
  (root: string): MakeScratch =>
  (purpose) => {
    const folder = `.art/tmp/${purpose}-${randomBytes(4).toString('hex')}`;
    return {
      async write(name, bytes) {
        const path = `${folder}/${name}`;
        const place = await checkedPath(root, path);
        if (!place.ok) return place;
        try {
          await makeFolders(dirname(place.value));
          await writeFile(place.value, bytes, { flag: 'wx' });
          return ok(path);
        } catch (error) {
          return fail(fileFailure(path, error));
        }
      },
      async remove() {
        await rm(join(root, folder), { recursive: true, force: true }).catch(() => undefined);
      },
    };
  };
