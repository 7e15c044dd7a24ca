import { sideRecordPath } from '../domain/candidate/paths.ts';
import { parseSideRecord, type SideRecord } from '../domain/candidate/side-record.ts';
import { newerFile } from '../domain/newer-file.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { ProjectFiles } from '../ports/files.ts';

/**
 * The side record of a picture; `null` where none can be read. One that a later Artkiln wrote is `file-newer`: it says
 * something, and not nothing.
 */
export async function readSideRecord(
  files: Pick<ProjectFiles, 'readText'>,
  picture: string,
): Promise<Result<SideRecord | null>> {
  const path = sideRecordPath(picture);
  const text = await files.readText(path);
  if (!text.ok || text.value === null) return text as Result<null>;
  const parsed = parseSideRecord(text.value);
  if (parsed.ok) return ok(parsed.value);
  const newer = newerFile(path, text.value);
  return newer === null ? ok(null) : fail(newer);
}
