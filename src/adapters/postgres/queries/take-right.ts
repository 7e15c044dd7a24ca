import type { Lease } from '../../../ports/worker-queue.ts';
import type { Database } from '../query.ts';

/**
 * Takes the right to execute a fingerprint: free, expired, or ours already. False when a live holder has it, and when
 * our own lease is lost: whoever holds the job now must not wait for us.
 */
export async function takeRight(
  db: Database,
  projectId: string,
  fingerprint: string,
  lease: Lease,
  rightMs: number,
): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'take-right',
    text: `
insert into art.art_stage_rights as r (project_id, fingerprint, lease_token, expires_at)
select project_id, $2, lease_token, clock_timestamp() + $5 * interval '1 millisecond' from art.art_jobs
where project_id = $1 and id = $3 and lease_token = $4 and lease_expires_at > clock_timestamp()
on conflict (project_id, fingerprint) do update set lease_token = excluded.lease_token, expires_at = excluded.expires_at
where r.expires_at <= clock_timestamp() or r.lease_token = excluded.lease_token`,
    values: [projectId, fingerprint, lease.key, lease.token, rightMs],
  });
  return rowCount === 1;
}

export async function giveRight(
  db: Database,
  projectId: string,
  fingerprint: string,
  lease: Lease,
): Promise<void> {
  await db.query({
    name: 'give-right',
    text: `delete from art.art_stage_rights where project_id = $1 and fingerprint = $2 and lease_token = $3`,
    values: [projectId, fingerprint, lease.token],
  });
}
