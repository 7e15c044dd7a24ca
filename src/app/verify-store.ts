import { canonicalJson, type Json } from '../domain/canonical-json.ts';
import { isDigest, type Digest, type Sha256 } from '../domain/ids.ts';
import { unreadableText } from '../domain/newer-file.ts';
import { ok, type Result } from '../domain/result.ts';
import { parseActionResult } from '../domain/run/parse-stage-manifest.ts';
import { selfDigestHolds } from '../domain/run/self-digest.ts';
import type { Survey } from '../ports/survey.ts';
import { surveyedText } from './surveyed-text.ts';
import { note, type Notes } from './verify-notes.ts';

const store = '.art/store';
const blobs = `${store}/cas/sha256`;
const actions = `${store}/actions`;

/**
 * The store: each blob is what its name says, and each entry of the action cache what it was written as, with its blobs
 * there. All of it may be deleted; what is there must be right. No store counts as absent.
 */
export async function checkStore(
  world: { readonly survey: Survey; readonly sha256: Sha256 },
  quick: boolean,
  notes: Notes,
): Promise<Result<void>> {
  const found = await world.survey.below(blobs, quick ? 'stat' : 'bytes');
  if (!found.ok) return found;
  const isHere = new Set<Digest>();
  for (const [path, file] of found.value) {
    notes.checked += 1;
    const [folder = '', name = '', ...more] = path.split('/');
    if (more.length > 0 || !isDigest(name) || !name.startsWith(folder) || folder.length !== 2) {
      note(notes, 'UNEXPECTED', `${blobs}/${path}`, 'it is not named by a digest');
      continue;
    }
    isHere.add(name);
    if (file === null || (file.bytes !== null && file.bytes !== name))
      note(notes, 'MODIFIED', `${blobs}/${path}`, 'its name is not its digest');
  }
  const entries = await world.survey.below(actions, 'stat', () => true);
  if (!entries.ok) return entries;
  if (found.value.size === 0 && entries.value.size === 0) notes.absent += 1;
  for (const [path, file] of entries.value) {
    notes.checked += 1;
    checkAction(world.sha256, path, surveyedText(file), isHere, notes);
  }
  return ok(undefined);
}

function checkAction(
  sha256: Sha256,
  path: string,
  text: string | null,
  isHere: ReadonlySet<Digest>,
  notes: Notes,
): void {
  const at = `${actions}/${path}`;
  const [, folder = '', fingerprint = '', name = ''] =
    /^([0-9a-f]{2})\/([0-9a-f]{64})\/([0-9a-f]{16})(?:-run_[0-9]+_[a-z2-7]+)?\.json$/.exec(path) ?? [];
  if (name === '' || !fingerprint.startsWith(folder)) {
    note(notes, 'UNEXPECTED', at, 'it is no entry of the action cache');
    return;
  }
  const result = text === null ? null : parseActionResult(text, fingerprint);
  if (text === null || result === null) {
    note(notes, 'MODIFIED', at, unreadableText(text ?? '', 'it is not the result of this fingerprint'));
    return;
  }
  if (selfDigestHolds(text, sha256) === false) {
    note(notes, 'MODIFIED', at, 'its own digest');
    return;
  }
  if (!sha256(canonicalJson(result.outputs as unknown as Json)).startsWith(name))
    note(notes, 'KEY-MISMATCH', at, 'its name is not that of its outputs');
  for (const { bytes, name: output } of result.outputs) {
    if (isHere.has(bytes)) continue;
    const blob = `${blobs}/${bytes.slice(0, 2)}/${bytes}`;
    note(notes, 'MISSING', blob, `${output} of ${result.run_id}; it is made again when it is needed`);
  }
}
