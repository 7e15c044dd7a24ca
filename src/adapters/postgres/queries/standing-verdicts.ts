import type { SignedSubject } from '../../../ports/listings.ts';
import type { Database } from '../query.ts';
import { standingDecision } from './standing-decision.ts';

/** The verdict of the indexed decisions about each subject, in the order given; `null` where none is about it. */
export async function standingVerdicts(
  db: Database,
  projectId: string,
  subjects: readonly SignedSubject[],
): Promise<{ verdict: string | null }[]> {
  const { rows } = await db.query<{ verdict: string | null }>({
    name: 'standing-verdicts',
    text: `
select d.verdict from (
  select $1::text project_id, 'review' gate, x.recipe_id, x.recipe_digest, x.bytes, x.pixels, x.sprites, n
  from rows from (jsonb_to_recordset($2) as (recipe_id text, recipe_digest text, bytes text, pixels text, sprites text))
    with ordinality x (recipe_id, recipe_digest, bytes, pixels, sprites, n)) s ${standingDecision}
order by s.n`,
    values: [
      projectId,
      JSON.stringify(
        subjects.map(({ recipe_id, recipe_digest, bytes, pixels, sprites }) => ({
          recipe_id,
          recipe_digest,
          bytes,
          pixels,
          sprites,
        })),
      ),
    ],
  });
  return rows;
}
