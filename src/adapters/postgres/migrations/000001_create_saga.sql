-- The saga: runs, jobs, their events, gates and decisions, as one row per job and one row per thing that happened.
-- Guards that a worker may meet stand in the `where` of its statement. What must never happen at all is refused
-- here, by constraint and trigger, with a SQLSTATE of class AR that names the rule.

create table art.art_projects (
  project_id text primary key check (project_id ~ '^prj_[a-z2-7]{20}$'),
  -- The store that every worker of this project must share; checked at worker start.
  store_id text,
  created_at timestamptz not null default clock_timestamp()
);

-- Who may move a job where. The same table stands in src/domain/job/transition.ts; a test holds them together.
create table art.art_transitions (
  from_state text not null,
  event text not null,
  to_state text not null,
  actor text not null check (actor in ('operator', 'worker', 'sweep', 'reviewer')),
  primary key (from_state, event, to_state)
);

insert into art.art_transitions (from_state, event, to_state, actor) values
  ('New', 'queued', 'Pending', 'operator'),
  ('Pending', 'claimed', 'ConceptGenerating', 'worker'),
  ('Pending', 'claimed', 'RotationGenerating', 'worker'),
  ('ConceptGenerating', 'concept-stored', 'AwaitingConceptApproval', 'worker'),
  ('AwaitingConceptApproval', 'approve', 'RotationGenerating', 'reviewer'),
  ('AwaitingConceptApproval', 'reject', 'Rejected', 'reviewer'),
  ('RotationGenerating', 'final-stored', 'Persisting', 'worker'),
  ('Persisting', 'persisted', 'AwaitingReview', 'worker'),
  ('AwaitingReview', 'approve', 'Approved', 'reviewer'),
  ('AwaitingReview', 'reject', 'Rejected', 'reviewer');

insert into art.art_transitions (from_state, event, to_state, actor)
select s, e.event, coalesce(e.to_state, s), e.actor
from unnest(array['ConceptGenerating', 'RotationGenerating', 'Persisting']) s,
  (values ('claimed', null, 'worker'), ('released', null, 'worker'), ('waiting', null, 'worker'),
          ('retry-later', null, 'worker'), ('reclaimed', null, 'sweep'), ('resumed', null, 'sweep'),
          ('failed', 'Failed', 'worker'), ('timed-out', 'Failed', 'sweep')) e (event, to_state, actor);

insert into art.art_transitions (from_state, event, to_state, actor)
select s, 'cancel', 'Failed', 'operator'
from unnest(array['Pending', 'ConceptGenerating', 'AwaitingConceptApproval', 'RotationGenerating', 'Persisting',
                  'AwaitingReview']) s;

create table art.art_runs (
  project_id text not null references art.art_projects,
  run_id text not null check (run_id ~ '^run_[0-9]{4,}_[a-z2-7]{4}$'),
  origin text not null check (origin in ('generate', 'recover', 'reroll', 'import')),
  parent text,
  recipe_id text not null,
  recipe_digest text not null check (recipe_digest ~ '^[0-9a-f]{64}$'),
  is_draft boolean not null,
  is_gated boolean not null,
  cells int not null check (cells > 0),
  -- Digest of run.json: a folder that was changed behind our back is not executed.
  record_digest text not null check (record_digest ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null,
  primary key (project_id, run_id)
);
create index art_runs_newest on art.art_runs (project_id, created_at desc);

create sequence art.lease_tokens as bigint;

create table art.art_jobs (
  id bigint generated always as identity primary key,
  project_id text not null,
  run_id text not null,
  -- The public id is <run>/<cell> or <run>/<cell>.<try>.
  cell int not null check (cell > 0),
  try int not null default 1 check (try > 0),
  recipe_id text not null,
  recipe_digest text not null,
  is_draft boolean not null,
  kind text not null,
  binding jsonb not null,
  binding_hash text not null check (binding_hash ~ '^[0-9a-f]{64}$'),
  backend text not null,
  concept_backend text,
  -- The backend of the next work: the concept backend, the final backend, or `local`.
  turn text not null,
  child_index int not null check (child_index between 0 and 999),
  seed bigint not null check (seed between 1 and 9007199254740991),
  state text not null default 'Pending' check (state in ('Pending', 'ConceptGenerating', 'AwaitingConceptApproval',
    'RotationGenerating', 'Persisting', 'AwaitingReview', 'Approved', 'Rejected', 'Failed')),
  rank int not null default 0,
  priority int not null default 0,
  runnable boolean not null default true,
  run_at timestamptz not null default clock_timestamp(),
  waiting_for text,
  lease_token bigint,
  lease_owner text,
  lease_expires_at timestamptz,
  processing_deadline_at timestamptz,
  attempt int not null default 0,
  -- Leases that ran out in a row: a new state or an orderly failure begins anew.
  reclaims int not null default 0,
  event_seq int not null default 1,
  gate_seq int,
  asks_again boolean not null default false,
  concept_digest text check (concept_digest ~ '^[0-9a-f]{64}$'),
  concept_pixels text check (concept_pixels ~ '^[0-9a-f]{64}$'),
  concept_sprites text check (concept_sprites ~ '^[0-9a-f]{64}$'),
  concept_path text,
  cost_micro_usd bigint not null default 0,
  error_class text,
  error_message text,
  trace_id text not null,
  created_at timestamptz not null default clock_timestamp(),
  foreign key (project_id, run_id) references art.art_runs,
  unique (project_id, run_id, cell, try),
  -- A lease is whole or absent, and only work in progress has one.
  check ((lease_owner is null) = (lease_expires_at is null)),
  check (lease_owner is null or state in ('ConceptGenerating', 'RotationGenerating', 'Persisting')),
  check (not runnable or (lease_owner is null and waiting_for is null
    and state in ('Pending', 'ConceptGenerating', 'RotationGenerating', 'Persisting'))),
  check (state not in ('AwaitingConceptApproval', 'AwaitingReview') or gate_seq is not null),
  check (state <> 'AwaitingConceptApproval' or concept_digest is not null)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 200);

-- Equality columns first, then the claim's own order: a claim reads as many rows as it takes.
create index art_jobs_claim on art.art_jobs (project_id, turn, rank desc, priority desc, created_at) where runnable;
create index art_jobs_leased on art.art_jobs (project_id) where lease_owner is not null;
create index art_jobs_waiting on art.art_jobs (project_id, run_at) where waiting_for is not null;
create index art_jobs_gate on art.art_jobs (project_id, recipe_id) where gate_seq is not null;
create index art_jobs_trace on art.art_jobs (trace_id);
create index art_jobs_newest on art.art_jobs (project_id, created_at desc);

create table art.art_job_events (
  project_id text not null,
  job_id bigint not null references art.art_jobs,
  seq int not null,
  event text not null,
  from_state text not null,
  to_state text not null,
  decision_id text,
  detail jsonb,
  db_role text not null default session_user,
  at timestamptz not null default clock_timestamp(),
  primary key (job_id, seq),
  foreign key (from_state, event, to_state) references art.art_transitions,
  check ((event in ('approve', 'reject')) = (decision_id is not null))
);

create table art.art_candidates (
  project_id text not null,
  job_id bigint not null references art.art_jobs,
  child_index int not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  pixels text not null check (pixels ~ '^[0-9a-f]{64}$'),
  sprites text not null check (sprites ~ '^[0-9a-f]{64}$'),
  path text not null,
  primary key (job_id, digest)
);

-- An index of the signed files in content/decisions. Postgres cannot check ed25519: whoever inserts has checked.
create table art.art_decisions (
  project_id text not null references art.art_projects,
  id text not null check (id ~ '^[0-9a-f]{64}$'),
  gate text not null check (gate in ('concept', 'review')),
  verdict text not null check (verdict in ('approve', 'reject', 'withdraw')),
  recipe_id text not null,
  recipe_digest text not null,
  bytes text not null,
  pixels text,
  sprites text,
  key_id text not null,
  reviewer text not null,
  reason text,
  decided_at timestamptz not null,
  supersedes text[] not null default '{}',
  primary key (project_id, id)
);
create index art_decisions_about on art.art_decisions (project_id, gate, bytes);

-- Decisions that no later one about the same subject takes the place of; see standingVerdict in src/domain/gate.
create view art.standing_decisions as
select x.* from art.art_decisions x where not exists (
  select from art.art_decisions s where s.project_id = x.project_id and x.id = any (s.supersedes)
    and s.gate = x.gate and s.recipe_id = x.recipe_id and s.bytes = x.bytes
    and (x.gate = 'concept' or (s.recipe_digest, s.pixels, s.sprites) = (x.recipe_digest, x.pixels, x.sprites)));

-- Binds a decision to one entry of one job into a gate.
create table art.art_decision_uses (
  project_id text not null,
  job_id bigint not null references art.art_jobs,
  gate_seq int not null,
  decision_id text not null,
  is_carried_over boolean not null,
  at timestamptz not null default clock_timestamp(),
  primary key (job_id, gate_seq, decision_id),
  foreign key (project_id, decision_id) references art.art_decisions (project_id, id)
);

create table art.art_backends (
  project_id text not null references art.art_projects,
  backend text not null,
  is_paused boolean not null default false,
  paused_why text,
  primary key (project_id, backend)
);

-- Leased right to execute one fingerprint: one holder across processes and hosts.
create table art.art_stage_rights (
  project_id text not null,
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
  lease_token bigint not null,
  expires_at timestamptz not null,
  primary key (project_id, fingerprint)
);

create table art.art_workers (
  project_id text not null,
  worker_id text not null,
  host text not null,
  pid int not null,
  version text not null,
  started_at timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp(),
  primary key (project_id, worker_id)
);

-- ---------------------------------------------------------------- what the database refuses

-- Every search path here ends with pg_temp: left out, it is searched first, and a session could shadow a table.

create function art.is_owner() returns boolean language sql stable set search_path = pg_catalog, art, pg_temp as
$$ select current_user = pg_get_userbyid(relowner) from pg_catalog.pg_class where oid = 'art.art_jobs'::regclass $$;

-- Decisions that a gate entry uses, as far as they stand.
create view art.gate_uses as
select u.job_id, u.gate_seq, d.gate, d.verdict, d.project_id, d.recipe_id, d.recipe_digest, d.bytes, d.pixels, d.sprites
from art.art_decision_uses u join art.standing_decisions d on d.project_id = u.project_id and d.id = u.decision_id;

-- Digests of the candidates of a review gate entry about which a used decision says `p_verdict`.
create function art.decided_candidates(p_job bigint, p_gate_seq int, p_verdict text) returns setof text
language sql stable set search_path = pg_catalog, art, pg_temp as $$
  select c.digest from art.art_jobs j join art.art_candidates c on c.job_id = j.id
    join art.gate_uses u on u.job_id = j.id and u.gate_seq = p_gate_seq and u.project_id = j.project_id
      and u.gate = 'review' and u.verdict = p_verdict and u.recipe_id = j.recipe_id
      and u.recipe_digest = j.recipe_digest and (u.bytes, u.pixels, u.sprites) = (c.digest, c.pixels, c.sprites)
  where j.id = p_job
$$;

create function art.guard_job() returns trigger language plpgsql set search_path = pg_catalog, art, pg_temp as $$
declare
  is_decided boolean;
  gates constant text[] := array['AwaitingConceptApproval', 'AwaitingReview'];
begin
  if tg_op = 'INSERT' then
    if new.state <> 'Pending' or new.event_seq <> 1 or new.gate_seq is not null or new.concept_digest is not null
       or new.lease_owner is not null then
      raise exception 'a job begins as Pending with its first event' using errcode = 'AR001';
    end if;
    return new;
  end if;
  if (new.id, new.project_id, new.run_id, new.cell, new.try, new.recipe_id, new.recipe_digest, new.is_draft, new.kind,
      new.binding, new.binding_hash, new.backend, new.concept_backend, new.child_index, new.seed, new.asks_again,
      new.trace_id, new.created_at)
     is distinct from (old.id, old.project_id, old.run_id, old.cell, old.try, old.recipe_id, old.recipe_digest,
      old.is_draft, old.kind, old.binding, old.binding_hash, old.backend, old.concept_backend, old.child_index,
      old.seed, old.asks_again, old.trace_id, old.created_at) then
    raise exception 'the identity of a job is fixed' using errcode = 'AR001';
  end if;
  if new.event_seq not in (old.event_seq, old.event_seq + 1) then
    raise exception 'event_seq grows by one' using errcode = 'AR001';
  end if;
  -- What a gate shows is set on the way in and by nothing else, after the gate either: the final is made from it.
  if new.state = any (gates) and new.state <> old.state then
    if new.gate_seq is distinct from new.event_seq then
      raise exception 'a gate is entered with its own number' using errcode = 'AR002';
    end if;
  elsif new.gate_seq is distinct from old.gate_seq then
    raise exception 'what stands at a gate is fixed' using errcode = 'AR002';
  end if;
  if (new.concept_digest, new.concept_pixels, new.concept_sprites, new.concept_path) is distinct from
     (old.concept_digest, old.concept_pixels, old.concept_sprites, old.concept_path)
     and not (new.state = 'AwaitingConceptApproval' and old.state = 'ConceptGenerating') then
    raise exception 'what stands at a gate is fixed' using errcode = 'AR002';
  end if;
  if new.state = old.state then return new; end if;
  if not exists (select from art.art_transitions t where t.from_state = old.state and t.to_state = new.state) then
    raise exception 'there is no way from % to %', old.state, new.state using errcode = 'AR003';
  end if;
  if new.event_seq <> old.event_seq + 1 then
    raise exception 'a change of state is an event' using errcode = 'AR001';
  end if;
  if old.state <> all (gates) or new.state = 'Failed' then return new; end if;
  if new.state = 'Approved' and old.is_draft then
    raise exception 'a draft can never be approved at the review gate' using errcode = 'AR004';
  end if;
  is_decided := case
    when old.state = 'AwaitingConceptApproval' then exists (
      select from art.gate_uses u where u.job_id = old.id and u.gate_seq = old.gate_seq and u.gate = 'concept'
        and u.project_id = old.project_id and u.recipe_id = old.recipe_id and u.bytes = old.concept_digest
        and u.verdict = case new.state when 'Rejected' then 'reject' else 'approve' end)
    when new.state = 'Approved' then exists (select from art.decided_candidates(old.id, old.gate_seq, 'approve'))
    -- A job is rejected when every candidate is.
    else not exists (select c.digest from art.art_candidates c where c.job_id = old.id
      except select digest from art.decided_candidates(old.id, old.gate_seq, 'reject') digest) end;
  if not is_decided then
    raise exception 'no decision for job % at gate entry %', old.id, old.gate_seq using errcode = 'AR005';
  end if;
  return new;
end $$;
create trigger guard_job before insert or update on art.art_jobs for each row execute function art.guard_job();

create function art.guard_event() returns trigger language plpgsql set search_path = pg_catalog, art, pg_temp as $$
begin
  if not art.is_owner() and exists (select from art.art_transitions t where t.from_state = new.from_state
      and t.event = new.event and t.to_state = new.to_state and t.actor in ('operator', 'reviewer')) then
    raise exception 'a worker may not record %', new.event using errcode = 'AR004';
  end if;
  return new;
end $$;
create trigger guard_event before insert on art.art_job_events for each row execute function art.guard_event();

-- What a review gate shows is complete when the job enters it.
create function art.guard_candidate() returns trigger language plpgsql set search_path = pg_catalog, art, pg_temp as $$
begin
  if exists (select from art.art_job_events e where e.job_id = new.job_id and e.event = 'persisted') then
    raise exception 'what stands at a gate is fixed' using errcode = 'AR002';
  end if;
  return new;
end $$;
create trigger guard_candidate before insert on art.art_candidates
  for each row execute function art.guard_candidate();

create function art.refuse() returns trigger language plpgsql as $$
begin raise exception '% is append-only', tg_table_name using errcode = 'AR006'; end $$;
create trigger no_change before update or delete on art.art_job_events for each row execute function art.refuse();
create trigger no_truncate before truncate on art.art_job_events execute function art.refuse();
create trigger no_change before update or delete on art.art_decisions for each row execute function art.refuse();
create trigger no_truncate before truncate on art.art_decisions execute function art.refuse();
create trigger no_change before update or delete on art.art_decision_uses for each row execute function art.refuse();
create trigger no_truncate before truncate on art.art_decision_uses execute function art.refuse();
create trigger no_change before update or delete on art.art_candidates for each row execute function art.refuse();
create trigger no_truncate before truncate on art.art_candidates execute function art.refuse();
create trigger no_delete before delete on art.art_jobs for each row execute function art.refuse();
create trigger no_truncate before truncate on art.art_jobs execute function art.refuse();

-- Security definer, since 15 runs deferred triggers as the session's role and 18 as the role that queued them.
create function art.job_equals_event() returns trigger language plpgsql security definer
set search_path = pg_catalog, art, pg_temp as $$
declare j art.art_jobs; e art.art_job_events;
begin
  select * into j from art.art_jobs where id = new.id;
  select * into e from art.art_job_events where job_id = j.id order by seq desc limit 1;
  if e.seq is distinct from j.event_seq or e.to_state is distinct from j.state then
    raise exception 'job % at % does not equal its last event', j.id, j.event_seq using errcode = 'AR007';
  end if;
  return null;
end $$;
create constraint trigger job_equals_event after insert on art.art_jobs deferrable initially deferred
  for each row execute function art.job_equals_event();
create constraint trigger job_equals_event_later after update on art.art_jobs deferrable initially deferred
  for each row when (old.event_seq is distinct from new.event_seq or old.state is distinct from new.state)
  execute function art.job_equals_event();

create function art.event_equals_job() returns trigger language plpgsql security definer
set search_path = pg_catalog, art, pg_temp as $$
declare before text;
begin
  if not exists (select from art.art_jobs j
      where j.id = new.job_id and j.project_id = new.project_id and j.event_seq >= new.seq) then
    raise exception 'event % of job % has no step', new.seq, new.job_id using errcode = 'AR007';
  end if;
  -- Each event begins where the one before it ended: else a move could be told as another, allowed one.
  select e.to_state into before from art.art_job_events e where e.job_id = new.job_id and e.seq = new.seq - 1;
  if new.from_state <> coalesce(before, 'New') or (before is null) <> (new.seq = 1) then
    raise exception 'event % of job % does not follow the one before', new.seq, new.job_id using errcode = 'AR007';
  end if;
  return null;
end $$;
create constraint trigger event_equals_job after insert on art.art_job_events deferrable initially deferred
  for each row execute function art.event_equals_job();

-- ---------------------------------------------------------------- the doors of the gates

-- Whoever decides takes this lock exclusively and whoever enters a gate shares it, both before any row: a decision
-- made while a job with the same bytes enters its gate is seen by one of the two, and two deciders never wait for
-- each other's jobs in a circle. Held to the end of the transaction.
create function art.lock_gates(p_project text, p_recipe text, p_decides boolean) returns void language sql
set search_path = pg_catalog, art, pg_temp as $$
  select case when p_decides then pg_advisory_xact_lock(hashtextextended(p_project || ' ' || p_recipe, 7203403))
    else pg_advisory_xact_lock_shared(hashtextextended(p_project || ' ' || p_recipe, 7203403)) end
$$;

-- The decision that gives the verdict on what a job shows at its gate: reject or withdraw before approve.
-- The order is that of standingVerdict in src/domain/gate/standing.ts. At the review gate one row per candidate.
create function art.verdicts_on(p_job bigint) returns table (digest text, decision_id text, verdict text)
language sql stable set search_path = pg_catalog, art, pg_temp as $$
  with shown as (
    select j.project_id, j.recipe_id, 'concept' gate, null recipe_digest, j.concept_digest bytes, null pixels, null sprites
    from art.art_jobs j where j.id = p_job and j.state = 'AwaitingConceptApproval'
    union all
    select j.project_id, j.recipe_id, 'review', j.recipe_digest, c.digest, c.pixels, c.sprites
    from art.art_jobs j join art.art_candidates c on c.job_id = j.id where j.id = p_job and j.state = 'AwaitingReview'
  )
  select s.bytes, d.id, d.verdict from shown s left join lateral (
    select x.id, x.verdict from art.standing_decisions x
    where x.project_id = s.project_id and x.gate = s.gate and x.recipe_id = s.recipe_id and x.bytes = s.bytes
      and (s.gate = 'concept' or (x.recipe_digest, x.pixels, x.sprites) = (s.recipe_digest, s.pixels, s.sprites))
    order by x.verdict = 'approve', case when x.verdict <> 'approve' then x.decided_at end desc, x.decided_at,
      case when x.verdict <> 'approve' then x.id end desc, x.id
    limit 1) d on true
$$;

-- Applies standing decisions to a job at a gate: the reviewer's own, or an earlier one about the same bytes.
-- Returns the job's state. The event names the decision, so that a listing says who decided and why.
create function art.apply_decision(p_job bigint) returns text language plpgsql security definer
set search_path = pg_catalog, art, pg_temp as $$
declare j art.art_jobs; wanted text; onward text; named text;
begin
  select * into j from art.art_jobs where id = p_job;
  perform art.lock_gates(j.project_id, j.recipe_id, false);
  select * into j from art.art_jobs where id = p_job for update;
  if j.state not in ('AwaitingConceptApproval', 'AwaitingReview') or j.asks_again then return j.state; end if;
  select case when bool_or(v.verdict = 'approve') then 'approve'
    when bool_and(v.verdict is not distinct from 'reject') then 'reject' end into wanted from art.verdicts_on(p_job) v;
  if wanted is null or (wanted = 'approve' and j.state = 'AwaitingReview' and j.is_draft) then return j.state; end if;
  onward := case when wanted = 'reject' then 'Rejected'
    when j.state = 'AwaitingConceptApproval' then 'RotationGenerating' else 'Approved' end;
  select min(v.decision_id) into named from art.verdicts_on(p_job) v where v.verdict = wanted;
  insert into art.art_decision_uses (project_id, job_id, gate_seq, decision_id, is_carried_over)
  select distinct j.project_id, j.id, j.gate_seq, v.decision_id, true from art.verdicts_on(p_job) v
  where v.verdict = wanted on conflict do nothing;
  perform art.pass_gate(j.id, onward, named);
  return onward;
end $$;

-- Moves a job out of its gate. The trigger on art_jobs looks for the decision that allows it.
create function art.pass_gate(p_job bigint, p_next text, p_decision text) returns void language plpgsql
set search_path = pg_catalog, art, pg_temp as $$
declare j art.art_jobs;
begin
  select * into j from art.art_jobs where id = p_job for update;
  update art.art_jobs set state = p_next, event_seq = event_seq + 1, runnable = (p_next = 'RotationGenerating'),
    run_at = clock_timestamp(), turn = case when p_next = 'RotationGenerating' then backend else turn end,
    rank = case when p_next = 'RotationGenerating' then 2 else rank end, attempt = 0, reclaims = 0
  where id = p_job;
  insert into art.art_job_events (project_id, job_id, seq, event, from_state, to_state, decision_id)
  values (j.project_id, j.id, j.event_seq + 1, case when p_next = 'Rejected' then 'reject' else 'approve' end,
    j.state, p_next, p_decision);
end $$;

-- The worker's way into the concept gate: fenced by its lease; null when the lease is lost.
create function art.enter_concept_gate(p_job bigint, p_token bigint, p_digest text, p_pixels text, p_sprites text,
  p_path text) returns text language plpgsql security definer set search_path = pg_catalog, art, pg_temp as $$
declare j art.art_jobs;
begin
  select * into j from art.art_jobs where id = p_job;
  perform art.lock_gates(j.project_id, j.recipe_id, false);
  update art.art_jobs set state = 'AwaitingConceptApproval', event_seq = event_seq + 1, gate_seq = event_seq + 1,
    concept_digest = p_digest, concept_pixels = p_pixels, concept_sprites = p_sprites, concept_path = p_path,
    lease_owner = null, lease_expires_at = null, processing_deadline_at = null, runnable = false, waiting_for = null,
    turn = backend
  where id = p_job and lease_token = p_token and state = 'ConceptGenerating'
    and lease_expires_at > clock_timestamp() returning * into j;
  if not found then return null; end if;
  insert into art.art_job_events (project_id, job_id, seq, event, from_state, to_state, detail)
  values (j.project_id, j.id, j.event_seq, 'concept-stored', 'ConceptGenerating', j.state,
    jsonb_build_object('digest', p_digest, 'path', p_path));
  return art.apply_decision(j.id);
end $$;

-- The worker's way into the review gate. p_candidates: [{child, digest, pixels, sprites, path}], at least one.
create function art.enter_review_gate(p_job bigint, p_token bigint, p_candidates jsonb) returns text
language plpgsql security definer set search_path = pg_catalog, art, pg_temp as $$
declare j art.art_jobs;
begin
  select * into j from art.art_jobs where id = p_job;
  perform art.lock_gates(j.project_id, j.recipe_id, false);
  update art.art_jobs set state = 'AwaitingReview', event_seq = event_seq + 1, gate_seq = event_seq + 1,
    lease_owner = null, lease_expires_at = null, processing_deadline_at = null, runnable = false, waiting_for = null
  where id = p_job and lease_token = p_token and state = 'Persisting'
    and lease_expires_at > clock_timestamp() returning * into j;
  if not found then return null; end if;
  insert into art.art_candidates (project_id, job_id, child_index, digest, pixels, sprites, path)
  select j.project_id, j.id, c.child, c.digest, c.pixels, c.sprites, c.path
  from jsonb_to_recordset(p_candidates) c (child int, digest text, pixels text, sprites text, path text)
  on conflict do nothing;
  if not exists (select from art.art_candidates c where c.job_id = j.id) then
    raise exception 'a review needs a candidate' using errcode = 'AR002';
  end if;
  insert into art.art_job_events (project_id, job_id, seq, event, from_state, to_state, detail)
  values (j.project_id, j.id, j.event_seq, 'persisted', 'Persisting', j.state, p_candidates);
  return art.apply_decision(j.id);
end $$;

-- Puts a job of a rebuilt run where its files prove that it is, by the ordinary edges. Owner only.
-- p_concept: {digest, pixels, sprites, path} or null; p_candidates: as in enter_review_gate.
create function art.restore_job(p_project text, p_run text, p_cell int, p_concept jsonb, p_candidates jsonb)
returns boolean language plpgsql set search_path = pg_catalog, art, pg_temp as $$
declare j art.art_jobs;
begin
  select * into j from art.art_jobs where project_id = p_project and run_id = p_run and cell = p_cell and try = 1;
  perform art.lock_gates(j.project_id, j.recipe_id, true);
  select * into j from art.art_jobs where id = j.id and event_seq = 1 for update;
  if not found or (p_concept is null and j.concept_backend is not null) then return false; end if;
  if p_concept is null and jsonb_array_length(p_candidates) = 0 then return false; end if;
  if j.concept_backend is not null then
    perform art.restore_step(j.id, 'claimed', 'ConceptGenerating');
    update art.art_jobs set state = 'AwaitingConceptApproval', event_seq = event_seq + 1, gate_seq = event_seq + 1,
      concept_digest = p_concept ->> 'digest', concept_pixels = p_concept ->> 'pixels',
      concept_sprites = p_concept ->> 'sprites', concept_path = p_concept ->> 'path', turn = backend
    where id = j.id;
    insert into art.art_job_events (project_id, job_id, seq, event, from_state, to_state, detail)
    select project_id, id, event_seq, 'concept-stored', 'ConceptGenerating', state, '{"restored": true}'
    from art.art_jobs where id = j.id;
    if art.apply_decision(j.id) <> 'RotationGenerating' then return true; end if;
  else
    perform art.restore_step(j.id, 'claimed', 'RotationGenerating');
  end if;
  if jsonb_array_length(p_candidates) = 0 then return true; end if;
  perform art.restore_step(j.id, 'final-stored', 'Persisting');
  insert into art.art_candidates (project_id, job_id, child_index, digest, pixels, sprites, path)
  select p_project, j.id, j.child_index, c.digest, c.pixels, c.sprites, c.path
  from jsonb_to_recordset(p_candidates) c (digest text, pixels text, sprites text, path text) on conflict do nothing;
  update art.art_jobs set state = 'AwaitingReview', event_seq = event_seq + 1, gate_seq = event_seq + 1 where id = j.id;
  insert into art.art_job_events (project_id, job_id, seq, event, from_state, to_state, detail)
  select project_id, id, event_seq, 'persisted', 'Persisting', state, '{"restored": true}'
  from art.art_jobs where id = j.id;
  perform art.apply_decision(j.id);
  return true;
end $$;

create function art.restore_step(p_job bigint, p_event text, p_next text) returns void language plpgsql
set search_path = pg_catalog, art, pg_temp as $$
begin
  insert into art.art_job_events (project_id, job_id, seq, event, from_state, to_state, detail)
  select project_id, id, event_seq + 1, p_event, state, p_next, '{"restored": true}' from art.art_jobs where id = p_job;
  update art.art_jobs set state = p_next, event_seq = event_seq + 1, runnable = false,
    turn = case p_next when 'Persisting' then 'local' when 'RotationGenerating' then backend else concept_backend end,
    rank = case p_next when 'Persisting' then 3 when 'RotationGenerating' then 2 else 1 end
  where id = p_job;
end $$;

revoke all on all functions in schema art from public;

-- What the worker's own login may do; called by `art db migrate` with that login's name.
create function art.grant_worker(worker name) returns void language plpgsql set search_path = pg_catalog, art, pg_temp as $$
begin
  execute format('grant usage on schema art to %I', worker);
  execute format('grant select on all tables in schema art to %I', worker);
  execute format('grant usage on sequence art.lease_tokens to %I', worker);
  execute format('grant update (state, turn, rank, runnable, run_at, waiting_for, lease_token, lease_owner,
    lease_expires_at, processing_deadline_at, attempt, reclaims, event_seq, error_class, error_message)
    on art.art_jobs to %I', worker);
  execute format('grant insert (project_id, job_id, seq, event, from_state, to_state, detail)
    on art.art_job_events to %I', worker);
  execute format('grant insert, update, delete on art.art_stage_rights, art.art_workers to %I', worker);
  execute format('grant execute on function art.is_owner(), art.decided_candidates(bigint, int, text), art.apply_decision(bigint),
    art.enter_concept_gate(bigint, bigint, text, text, text, text),
    art.enter_review_gate(bigint, bigint, jsonb) to %I', worker);
end $$;
revoke all on function art.grant_worker(name) from public;
