import {
  importFolder,
  importMarkerName,
  importTrustName,
  parseImportMarker,
  parseImportTrust,
  type ImportMarker,
} from '../domain/archive/import-marker.ts';
import { archiveIndexName, parseArchiveIndex } from '../domain/archive/index-file.ts';
import type { RunId } from '../domain/ids.ts';
import { faultText } from '../domain/manifest/shape.ts';
import type { ProjectFiles } from '../ports/files.ts';
import type { Survey } from '../ports/survey.ts';
import { surveyedText } from './surveyed-text.ts';
import { note, type Notes } from './verify-notes.ts';

/** The project that a run came from; `null` for a run that was made here. */
export async function importOf(
  files: Pick<ProjectFiles, 'exists' | 'readText'>,
  run: RunId,
): Promise<{ readonly marker: ImportMarker | null } | null> {
  const folder = importFolder(run);
  if (!(await files.exists(folder))) return null;
  const text = await files.readText(`${folder}/${importMarkerName}`);
  const parsed = parseImportMarker(text.ok ? (text.value ?? '') : '');
  return { marker: parsed.ok && parsed.value.run_id === run ? parsed.value : null };
}

/**
 * What came with an imported run, and the run itself, against the index of its archive. An open run has no seal, and
 * needs none here: nobody carries it on. Pictures that git does not carry are absent, and no fault.
 *
 * @param inRun what lies in the run folder: path to digest, `null` for a size alone
 */
export async function checkImport(
  world: { readonly survey: Survey },
  run: RunId,
  marker: ImportMarker | null,
  inRun: ReadonlyMap<string, string | null>,
  notes: Notes,
): Promise<void> {
  const folder = importFolder(run);
  if (marker === null)
    note(notes, 'MODIFIED', `${folder}/${importMarkerName}`, 'it is no record of an import');
  const found = await world.survey.below(
    folder,
    'bytes',
    (path) => path === archiveIndexName || path === importTrustName,
  );
  if (!found.ok) {
    note(notes, 'UNEXPECTED', folder, 'it is a link that leads out of the project');
    return;
  }
  notes.checked += found.value.size;
  const indexPath = `${folder}/${archiveIndexName}`;
  const file = found.value.get(archiveIndexName);
  const parsed = parseArchiveIndex(surveyedText(file) ?? '');
  if (file === undefined) note(notes, 'MISSING', indexPath, 'it came with the run');
  else if (!parsed.ok)
    note(notes, 'MODIFIED', indexPath, parsed.faults.slice(0, 3).map(faultText).join('; '));
  else if (marker !== null && file?.bytes !== marker.index)
    note(notes, 'MODIFIED', indexPath, 'against the record of the import');
  const trust = surveyedText(found.value.get(importTrustName));
  if (found.value.has(importTrustName) && (trust === null || !parseImportTrust(trust).ok))
    note(notes, 'MODIFIED', `${folder}/${importTrustName}`, 'it is no record of trust');
  if (!parsed.ok) return;

  const prefix = `runs/${run}/`;
  const ours = new Set<string>([importMarkerName, archiveIndexName, importTrustName]);
  const listed = new Set<string>();
  for (const { path, bytes } of parsed.value.files) {
    const isOfRun = path.startsWith(prefix);
    const name = isOfRun ? path.slice(prefix.length) : path;
    const place = isOfRun ? path : `${folder}/${path}`;
    (isOfRun ? listed : ours).add(name);
    const there = isOfRun ? inRun.get(name) : bytesIn(found.value.get(name));
    if (there === undefined) {
      // Neither is for git.
      if (/\/out\/|^art_pool\//.test(path)) notes.absent += 1;
      else note(notes, 'MISSING', place, 'it came with the run');
    } else if (there !== null && there !== bytes)
      note(notes, 'MODIFIED', place, 'against the archive of its run');
  }
  for (const path of found.value.keys())
    if (!ours.has(path)) note(notes, 'UNEXPECTED', `${folder}/${path}`, 'it did not come with the run');
  for (const path of inRun.keys())
    if (!listed.has(path)) note(notes, 'UNEXPECTED', `${prefix}${path}`, 'it did not come with the run');
}

/** `undefined` where there is no file; a file that cannot be read has no right bytes. */
const bytesIn = (file: { readonly bytes: string | null } | null | undefined): string | null | undefined =>
  file === null ? '' : file?.bytes;
