import type { StoredCandidate, StoredConcept } from '../../../ports/worker-queue.ts';
import type { Database } from '../query.ts';

/** Into the concept gate, fenced. The state afterwards: a standing decision may have passed the job on already. */
export async function enterConceptGate(
  db: Database,
  lease: { key: string; token: string },
  concept: StoredConcept,
): Promise<string | null> {
  const { rows } = await db.query<{ state: string | null }>({
    name: 'enter-concept-gate',
    text: `select art.enter_concept_gate($1, $2, $3, $4, $5, $6) as state`,
    values: [lease.key, lease.token, concept.digest, concept.pixels, concept.sprites, concept.path],
  });
  return rows[0]?.state ?? null;
}

/** Into the review gate, fenced, with at least one candidate. */
export async function enterReviewGate(
  db: Database,
  lease: { key: string; token: string },
  candidates: readonly StoredCandidate[],
): Promise<string | null> {
  const { rows } = await db.query<{ state: string | null }>({
    name: 'enter-review-gate',
    text: `select art.enter_review_gate($1, $2, $3) as state`,
    values: [
      lease.key,
      lease.token,
      JSON.stringify(candidates.map(({ childIndex, ...rest }) => ({ child: childIndex, ...rest }))),
    ],
  });
  return rows[0]?.state ?? null;
}
