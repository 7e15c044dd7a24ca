import { stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fault, fine, warning, type Check, type Finding } from '../finding.ts';
import { databaseHome } from '../database-home.ts';

const mb = 1024 * 1024;
/** Below this the database does not start. */
const leastBytes = 200 * mb;
const fewBytes = 1024 * mb;
const leastFiles = 1_000;
const fewFiles = 20_000;

export const diskCheck: Check = {
  name: 'disk',
  about: 'space and free files where the project, .art and the database lie',
  needs: 'folder',
  async look(subject) {
    const { root } = subject;
    const places: readonly (readonly [string, string])[] = [
      ['the project', root],
      ['.art', join(root, '.art')],
      ['the database', await databaseHome(subject)],
    ];
    const disks = new Map<number, { readonly what: string[]; readonly path: string }>();
    for (const [what, path] of places) {
      const there = await nearest(path);
      const { dev } = await stat(there);
      const disk = disks.get(dev);
      if (disk === undefined) disks.set(dev, { what: [what], path: there });
      else disk.what.push(what);
    }
    const found = await Promise.all(
      [...disks.values()].map(({ what, path }) => lookAt(what.join(', '), path)),
    );
    return found.flat();
  },
};

async function lookAt(what: string, path: string): Promise<readonly Finding[]> {
  const { bavail, bsize, files, ffree } = await statfs(path);
  const free = bavail * bsize;
  const told = `${size(free)} free at ${path} (${what})`;
  const fix = 'Free some space there; `dist/` and `art_pool/candidates` can be made again.';
  const space =
    free < leastBytes
      ? fault('disk-full', `Only ${told}: the database needs 200 MB to start.`, fix)
      : free < fewBytes
        ? warning('disk-low', `Only ${told}.`, fix)
        : fine('disk-space', `${told}.`);
  // Some file systems have no limit and say 0.
  if (files === 0 || ffree >= fewFiles) return [space];
  const few = `The disk at ${path} can hold only ${ffree} more files (${what}).`;
  const mend = 'Remove folders of many small files there.';
  return [space, ffree < leastFiles ? fault('disk-files', few, mend) : warning('disk-files', few, mend)];
}

const size = (bytes: number): string =>
  bytes >= 1024 * mb ? `${(bytes / (1024 * mb)).toFixed(1)} GB` : `${Math.floor(bytes / mb)} MB`;

/** The path, or the nearest folder above it that is there. */
async function nearest(path: string): Promise<string> {
  for (let at = path; ; at = dirname(at)) {
    const isThere = await stat(at).then(
      () => true,
      () => false,
    );
    if (isThere || dirname(at) === at) return at;
  }
}
