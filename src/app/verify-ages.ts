import { canonicalJson } from '../domain/canonical-json.ts';
import {
  ageManifestPath,
  entryJson,
  isAgeName,
  parseAgeManifest,
  type Entry,
} from '../domain/manifest/age-manifest.ts';
import { promotedEntry } from '../domain/manifest/projection.ts';
import type { Promotion } from '../domain/manifest/promotion.ts';
import { faultText } from '../domain/manifest/shape.ts';
import { recipePath } from '../domain/recipe/lock.ts';
import { ok, type Result } from '../domain/result.ts';
import type { ShippingWorld } from '../ports/shipping.ts';
import type { PromotionBook } from './project-age.ts';
import { ageVersions } from './read-ages.ts';
import { findingOf, note, type Notes } from './verify-notes.ts';

/** Every version of every age manifest, entry by entry. */
export async function checkAges(
  world: ShippingWorld,
  book: PromotionBook,
  quick: boolean,
  notes: Notes,
): Promise<Result<void>> {
  const names = await world.files.list('content/ages');
  if (!names.ok) return names;
  for (const age of names.value.filter(isAgeName)) {
    const versions = await ageVersions(world.files, age);
    if (!versions.ok) return versions;
    for (const version of versions.value) {
      const path = ageManifestPath(age, version);
      const strangers = await checkStrangers(world, path, notes);
      if (!strangers.ok) return strangers;
      const text = await world.files.readText(path);
      if (!text.ok) return text;
      if (text.value === null) continue;
      notes.checked += 1;
      const parsed = parseAgeManifest(text.value);
      if (!parsed.ok) {
        note(notes, 'MODIFIED', path, parsed.faults.map(faultText).join('; '));
        continue;
      }
      if (parsed.value.age !== age || parsed.value.version !== version)
        note(notes, 'KEY-MISMATCH', path, `it says ${parsed.value.age} v${parsed.value.version}`);
      for (const entry of parsed.value.entries) {
        const checked = await checkEntry(
          book,
          path,
          entry,
          { isHighest: version === versions.value[0], quick },
          notes,
        );
        if (!checked.ok) return checked;
      }
    }
  }
  return ok(undefined);
}

/** The folder of an age's version is Artkiln's: nothing but the manifest belongs there. */
async function checkStrangers(world: ShippingWorld, manifest: string, notes: Notes): Promise<Result<void>> {
  const folder = manifest.slice(0, manifest.lastIndexOf('/'));
  const names = await world.files.list(folder);
  if (!names.ok) return names;
  for (const name of names.value) {
    const path = `${folder}/${name}`;
    if (path !== manifest && !name.startsWith('.'))
      note(notes, 'UNEXPECTED', path, 'only the manifest belongs there');
  }
  return ok(undefined);
}

/**
 * An entry must be what some promotion of its asset projects to. Not necessarily the last: between `art promote`
 * and `art ship` the manifest rightly says what ships, and after a rollback as well.
 */
async function checkEntry(
  book: PromotionBook,
  path: string,
  entry: Entry,
  { isHighest, quick }: { readonly isHighest: boolean; readonly quick: boolean },
  notes: Notes,
): Promise<Result<void>> {
  if (entry.state === 'placeholder') return ok(undefined);
  const at = `${entry.asset_id}: `;
  const promotion = book.promotions.find((one) => isFilledBy(entry, one));
  if (promotion === undefined) {
    note(notes, 'MODIFIED', path, `${at}no promotion gives it ${entry.asset_path ?? 'its file'}`);
    return ok(undefined);
  }
  const standing = await book.standingOf(promotion);
  if (!standing.ok) return standing;
  if (standing.value.verdict !== 'approved') {
    // Older versions of an age are not rewritten, so what was withdrawn later may stand there.
    if (isHighest || standing.value.verdict === 'undecided') {
      const why =
        standing.value.verdict === 'undecided'
          ? 'has no valid approval'
          : `was ${standing.value.verdict}; the next \`art ship\` puts it back`;
      note(notes, 'UNSIGNED', path, `${at}${promotion.path} ${why}`);
    }
    return ok(undefined);
  }
  if (quick) return ok(undefined);
  const asset = await book.load(promotion);
  if (!asset.ok) {
    // The frozen file's own finding was noted with its promotion, and that of a recipe with its lock.
    const isNoted = findingOf(asset.failure) !== null || ofRecipes.has(asset.failure.kind);
    if (asset.failure.kind === 'recipe-not-found')
      note(notes, 'MISSING', recipePath(promotion.recipe_id), `${at}made with it`);
    return isNoted ? ok(undefined) : asset;
  }
  const fields = entryDifferences(entry, promotedEntry(entry, asset.value));
  if (fields.length > 0) note(notes, 'MODIFIED', path, `${at}${fields.join(', ')}`);
  return ok(undefined);
}

const ofRecipes: ReadonlySet<string> = new Set([
  'recipe-not-found',
  'recipe-invalid',
  'recipe-drift',
  'content-invalid',
]);

const isFilledBy = (entry: Entry, promotion: Promotion): boolean =>
  promotion.asset_id === entry.asset_id &&
  promotion.path === entry.asset_path &&
  promotion.bytes === entry.bytes;

function entryDifferences(found: Entry, right: Entry): readonly string[] {
  const a = entryJson(found);
  const b = entryJson(right);
  return Object.keys(b)
    .filter((field) => canonicalJson(a[field] ?? null) !== canonicalJson(b[field] ?? null))
    .sort();
}
