import { base32 } from '../domain/base32.ts';
import { failure } from '../domain/failure.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { ProjectId } from '../domain/ids.ts';
import type { ProjectFiles } from '../ports/files.ts';
import type { RandomBytes } from '../ports/randomness.ts';

/** What git carries and what it does not: records and frozen art, not bytes that can be made again. */
export const gitIgnore = `# Artkiln: this machine's own, and what can be made again.
.art/
art_pool/concepts/
art_pool/candidates/
runs/*/stages/*/out/
imports/*/art_pool/
dist/
sheets/
.tmp-*
`;

/** Records are bound to their bytes by digest and signature, so git must not touch a line end in them. */
export const gitAttributes = `# Artkiln: files that digests and signatures speak of, byte for byte.
content/recipes/** -text
content/palettes/** -text
content/contracts/** -text
content/decisions/** -text
content/promotions/** -text
content/reviewers.json -text
content/ages/** -text
art_pool/approved/** -text
ledger/** -text
runs/** -text
imports/** -text
*.png binary
`;

export interface NewProject {
  readonly name: string;
  /** Files to begin with, relative paths; `art.config.json` is made anew. */
  readonly sample: ReadonlyMap<string, Uint8Array>;
}

/** A random project id: 100 bits, so that no two projects of one database are ever the same. */
export const newProjectId = (random: RandomBytes): ProjectId => `prj_${base32(random(20), 20)}` as ProjectId;

/**
 * Makes a project in a folder: its files first, `art.config.json` last, since that is what makes it one. Never
 * overwrites: a file that is there with other bytes is `file-differs`.
 */
export async function initProject(
  files: ProjectFiles,
  random: RandomBytes,
  project: NewProject,
): Promise<Result<ProjectId>> {
  const projectId = newProjectId(random);
  for (const [path, bytes] of beginning(project)) {
    const written = isForGit(path)
      ? await addLines(files, path, String(bytes))
      : await files.publish(path, bytes);
    if (!written.ok) return written;
  }
  const config = { schema_version: 1, projectId, name: project.name };
  const written = await files.publish('art.config.json', `${JSON.stringify(config, null, 2)}\n`);
  return written.ok ? ok(projectId) : written;
}

/**
 * The files that `initProject` would write or add lines to; `file-differs` where it would stop. `files` is `null` where
 * there is no folder yet.
 */
export async function planProject(
  files: ProjectFiles | null,
  project: NewProject,
): Promise<Result<readonly string[]>> {
  const paths: string[] = [];
  for (const [path, bytes] of beginning(project)) {
    const there = files === null ? ok(null) : await files.read(path);
    if (!there.ok) return there;
    const wanted = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
    const isThere = there.value !== null && isSame(there.value, wanted);
    if (there.value !== null && !isThere && !isForGit(path)) return fail(failure('file-differs', { path }));
    if (!isThere) paths.push(path);
  }
  return ok([...paths, 'art.config.json']);
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

const isForGit = (path: string): boolean => path === '.gitignore' || path === '.gitattributes';

/** What a project begins with, but its settings. */
function beginning({ sample }: NewProject): ReadonlyMap<string, string | Uint8Array> {
  const age = { schema_version: 1, age: 'first', version: 1, policy: { append: true }, entries: [] };
  const begun = new Map<string, string | Uint8Array>([
    ['.gitignore', gitIgnore],
    ['.gitattributes', gitAttributes],
    ...(sample.size > 0
      ? sample
      : ([['content/ages/first/v1/manifest.json', `${JSON.stringify(age, null, 2)}\n`]] as const)),
  ]);
  begun.delete('art.config.json');
  return begun;
}

/** A game has such files of its own, most often: what Artkiln needs goes below what stands there. */
async function addLines(files: ProjectFiles, path: string, ours: string): Promise<Result<void>> {
  const there = await files.readText(path);
  if (!there.ok) return there;
  if (there.value === null) return files.publish(path, ours);
  if (there.value.includes(ours)) return ok(undefined);
  const gap = there.value === '' ? '' : there.value.endsWith('\n') ? '\n' : '\n\n';
  return files.replace(path, `${there.value}${gap}${ours}`);
}
