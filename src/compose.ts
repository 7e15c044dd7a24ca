import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { actionCache } from './adapters/files/action-cache.ts';
import { blobStore } from './adapters/files/blob-store.ts';
import { decisionFiles } from './adapters/files/decision-file.ts';
import { environmentFiles } from './adapters/files/environment-files.ts';
import { fileFailure, makeFolders } from './adapters/files/durable.ts';
import { draftFiles } from './adapters/files/draft-file.ts';
import { editorDraftFile } from './adapters/files/editor-draft-file.ts';
import { verifySignature } from './adapters/files/ed25519.ts';
import { projectFiles } from './adapters/files/project-files.ts';
import { reviewerFiles } from './adapters/files/reviewers-file.ts';
import { runFolders } from './adapters/files/run-folders.ts';
import { runImports } from './adapters/files/run-imports.ts';
import { scratchIn } from './adapters/files/scratch.ts';
import { sha256 } from './adapters/files/sha256.ts';
import { survey } from './adapters/files/survey.ts';
import type { ReadDecisions } from './app/read-decisions.ts';
import { backends, exporters, stages } from './generated/registry.ts';
import type { ProjectId } from './domain/ids.ts';
import { failure } from './domain/failure.ts';
import { fail, ok, type Result } from './domain/result.ts';
import type { Clock } from './ports/clock.ts';
import type { ProjectFiles } from './ports/files.ts';
import type { PictureDecoder } from './ports/picture-decoder.ts';
import type { RandomBytes } from './ports/randomness.ts';
import type { TakeLock } from './ports/take-lock.ts';

export interface ProjectPlace {
  readonly root: string;
  readonly projectId: ProjectId;
  readonly gatedKinds: readonly string[];
}

const clock: Clock = {
  now: () => new Date().toISOString(),
  monotonicMs: () => performance.now(),
};

/** Decodes with a library that takes a while to load, so it is loaded when the first picture is. */
const decoder: PictureDecoder = {
  async decode(...of) {
    const { pictureDecoder } = await import('./adapters/files/decode-picture.ts');
    return pictureDecoder.decode(...of);
  },
};

/** As rarely needed as a decoder. */
const lockOf =
  (root: string): TakeLock =>
  async (name) => {
    const { portLock } = await import('./adapters/lock/port-lock.ts');
    return portLock(root)(name);
  };

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

/** The files of a folder that is there. */
export const filesAt = (folder: string): ProjectFiles => projectFiles(folder);

/** The files of a folder that is to become a project; the folder is made if it is not there. */
export async function composeFiles(
  folder: string,
): Promise<Result<{ readonly files: ProjectFiles; readonly random: RandomBytes }>> {
  try {
    await makeFolders(folder);
    return ok({ files: projectFiles(folder), random });
  } catch (error) {
    // Such as in /proc: the folder above is there, and nothing can be made in it.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      return fail(failure('file-unusable', { path: folder, why: 'no folder can be made there' }, error));
    return fail(fileFailure(folder, error));
  }
}

/** Everything of a project that needs no database: files, store, run folders, plugins, signatures. */
export function composeProject(place: ProjectPlace) {
  const files = projectFiles(place.root);
  const store = join(files.root, '.art', 'store');
  const decisions: ReadDecisions = {
    projectId: place.projectId,
    sha256,
    verify: verifySignature,
    pinnedRoot: null,
    reviewers: reviewerFiles(files),
    decisions: decisionFiles(files),
  };
  return {
    files,
    sha256,
    clock,
    decoder,
    decisions,
    projectId: place.projectId,
    gatedKinds: place.gatedKinds,
    drafts: draftFiles(files),
    editorDraft: editorDraftFile(files),
    environments: environmentFiles(files),
    runs: runFolders(files.root),
    imports: runImports(files),
    survey: survey(files.root),
    scratch: scratchIn(files.root),
    blobs: blobStore(store),
    cache: actionCache(store),
    registry: { backends, stages },
    exporters,
    random,
    takeLock: lockOf(files.root),
  };
}

export type Project = ReturnType<typeof composeProject>;
