import { archiveIndexName, archiveIndexText } from '../domain/archive/index-file.ts';
import type { RunId } from '../domain/ids.ts';
import { ok, type Result } from '../domain/result.ts';
import type { RunArchives, WrittenArchive } from '../ports/run-archives.ts';
import { checkArchive } from './check-archive.ts';
import type { CheckArchiveDeps } from './checked-archive.ts';
import { gatherRun, type GatherDeps } from './gather-run.ts';

export interface ExportDeps extends GatherDeps, CheckArchiveDeps {
  readonly archives: RunArchives;
}

export interface ExportedRun extends WrittenArchive {
  readonly run: RunId;
  readonly isSealed: boolean;
  readonly files: number;
  readonly fromStore: number;
}

/** The name that an archive gets where nobody gives it another. */
export const archiveName = (run: RunId): string => `${run}.zip`;

/**
 * Writes a run as one file. The archive is checked as an import would check it before it gets its name, so that none is
 * ever written that another machine refuses. The same run always gives the same bytes.
 */
export async function exportRun(deps: ExportDeps, run: RunId, path: string): Promise<Result<ExportedRun>> {
  const gathered = await gatherRun(deps, run);
  if (!gathered.ok) return gathered;
  const { index, members, fromStore } = gathered.value;
  const text = new TextEncoder().encode(archiveIndexText(index));
  const first = { path: archiveIndexName, bytes: () => Promise.resolve(ok(text)) };
  const written = await deps.archives.write(path, run, [first, ...members], async (archive) => {
    const checked = await checkArchive(deps, archive);
    return checked.ok ? ok(undefined) : checked;
  });
  if (!written.ok) return written;
  return ok({ ...written.value, run, isSealed: index.sealed, files: index.files.length, fromStore });
}
