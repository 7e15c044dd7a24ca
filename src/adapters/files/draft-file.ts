import { failure } from '../../domain/failure.ts';
import { isDraft, itemKey, type Draft, type ReviewItem } from '../../domain/review/item.ts';
import type { DraftChange } from '../../domain/review/session.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { newerVersion } from '../../domain/schema-version.ts';
import type { Drafts, KeptDrafts } from '../../ports/drafts.ts';
import type { ProjectFiles } from '../../ports/files.ts';
import { sha256 } from './sha256.ts';

const folder = '.art/drafts';
/** Where all drafts of a project were one list, before 0.2. */
const oldFile = '.art/review-drafts.json';
const damagedEnd = '.damaged';
/** Files read at once. */
const atOnce = 16;

/**
 * One file for each draft, named for its picture: two sittings never write the same file unless they judge the same
 * picture, so there is nothing to lock, and a damaged file costs one verdict, not all.
 */
export function draftFiles(files: ProjectFiles): Drafts {
  async function change(changes: readonly DraftChange[]): Promise<Result<void>> {
    for (const { kind, draft } of changes) {
      const path = pathOf(draft);
      const done = await (kind === 'keep' ? files.replace(path, draftText(draft)) : files.remove(path));
      if (!done.ok) return done;
    }
    return ok(undefined);
  }

  /** Takes over the list of an earlier version, once. */
  async function takeOver(): Promise<Result<void>> {
    const old = await files.readText(oldFile);
    if (!old.ok || old.value === null) return ok(undefined);
    const list = parse(old.value);
    const drafts = Array.isArray(list) ? list.filter(isDraft) : [];
    const taken = await change(drafts.map((draft) => ({ kind: 'keep', draft })));
    return taken.ok ? files.remove(oldFile) : taken;
  }

  async function readOne(name: string): Promise<Result<Draft | null>> {
    const path = `${folder}/${name}`;
    const text = await files.readText(path);
    if (!text.ok && text.failure.kind !== 'file-unusable') return text;
    // Gone since the folder was listed: another sitting has committed it.
    if (text.ok && text.value === null) return ok(null);
    const draft = text.ok && text.value !== null ? parse(text.value) : null;
    const version = newerVersion(draft);
    if (version !== null) return fail(failure('file-newer', { path, version }));
    if (isDraft(draft) && pathOf(draft) === path) return ok(draft);
    const bytes = await files.read(path);
    if (!bytes.ok || bytes.value === null) return ok(null);
    const aside = await files.replace(`${path}${damagedEnd}`, bytes.value);
    if (!aside.ok) return aside;
    const removed = await files.remove(path);
    return removed.ok ? ok(null) : removed;
  }

  return {
    change,
    async read() {
      const taken = await takeOver();
      if (!taken.ok) return taken;
      const listed = await files.list(folder);
      if (!listed.ok) return listed;
      const names = listed.value.filter((name) => name.endsWith('.json'));
      const drafts: Draft[] = [];
      for (let at = 0; at < names.length; at += atOnce) {
        const read = await Promise.all(names.slice(at, at + atOnce).map(readOne));
        for (const one of read) {
          if (!one.ok) return one;
          if (one.value !== null) drafts.push(one.value);
        }
      }
      const after = await files.list(folder);
      if (!after.ok) return after;
      const isNew = (name: string): boolean => name.endsWith(damagedEnd) && !listed.value.includes(name);
      const kept: KeptDrafts = {
        drafts,
        setAside: after.value.filter(isNew).map((name) => `${folder}/${name}`),
      };
      return ok(kept);
    },
  };
}

const pathOf = (draft: Pick<ReviewItem, 'gate' | 'jobId' | 'digest'>): string =>
  `${folder}/${sha256(itemKey(draft)).slice(0, 32)}.json`;

const draftText = (draft: Draft): string => `${JSON.stringify({ schema_version: 1, ...draft })}\n`;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
