import { randomBytes } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '../../domain/failure.ts';
import type { Digest } from '../../domain/ids.ts';
import { base32 } from '../../domain/base32.ts';
import { fail, ok } from '../../domain/result.ts';
import type { BlobStore } from '../../ports/store.ts';
import { fileFailure, publishFile } from './durable.ts';
import { sha256 } from './sha256.ts';

/** Blobs under `<folder>/cas/sha256/ab/<digest>`, read-only, published by link so that none is ever replaced. */
export function blobStore(folder: string): BlobStore {
  const pathOf = (digest: Digest): string => join(folder, 'cas', 'sha256', digest.slice(0, 2), digest);
  const idPath = join(folder, 'STORE_ID');

  return {
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
      const published = await publishFile(pathOf(digest), bytes, 0o444);
      if (published.ok) return ok(digest);
      if (published.failure.kind !== 'file-differs') return published;
      return fail(failure('blob-corrupt', { digest, path: pathOf(digest) }));
    },
    async read(digest) {
      try {
        const bytes = new Uint8Array(await readFile(pathOf(digest)));
        if (sha256(bytes) === digest) return ok(bytes);
        return fail(failure('blob-corrupt', { digest, path: pathOf(digest) }));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT')
          return fail(failure('blob-missing', { digest }));
        return fail(fileFailure(pathOf(digest), error));
      }
    },
    has: (digest) =>
      access(pathOf(digest)).then(
        () => true,
        () => false,
      ),
  };
}
