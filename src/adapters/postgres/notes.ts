import type { Pool } from 'pg';
import type { Digest, ProjectId } from '../../domain/ids.ts';
import type { Notes } from '../../ports/notes.ts';
import { whileConnected, type DatabaseTarget } from './connect.ts';
import { insertNotes, listNotes } from './queries/notes.ts';

/** Notes of a project, over a pool with the owner's login. */
export function databaseNotes(pool: Pool, target: DatabaseTarget, projectId: ProjectId): Notes {
  return {
    add: (notes) => whileConnected(target, () => insertNotes(pool, projectId, notes)),
    about: (digests) =>
      whileConnected(target, async () => {
        const rows = await listNotes(pool, projectId, digests);
        return rows.map((row) => ({ ...row, digest: row.digest as Digest, at: row.at.toISOString() }));
      }),
  };
}
