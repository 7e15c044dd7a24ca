import { failure } from '../domain/failure.ts';
import { isDigest, type ProjectId } from '../domain/ids.ts';
import { parsePromotion, promotionId, promotionPath, type Promotion } from '../domain/manifest/promotion.ts';
import { faultText } from '../domain/manifest/shape.ts';
import { unreadable } from '../domain/newer-file.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { ShippingWorld } from '../ports/shipping.ts';

/** A project of a year has thousands of records: read one after the other they are most of what a look costs. */
const atOnce = 64;

export const promotionsFolder = 'content/promotions';

/** The id in a promotion's file name; `null` for a file that is none, such as an editor's backup. */
export const promotionIdOf = (fileName: string): string | null => {
  const id = fileName.endsWith('.json') ? fileName.slice(0, -5) : '';
  return isDigest(id) ? id : null;
};

/**
 * Every promotion of the project, by id. One record that was edited stops everything: which art fills an asset
 * is read from the chain of all of them.
 */
export async function readPromotions(
  world: Pick<ShippingWorld, 'files' | 'sha256' | 'projectId'>,
): Promise<Result<readonly Promotion[]>> {
  const names = await world.files.list(promotionsFolder);
  if (!names.ok) return names;
  return readPromotionsNamed(
    world,
    names.value.flatMap((name) => promotionIdOf(name) ?? []),
  );
}

/** The promotions with these ids, in their order. What is gone by now is left out. */
export async function readPromotionsNamed(
  world: Pick<ShippingWorld, 'files' | 'sha256' | 'projectId'>,
  ids: readonly string[],
): Promise<Result<readonly Promotion[]>> {
  const paths = ids.map((id) => `${promotionsFolder}/${id}.json`);
  const promotions: Promotion[] = [];
  for (let from = 0; from < paths.length; from += atOnce) {
    const part = paths.slice(from, from + atOnce);
    const texts = await Promise.all(part.map((path) => world.files.readText(path)));
    for (const [i, text] of texts.entries()) {
      const path = part[i] ?? '';
      if (!text.ok) return text;
      if (text.value === null) continue;
      const parsed = parsePromotion(text.value);
      if (!parsed.ok) {
        const invalid = failure('promotion-invalid', { path, faults: parsed.faults.map(faultText) });
        return fail(unreadable(path, text.value, invalid));
      }
      const faults = promotionFaults(parsed.value, path, world.projectId, world);
      if (faults.length > 0) return fail(failure('promotion-invalid', { path, faults }));
      promotions.push(parsed.value);
    }
  }
  return ok(promotions);
}

/** What of a well-formed record does not belong where it stands. */
export function promotionFaults(
  promotion: Promotion,
  path: string,
  projectId: ProjectId,
  { sha256 }: Pick<ShippingWorld, 'sha256'>,
): readonly string[] {
  const faults: string[] = [];
  if (promotionId(promotion, sha256) !== promotion.id) faults.push('its contents do not give its id');
  if (promotionPath(promotion.id) !== path) faults.push('its id is not its file name');
  if (promotion.project_id !== projectId) faults.push('it belongs to another project');
  return faults;
}
