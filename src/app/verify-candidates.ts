import { parsePoolPath, picturePathOf } from '../domain/candidate/paths.ts';
import { parseSideRecord, sideRecordContradictions } from '../domain/candidate/side-record.ts';
import { faultText } from '../domain/manifest/shape.ts';
import { ok, type Result } from '../domain/result.ts';
import { pixelBytes } from '../pixels/rgba.ts';
import type { ShippingWorld } from '../ports/shipping.ts';
import { findingOf, note, type Notes } from './verify-notes.ts';

/**
 * Concepts and candidates against their side records. A picture without one is none yet: the record is written
 * last, so a worker may be at it. Git carries neither pool; one that is not here counts as absent.
 */
export async function checkCandidates(
  world: ShippingWorld,
  quick: boolean,
  notes: Notes,
): Promise<Result<void>> {
  for (const pool of ['concepts', 'candidates']) {
    const tree = await world.folders.tree(`art_pool/${pool}`);
    if (!tree.ok) return tree;
    if (tree.value.length === 0) notes.absent += 1;
    for (const name of tree.value) {
      const sidePath = `art_pool/${pool}/${name}`;
      if (!name.endsWith('.json') || parsePoolPath(picturePathOf(sidePath)) === null) continue;
      notes.checked += 1;
      const checked = await checkCandidate(world, sidePath, quick, notes);
      if (!checked.ok) return checked;
    }
  }
  return ok(undefined);
}

async function checkCandidate(
  world: ShippingWorld,
  sidePath: string,
  quick: boolean,
  notes: Notes,
): Promise<Result<void>> {
  const path = picturePathOf(sidePath);
  const text = await world.files.readText(sidePath);
  if (!text.ok) return text;
  const parsed = parseSideRecord(text.value ?? '');
  if (!parsed.ok) {
    note(notes, 'MODIFIED', sidePath, parsed.faults.map(faultText).join('; '));
    return ok(undefined);
  }
  const side = parsed.value;
  const wrong = sideRecordContradictions(side, path, null, world.sha256);
  if (wrong.length > 0) note(notes, 'MODIFIED', sidePath, wrong.join(', '));
  const bytes = await world.files.read(path);
  if (!bytes.ok) return bytes;
  if (bytes.value === null) {
    note(notes, 'MISSING', path, 'its side record is there');
    return ok(undefined);
  }
  if (world.sha256(bytes.value) !== side.bytes) {
    note(notes, 'MODIFIED', path, 'bytes');
    return ok(undefined);
  }
  if (quick) return ok(undefined);
  const picture = await world.decodePicture(bytes.value, path);
  if (!picture.ok) {
    const finding = findingOf(picture.failure);
    if (finding === null) return picture;
    note(notes, finding.kind, path, finding.detail);
  } else if (world.sha256(pixelBytes(picture.value)) !== side.pixels) {
    note(notes, 'MODIFIED', sidePath, 'pixels');
  }
  return ok(undefined);
}
