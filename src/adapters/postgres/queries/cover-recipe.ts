import type { Database } from '../query.ts';

export interface CoveredRow {
  binding: Record<string, string>;
  backend: string;
  state: string;
  is_withdrawn: boolean;
  jobs: number;
}

/**
 * How far the bindings of one text of a recipe have come, by each cell's latest job. A job stays Approved when its
 * approval is withdrawn, so that the decisions that stand are asked too; reject and withdraw beat approve, as in
 * standingVerdict in src/domain/gate/standing.ts.
 */
export async function coverRecipe(
  db: Database,
  projectId: string,
  recipeId: string,
  recipeDigest: string,
): Promise<CoveredRow[]> {
  const { rows } = await db.query<CoveredRow>({
    name: 'cover-recipe',
    text: `
with latest as (
  select j.binding_hash, j.binding, j.backend, j.state,
    j.state = 'Approved' and not exists (
      select from art.art_candidates c where c.job_id = j.id
        and (select bool_and(d.verdict = 'approve') from art.standing_decisions d
          where d.project_id = j.project_id and d.gate = 'review' and d.bytes = c.digest and d.recipe_id = j.recipe_id
            and (d.recipe_digest, d.pixels, d.sprites) = (j.recipe_digest, c.pixels, c.sprites))) is_withdrawn
  from art.art_jobs j
  where j.project_id = $1 and j.recipe_id = $2 and j.recipe_digest = $3
    and not exists (select from art.art_jobs later where later.project_id = j.project_id
      and later.run_id = j.run_id and later.cell = j.cell and later.try > j.try))
select binding, backend, state, is_withdrawn, count(*)::int jobs from latest
group by binding_hash, binding, backend, state, is_withdrawn`,
    values: [projectId, recipeId, recipeDigest],
  });
  return rows;
}
