import { runArchives } from './adapters/files/archive/run-archives.ts';
import { projectFolders } from './adapters/files/project-folders.ts';
import { storeSweep } from './adapters/files/store-sweep.ts';
import type { GarbageDeps } from './app/collect-garbage.ts';
import type { ExportDeps } from './app/export-run.ts';
import type { ImportDeps } from './app/import-run.ts';
import type { Project } from './compose.ts';

/** What moving a run from one machine to another works with: files alone, no database. */
export const composeMoving = (project: Project): ExportDeps & ImportDeps => ({
  ...project,
  folders: projectFolders(project.files.root),
  archives: runArchives,
});

/** What tidying the store works with: files alone, no database. */
export const composeSweep = (project: Project): GarbageDeps => ({
  ...project,
  folders: projectFolders(project.files.root),
  sweep: storeSweep(project.files.root),
});
