import type { NoteDraft } from '../../../ports/notes.ts';
import type { Database } from '../query.ts';

export interface NoteRow {
  digest: string;
  author: string;
  stars: number | null;
  label: string | null;
  text: string | null;
  at: Date;
}

/** One row for each note, in the order given. */
export async function insertNotes(
  db: Database,
  projectId: string,
  notes: readonly NoteDraft[],
): Promise<void> {
  await db.query({
    name: 'insert-notes',
    text: `
insert into art.art_notes (project_id, digest, author, stars, label, text)
select $1, n.digest, n.author, n.stars, n.label, n.text
from rows from (unnest($2::text[]), unnest($3::text[]), unnest($4::int[]), unnest($5::text[]), unnest($6::text[]))
  with ordinality n (digest, author, stars, label, text, place)
order by n.place`,
    values: [
      projectId,
      notes.map((note) => note.digest),
      notes.map((note) => note.author),
      notes.map((note) => note.stars),
      notes.map((note) => note.label),
      notes.map((note) => note.text),
    ],
  });
}

/** The notes about some pictures, oldest first. */
export async function listNotes(
  db: Database,
  projectId: string,
  digests: readonly string[],
): Promise<NoteRow[]> {
  const { rows } = await db.query<NoteRow>({
    name: 'list-notes',
    text: `
select digest, author, stars, label, text, at from art.art_notes
where project_id = $1 and digest = any ($2) order by id`,
    values: [projectId, digests],
  });
  return rows;
}
