import { failure } from '../domain/failure.ts';
import { parsePackSeal, sealName, type PackSeal } from '../domain/manifest/pack-seal.ts';
import { faultText } from '../domain/manifest/shape.ts';
import { parseShippedManifest, type ShippedManifest } from '../domain/manifest/shipped-manifest.ts';
import { unreadable } from '../domain/newer-file.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { ShippingWorld } from '../ports/shipping.ts';

type Reader = Pick<ShippingWorld, 'files' | 'folders' | 'sha256'>;

/** A link to the number of the pack that counts, beside the packs. Switched in one step. */
export const currentLink = 'dist/current';
export const packFolder = (number: number): string => `dist/${number}`;
/** `manifest.json` of an age, relative to its pack. */
export const shippedManifestPath = (age: string): string => `${age}/manifest.json`;

const numberPattern = /^[1-9][0-9]{0,8}$/;

/** Numbers of the packs in `dist/`, low to high, finished or not. */
export async function listPacks(world: Reader): Promise<Result<readonly number[]>> {
  const names = await world.files.list('dist');
  if (!names.ok) return names;
  return ok(
    names.value
      .filter((name) => numberPattern.test(name))
      .map(Number)
      .sort((a, b) => a - b),
  );
}

/** The number that `dist/current` names; `null` when there is no such link or it names something else. */
export async function currentPack(world: Reader): Promise<Result<number | null>> {
  const target = await world.folders.readLink(currentLink);
  if (!target.ok) return target;
  return ok(target.value !== null && numberPattern.test(target.value) ? Number(target.value) : null);
}

export interface FileDifference {
  readonly path: string;
  readonly difference: 'missing' | 'modified' | 'unexpected';
}

export type SealReading =
  | { readonly reading: 'none' }
  | { readonly reading: 'unreadable'; readonly faults: readonly string[]; readonly text: string }
  | {
      readonly reading: 'sealed';
      readonly seal: PackSeal;
      /** What of the pack is not as it was sealed; empty when it is intact. By path. */
      readonly differences: readonly FileDifference[];
    };

/** Reads a pack's seal and compares every file with it. */
export async function readSeal(world: Reader, number: number): Promise<Result<SealReading>> {
  const folder = packFolder(number);
  const text = await world.files.readText(`${folder}/${sealName}`);
  if (!text.ok) return text;
  if (text.value === null) return ok({ reading: 'none' });
  const parsed = parsePackSeal(text.value);
  if (!parsed.ok)
    return ok({ reading: 'unreadable', faults: parsed.faults.map(faultText), text: text.value });
  const seal = parsed.value;
  const tree = await world.folders.tree(folder);
  if (!tree.ok) return tree;
  const sealed = new Set(seal.files.map(({ path }) => path));
  const differences: FileDifference[] = tree.value
    .filter((path) => path !== sealName && !sealed.has(path))
    .map((path) => ({ path, difference: 'unexpected' }));
  for (const { path, bytes } of seal.files) {
    const file = await world.files.read(`${folder}/${path}`);
    if (!file.ok) return file;
    if (file.value === null) differences.push({ path, difference: 'missing' });
    else if (world.sha256(file.value) !== bytes) differences.push({ path, difference: 'modified' });
  }
  return ok({
    reading: 'sealed',
    seal,
    differences: differences.sort((a, b) => (a.path < b.path ? -1 : 1)),
  });
}

/** A pack that is exactly as it was sealed. */
export interface IntactPack {
  readonly number: number;
  readonly seal: PackSeal;
  /** By age. */
  readonly manifests: ReadonlyMap<string, ShippedManifest>;
}

/** A pack by its number; `null` when there is none or it was never sealed, `pack-differs` when it changed. */
export async function readIntactPack(world: Reader, number: number): Promise<Result<IntactPack | null>> {
  const path = packFolder(number);
  const reading = await readSeal(world, number);
  if (!reading.ok) return reading;
  switch (reading.value.reading) {
    case 'none':
      return ok(null);
    case 'unreadable': {
      const differs = failure('pack-differs', { path, files: [sealName] });
      return fail(unreadable(`${path}/${sealName}`, reading.value.text, differs));
    }
    case 'sealed': {
      const { seal, differences } = reading.value;
      if (differences.length > 0)
        return fail(failure('pack-differs', { path, files: differences.map((one) => one.path) }));
      const manifests = new Map<string, ShippedManifest>();
      for (const { age } of seal.ages) {
        const file = shippedManifestPath(age);
        const text = await world.files.readText(`${path}/${file}`);
        if (!text.ok) return text;
        const parsed = parseShippedManifest(text.value ?? '');
        // Sealed and yet unreadable: made by another version of Artkiln.
        if (!parsed.ok) {
          const differs = failure('pack-differs', { path, files: [file] });
          return fail(unreadable(`${path}/${file}`, text.value ?? '', differs));
        }
        manifests.set(age, parsed.value);
      }
      return ok({ number, seal, manifests });
    }
  }
}
