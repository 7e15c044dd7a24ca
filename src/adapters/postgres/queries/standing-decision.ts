/**
 * A lateral row `d` with the decision that gives the verdict about `s`: a row with project_id, gate, recipe_id,
 * recipe_digest, bytes, pixels and sprites. The order is that of standingVerdict in src/domain/gate/standing.ts:
 * reject or withdraw before approve, the newest of the former, the oldest of the latter.
 */
export const standingDecision = `left join lateral (
    select x.id, x.verdict, x.reviewer, x.reason, x.decided_at from art.standing_decisions x
    where x.project_id = s.project_id and x.gate = s.gate and x.recipe_id = s.recipe_id and x.bytes = s.bytes
      and (s.gate = 'concept' or (x.recipe_digest, x.pixels, x.sprites) = (s.recipe_digest, s.pixels, s.sprites))
    order by x.verdict = 'approve', case when x.verdict <> 'approve' then x.decided_at end desc, x.decided_at,
      case when x.verdict <> 'approve' then x.id end desc, x.id
    limit 1) d on true`;
