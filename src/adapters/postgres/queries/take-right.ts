import type { Database } from '../query.ts';

/** Takes the right to execute a fingerprint: free, expired, or ours already. False when a live holder has it. */
export async function takeRight(
  db: Database,
  projectId: string,
  fingerprint: string,
  token: string,
  rightMs: number,
): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'take-right',
    text: `
insert into art.art_stage_rights as r (project_id, fingerprint, lease_token, expires_at)
values ($1, $2, $3, clock_timestamp() + $4 * interval '1 millisecond')
on conflict (project_id, fingerprint) do update set lease_token = excluded.lease_token, expires_at = excluded.expires_at
where r.expires_at <= clock_timestamp() or r.lease_token = excluded.lease_token`,
    values: [projectId, fingerprint, token, rightMs],
  });
  return rowCount === 1;
}

export async function giveRight(
  db: Database,
  projectId: string,
  fingerprint: string,
  token: string,
): Promise<void> {
  await db.query({
    name: 'give-right',
    text: `delete from art.art_stage_rights where project_id = $1 and fingerprint = $2 and lease_token = $3`,
    values: [projectId, fingerprint, token],
  });
}
