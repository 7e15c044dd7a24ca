import { runArchives } from './adapters/files/archive/run-archives.ts';
import { projectFolders } from './adapters/files/project-folders.ts';
import type { ExportDeps } from './app/export-run.ts';
import type { ImportDeps } from './app/import-run.ts';
import type { Project } from './compose.ts';

/** What moving a run from one machine to another works with: files alone, no database. */
export const composeMoving = (project: Project): ExportDeps & ImportDeps => ({
  ...project,
  folders: projectFolders(project.files.root),
  archives: runArchives,
});
