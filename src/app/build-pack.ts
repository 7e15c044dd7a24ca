import { checkRegions } from '../domain/atlas/check-regions.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import { failure } from '../domain/failure.ts';
import type { Digest } from '../domain/ids.ts';
import type { Entry } from '../domain/manifest/age-manifest.ts';
import { disclosureNote } from '../domain/manifest/disclosure.ts';
import { packSealText, sealName, type SealedFile } from '../domain/manifest/pack-seal.ts';
import {
  shippedManifest,
  shippedManifestText,
  type ShippedManifest,
} from '../domain/manifest/shipped-manifest.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Rgba } from '../pixels/rgba.ts';
import { withSelfDigest } from '../domain/run/self-digest.ts';
import type { ShipWorld } from '../ports/shipping.ts';
import { packAge, pageImage, withPlaceholders, type PackedAge } from './pack-age.ts';
import type { ProjectedAge } from './project-age.ts';
import { packFolder, shippedManifestPath, type IntactPack } from './read-packs.ts';

/** Bumped by hand when the same inputs may give other files: the packer, the page drawing, the PNG encoder. */
const packVersion = 1;

/** Everything of one age that will be in the pack, still in memory. */
export interface PreparedAge {
  readonly projected: ProjectedAge;
  readonly shipped: ShippedManifest;
  readonly packed: PackedAge;
  /** Digest of all that determines the age's files. */
  readonly inputs: Digest;
}

/** Packs an age and works out what determines its files. Encodes and writes nothing. */
export function prepareAge(
  world: ShipWorld,
  projected: ProjectedAge,
  allowPlaceholders: boolean,
): Result<PreparedAge> {
  const empty = projected.manifest.entries.filter(({ state }) => state === 'placeholder');
  const drawn: readonly Entry[] = allowPlaceholders ? empty : [];
  const packed = packAge(projected, drawn, world);
  if (!packed.ok) return packed;
  const isReleasable = drawn.length === 0;
  const shipped = shippedManifest(withPlaceholders(projected.manifest, allowPlaceholders), isReleasable);
  const inputs = world.sha256(
    canonicalJson({
      packVersion,
      manifest: world.sha256(shippedManifestText(shipped)),
      // The manifest names variants; these are the sprite tables and pictures behind them.
      sprites: [...projected.assets.values()].map(({ side }) => [side.pixels, side.sprites_digest]),
      settings: { ...world.packSettings },
      exporters: [...world.exporters].map(({ name, version }) => `${name}@${version}`).sort(),
    }),
  );
  return ok({ projected, shipped, packed: packed.value, inputs });
}

/**
 * Writes a whole pack to a folder: per age its stripped manifest, atlas pages and engine files, and the disclosure
 * note. Pages of an age whose inputs are those of `earlier` are copied from there instead of encoded anew.
 * Then reads every page back from the disk, decodes it, compares each region with the signed picture, and only
 * then writes the seal.
 */
export async function writePack(
  world: ShipWorld,
  folder: string,
  ages: readonly PreparedAge[],
  earlier: IntactPack | null,
): Promise<Result<void>> {
  const files: SealedFile[] = [];
  const write = async (path: string, bytes: Uint8Array | string): Promise<Result<void>> => {
    const written = await world.files.publish(`${folder}/${path}`, bytes);
    if (!written.ok) return written;
    const stored = await world.files.read(`${folder}/${path}`);
    if (!stored.ok) return stored;
    const size = stored.value?.length ?? 0;
    files.push({ path, bytes: world.sha256(bytes), size });
    return ok(undefined);
  };

  for (const age of ages) {
    const written = await writeAge(world, age, earlier, write);
    if (!written.ok) return written;
  }
  const note = await write('DISCLOSURE.md', disclosureNote(ages.map(({ shipped }) => shipped)));
  if (!note.ok) return note;
  for (const age of ages) {
    const checked = await checkAge(world, folder, age);
    if (!checked.ok) return checked;
  }
  return world.files.publish(
    `${folder}/${sealName}`,
    withSelfDigest(
      packSealText({
        schema_version: 1,
        is_releasable: ages.every(({ shipped }) => shipped.is_releasable),
        ages: ages.map(({ shipped, inputs }) => ({ age: shipped.age, version: shipped.version, inputs })),
        files,
      }),
      world.sha256,
    ),
  );
}

async function writeAge(
  world: ShipWorld,
  { shipped, packed, inputs }: PreparedAge,
  earlier: IntactPack | null,
  write: (path: string, bytes: Uint8Array | string) => Promise<Result<void>>,
): Promise<Result<void>> {
  const { age } = shipped;
  const manifest = await write(shippedManifestPath(age), shippedManifestText(shipped));
  if (!manifest.ok) return manifest;
  const twin = earlier?.seal.ages.some((sealed) => sealed.age === age && sealed.inputs === inputs)
    ? earlier.number
    : null;
  for (let page = 0; page < packed.atlas.pages.length; page += 1) {
    const path = `${age}/${pageImage(page)}`;
    const reused = twin === null ? ok(null) : await world.files.read(`${packFolder(twin)}/${path}`);
    if (!reused.ok) return reused;
    const written = await write(path, reused.value ?? world.encodePng(packed.drawPage(page)));
    if (!written.ok) return written;
  }
  for (const exporter of world.exporters) {
    for (const file of exporter.write(packed.atlas)) {
      const written = await write(`${age}/${file.path}`, file.text);
      if (!written.ok) return written;
    }
  }
  return ok(undefined);
}

async function checkAge(
  world: ShipWorld,
  folder: string,
  { shipped, packed }: PreparedAge,
): Promise<Result<void>> {
  const { age } = shipped;
  const differs = (faults: readonly string[]): Result<never> =>
    fail(failure('atlas-region-differs', { age, faults }));
  const pages: Rgba[] = [];
  for (const [index, { image, width, height }] of packed.atlas.pages.entries()) {
    const path = `${folder}/${age}/${image}`;
    const bytes = await world.files.read(path);
    if (!bytes.ok) return bytes;
    if (bytes.value === null) return differs([`page ${index} is not there`]);
    const page = await world.decodePicture(bytes.value, path);
    if (!page.ok) return page;
    if (page.value.width !== width || page.value.height !== height)
      return differs([`page ${index} has another size`]);
    pages.push(page.value);
  }
  const faults = checkRegions(pages, packed.atlas.regions, packed.expected);
  return faults.length === 0
    ? ok(undefined)
    : differs(faults.map(({ name, fault }) => `${name}: ${fault.replaceAll('-', ' ')}`));
}
