import { failure } from '../domain/failure.ts';
import { isDigest, type ProjectId } from '../domain/ids.ts';
import { parsePromotion, promotionId, promotionPath, type Promotion } from '../domain/manifest/promotion.ts';
import { faultText } from '../domain/manifest/shape.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { ShippingWorld } from '../ports/shipping.ts';

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
  const promotions: Promotion[] = [];
  for (const name of names.value) {
    if (promotionIdOf(name) === null) continue;
    const path = `${promotionsFolder}/${name}`;
    const text = await world.files.readText(path);
    if (!text.ok) return text;
    if (text.value === null) continue;
    const parsed = parsePromotion(text.value);
    if (!parsed.ok) return fail(failure('promotion-invalid', { path, faults: parsed.faults.map(faultText) }));
    const faults = promotionFaults(parsed.value, path, world.projectId, world);
    if (faults.length > 0) return fail(failure('promotion-invalid', { path, faults }));
    promotions.push(parsed.value);
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
