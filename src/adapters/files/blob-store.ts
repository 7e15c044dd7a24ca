import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { access, link, mkdir, readFile, rename, unlink, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { failure } from '../../domain/failure.ts';
import type { Digest } from '../../domain/ids.ts';
import { base32 } from '../../domain/base32.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { BlobState, BlobStore } from '../../ports/store.ts';
import { fileFailure, publishFile, readPlainFile, syncFolder } from './durable.ts';
import { sha256 } from './sha256.ts';
import { enterStore, mostTries, takeBackSwept } from './store-users.ts';

/** Blobs under `<folder>/cas/sha256/ab/<digest>`, read-only, published by link so that none is ever replaced. */
export function blobStore(folder: string): BlobStore {
  const pathOf = (digest: Digest): string => join(folder, 'cas', 'sha256', digest.slice(0, 2), digest);
  const idPath = join(folder, 'STORE_ID');

  /** Moves a damaged blob out of the way, where a person can look at it. Nothing that is intact is ever moved. */
  async function setAside(digest: Digest): Promise<Result<void>> {
    const aside = join(folder, 'corrupt', `${digest}-${base32(randomBytes(6), 6)}`);
    try {
      await mkdir(dirname(aside), { recursive: true });
      await rename(pathOf(digest), aside);
      // Somebody may have mended it between our look and our move.
      const moved = await readFile(aside);
      if (sha256(moved) === digest) {
        // Mended once more meanwhile: then the right bytes stand there already, and ours are one copy too many.
        await link(aside, pathOf(digest)).catch((error: unknown) => {
          if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        });
        await unlink(aside);
      }
      return ok(undefined);
    } catch (error) {
      // Another moved it first.
      const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT';
      return isGone ? ok(undefined) : fail(fileFailure(pathOf(digest), error));
    }
  }

  /** What a file looked like when its bytes were last found to be right. */
  const seen = new Map<Digest, string>();
  const lookOf = (digest: Digest): string => {
    const { size, ctimeNs, mtimeNs, ino } = statSync(pathOf(digest), { bigint: true });
    return `${size} ${ctimeNs} ${mtimeNs} ${ino}`;
  };

  async function look(digest: Digest, tries = mostTries): Promise<BlobState> {
    try {
      // Before the bytes: what changes between the two is hashed again at the next look.
      const now = lookOf(digest);
      if (seen.get(digest) === now) return 'intact';
      if (sha256(await readPlainFile(pathOf(digest))) !== digest) return 'corrupt';
      seen.set(digest, now);
      return 'intact';
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return 'corrupt';
      // `art gc` may have moved it aside a moment ago: then it is wanted, and comes back.
      const isBack = tries > 0 && (await takeBackSwept(folder, digest, pathOf(digest)));
      return isBack ? look(digest, tries - 1) : 'missing';
    }
  }

  async function read(digest: Digest, tries = mostTries): Promise<Result<Uint8Array>> {
    try {
      const bytes = new Uint8Array(await readPlainFile(pathOf(digest)));
      if (sha256(bytes) === digest) return ok(bytes);
      return fail(failure('blob-corrupt', { digest, path: pathOf(digest) }));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return fail(fileFailure(pathOf(digest), error));
      const isBack = tries > 0 && (await takeBackSwept(folder, digest, pathOf(digest)));
      return isBack ? read(digest, tries - 1) : fail(failure('blob-missing', { digest }));
    }
  }

  return {
    look: (digest) => look(digest),
    read: (digest) => read(digest),
    use: async (act) => {
      const leave = await enterStore(folder);
      try {
        return await act();
      } finally {
        await leave();
      }
    },
    async storeId() {
      const mine = base32(randomBytes(20), 20);
      // Two starters race here: link() lets one win, and both read the winner's.
      const published = await publishFile(idPath, `${mine}\n`);
      if (!published.ok && published.failure.kind !== 'file-differs') return published;
      try {
        return ok((await readFile(idPath, 'utf8')).trim());
      } catch (error) {
        return fail(fileFailure(idPath, error));
      }
    },
    async put(bytes) {
      const digest = sha256(bytes);
      const path = pathOf(digest);
      for (;;) {
        const there = await readFile(path).catch(() => null);
        if (there !== null && there.equals(bytes)) {
          // As young as if it had been written now: `art gc` leaves it alone until somebody speaks of it.
          await utimes(path, new Date(), new Date()).catch(() => undefined);
          // Whoever linked it may be about to flush the name; the digest is told only when it is durable.
          await syncFolder(dirname(path)).catch(() => undefined);
          return ok(digest);
        }
        const published = await publishFile(path, bytes, 0o444);
        if (published.ok) return ok(digest);
        if (published.failure.kind !== 'file-differs') return published;
        const aside = await setAside(digest);
        if (!aside.ok) return aside;
      }
    },
    has: (digest) =>
      access(pathOf(digest)).then(
        () => true,
        () => takeBackSwept(folder, digest, pathOf(digest)),
      ),
  };
}
