import type { Database } from '../query.ts';

/** Pictures whose approval a standing decision takes back: their jobs stay Approved. */
export async function withdrawnDigests(db: Database, projectId: string): Promise<string[]> {
  const { rows } = await db.query<{ bytes: string }>({
    name: 'withdrawn-digests',
    text: `
select distinct d.bytes from art.standing_decisions d
where d.project_id = $1 and d.gate = 'review' and d.verdict = 'withdraw'`,
    values: [projectId],
  });
  return rows.map(({ bytes }) => bytes);
}
