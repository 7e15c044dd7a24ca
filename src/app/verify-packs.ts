import { ageManifestPath } from '../domain/manifest/age-manifest.ts';
import { parsePackSeal, sealName, type PackSeal } from '../domain/manifest/pack-seal.ts';
import { faultText } from '../domain/manifest/shape.ts';
import { ok, type Result } from '../domain/result.ts';
import { selfDigestHolds } from '../domain/run/self-digest.ts';
import type { ShippingWorld } from '../ports/shipping.ts';
import type { SurveyedFile } from '../ports/survey.ts';
import { currentLink, currentPack, listPacks, packFolder } from './read-packs.ts';
import { surveyedText } from './surveyed-text.ts';
import { note, type Notes } from './verify-notes.ts';

/** Every pack against its seal, and what lies beside them. Git does not carry `dist/`. */
export async function checkPacks(world: ShippingWorld, quick: boolean, notes: Notes): Promise<Result<void>> {
  const packs = await listPacks(world);
  if (!packs.ok) return packs;
  if (packs.value.length === 0) notes.absent += 1;
  const seals = new Map<number, PackSeal>();
  for (const number of packs.value) {
    const seal = await checkPack(world, number, quick, notes);
    if (!seal.ok) return seal;
    if (seal.value !== null) seals.set(number, seal.value);
  }
  const names = await world.files.list('dist');
  if (!names.ok) return names;
  for (const name of names.value) {
    const isOurs = name === 'current' || name.startsWith('.') || packs.value.includes(Number(name));
    if (!isOurs) note(notes, 'UNEXPECTED', `dist/${name}`, 'it is no pack');
  }
  const current = await currentPack(world);
  if (!current.ok) {
    if (current.failure.kind !== 'file-unusable') return current;
    note(notes, 'MODIFIED', currentLink, current.failure.why);
    return ok(undefined);
  }
  if (current.value === null ? packs.value.length > 0 : !packs.value.includes(current.value))
    note(notes, 'MISSING', currentLink, 'it names no pack');
  for (const { age, version } of seals.get(current.value ?? 0)?.ages ?? []) {
    const path = ageManifestPath(age, version);
    if (!(await world.files.exists(path)))
      note(notes, 'MISSING', path, `dist/${current.value} ships this age`);
  }
  return ok(undefined);
}

/** One pack; gives its seal where that can be believed. */
async function checkPack(
  world: ShippingWorld,
  number: number,
  quick: boolean,
  notes: Notes,
): Promise<Result<PackSeal | null>> {
  const folder = packFolder(number);
  const path = `${folder}/${sealName}`;
  const found = await world.survey.below(folder, quick ? 'stat' : 'bytes', (name) => name === sealName);
  if (!found.ok) return found;
  notes.checked += 1;
  const file = found.value.get(sealName);
  if (file === undefined) {
    note(notes, 'MISSING', path, 'the pack has no seal');
    return ok(null);
  }
  const text = surveyedText(file);
  const parsed = text === null ? null : parsePackSeal(text);
  if (text === null || parsed === null || !parsed.ok) {
    const faults = parsed === null || parsed.ok ? ['it is no text'] : parsed.faults.map(faultText);
    note(notes, 'MODIFIED', path, faults.join('; '));
    return ok(null);
  }
  if (selfDigestHolds(text, world.sha256) === false) {
    note(notes, 'MODIFIED', path, 'its own digest');
    return ok(null);
  }
  compare(folder, parsed.value, found.value, notes);
  return ok(parsed.value);
}

function compare(
  folder: string,
  seal: PackSeal,
  found: ReadonlyMap<string, SurveyedFile | null>,
  notes: Notes,
): void {
  const why = 'against the seal of its pack';
  for (const { path, bytes, size } of seal.files) {
    const file = found.get(path);
    if (file === undefined) note(notes, 'MISSING', `${folder}/${path}`, why);
    else if (file === null || file.size !== size || (file.bytes !== null && file.bytes !== bytes))
      note(notes, 'MODIFIED', `${folder}/${path}`, why);
  }
  const sealed = new Set(seal.files.map(({ path }) => path));
  for (const path of found.keys())
    if (path !== sealName && !sealed.has(path)) note(notes, 'UNEXPECTED', `${folder}/${path}`, why);
}
