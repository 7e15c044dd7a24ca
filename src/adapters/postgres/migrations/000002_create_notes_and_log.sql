-- What people say of a picture without deciding: stars, labels, notes. Append-only; of stars and labels the last counts.
-- And what the log of the project is read by.

create table art.art_notes (
  id bigint generated always as identity primary key,
  project_id text not null references art.art_projects,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  author text not null check (author <> ''),
  -- 0 takes the stars away; null says nothing of them. The same for an empty label.
  stars int check (stars between 0 and 5),
  label text check (length(label) <= 64),
  text text check (text <> '' and length(text) <= 2000),
  at timestamptz not null default clock_timestamp(),
  check (num_nonnulls(stars, label, text) > 0)
);
create index art_notes_about on art.art_notes (project_id, digest);

create trigger no_change before update or delete on art.art_notes for each row execute function art.refuse();
create trigger no_truncate before truncate on art.art_notes execute function art.refuse();

-- Of a table that is only appended to, by a time that only grows: each entry goes to the right edge. No listing of jobs
-- needs an index more: pages go run by run, and an index on states would be written at every step of every job.
create index art_job_events_newest on art.art_job_events (project_id, at desc, job_id desc, seq desc);
