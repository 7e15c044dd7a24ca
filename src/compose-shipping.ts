import { projectFolders } from './adapters/files/project-folders.ts';
import { portLock } from './adapters/lock/port-lock.ts';
import { readApprovals } from './app/read-approvals.ts';
import { readRecipeFacts } from './app/read-recipe-facts.ts';
import type { Project } from './compose.ts';
import { encodePng } from './pixels/png.ts';
import { defaultPackSettings } from './pixels/pack.ts';
import type { PromoteWorld, ShipWorld } from './ports/shipping.ts';

/**
 * What promotion, shipping and verification work with: files and signatures, no database. Listings and verification
 * ask `despiteFaults`, see `readApprovals`.
 */
export function composeShipping(
  project: Project,
  { despiteFaults = false }: { readonly despiteFaults?: boolean } = {},
): PromoteWorld & ShipWorld {
  return {
    projectId: project.projectId,
    files: project.files,
    folders: projectFolders(project.files.root),
    survey: project.survey,
    sha256: project.sha256,
    decodePicture: (bytes, path) => project.decoder.decode(bytes, path),
    approvals: readApprovals(project.decisions, { despiteFaults }),
    recipeFacts: readRecipeFacts(project),
    takeLock: portLock(project.files.root),
    now: project.clock.now,
    encodePng,
    exporters: [...project.exporters.values()],
    packSettings: defaultPackSettings,
  };
}
