import type { Database } from '../query.ts';

/**
 * Extends every live lease of a process, and its stage rights, in one statement. Renewal stops at the deadline: a
 * stage that hangs with a beating heart loses its lease like any other. Touches no indexed column (HOT).
 */
export async function renewLeases(
  db: Database,
  leases: readonly { key: string; token: string }[],
  leaseMs: number,
): Promise<{ id: string; lease_token: string }[]> {
  const { rows } = await db.query<{ id: string; lease_token: string }>({
    name: 'renew-leases',
    text: `
with live as (
  update art.art_jobs set lease_expires_at = clock_timestamp() + $3 * interval '1 millisecond'
  where id = any ($1::bigint[]) and (id, lease_token) in (select * from unnest($1::bigint[], $2::bigint[]))
    and lease_expires_at > clock_timestamp() and processing_deadline_at > clock_timestamp()
  returning id, lease_token
), rights as (
  update art.art_stage_rights set expires_at = clock_timestamp() + $3 * interval '1 millisecond'
  where lease_token in (select lease_token from live)
)
select id, lease_token from live`,
    values: [leases.map((l) => l.key), leases.map((l) => l.token), leaseMs],
  });
  return rows;
}
