import { failure } from '../../domain/failure.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { draftText, parseDraft } from '../../domain/run/editor-draft.ts';
import type { EditorDrafts } from '../../ports/editor-drafts.ts';
import type { ProjectFiles } from '../../ports/files.ts';
import { sha256 } from './sha256.ts';

const path = '.art/draft.json';
const previous = '.art/draft.previous.json';

/** The draft of a project as a file; both names are replaced in one step each, so that none is ever half written. */
export function editorDraftFile(files: ProjectFiles): EditorDrafts {
  async function keep(bytes: Uint8Array | null): Promise<Result<string | null>> {
    if (bytes === null) return ok(null);
    const kept = await files.replace(previous, bytes);
    return kept.ok ? ok(previous) : kept;
  }

  return {
    path,
    async read() {
      const bytes = await files.read(path);
      if (!bytes.ok) return bytes;
      if (bytes.value === null) return ok(null);
      const draft = parseDraft(new TextDecoder().decode(bytes.value));
      if (typeof draft === 'string') return fail(failure('draft-invalid', { path, why: draft }));
      return ok({ draft, digest: sha256(bytes.value) });
    },
    async write(draft, over) {
      const there = await files.read(path);
      if (!there.ok) return there;
      const found = there.value === null ? null : sha256(there.value);
      const text = draftText(draft);
      if (found === sha256(text)) return ok(null);
      if (found !== over) return fail(failure('draft-changed', { path }));
      const kept = await keep(there.value);
      if (!kept.ok) return kept;
      const written = await files.replace(path, text);
      return written.ok ? kept : written;
    },
    async clear() {
      const there = await files.read(path);
      if (!there.ok) return there;
      const kept = await keep(there.value);
      if (!kept.ok) return kept;
      const removed = await files.remove(path);
      return removed.ok ? kept : removed;
    },
  };
}
