-- When a run was seen to be sealed. `SEAL.json` in its folder is the truth; this only spares looking at the folders of
-- all runs that ever were. A rebuilt database has none of it, and the first sweep notes them anew.

alter table art.art_runs add column sealed_at timestamptz;
create index art_runs_unsealed on art.art_runs (project_id, run_id) where sealed_at is null;

-- Sealing is the sweep's work, so the worker's login may note it, and nothing else of a run.
alter function art.grant_worker(name) rename to grant_worker_saga;
create function art.grant_worker(worker name) returns void language plpgsql set search_path = pg_catalog, art, pg_temp as $$
begin
  perform art.grant_worker_saga(worker);
  execute format('grant update (sealed_at) on art.art_runs to %I', worker);
end $$;
revoke all on function art.grant_worker(name) from public;
