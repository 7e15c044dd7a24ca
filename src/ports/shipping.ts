import type { ProjectId, Sha256 } from '../domain/ids.ts';
import type { PackSettings } from '../pixels/pack.ts';
import type { Approvals } from './approvals.ts';
import type { Exporter } from './exporter.ts';
import type { ProjectFiles } from './files.ts';
import type { ProjectFolders } from './folders.ts';
import type { DecodePicture, EncodePng } from './picture-codec.ts';
import type { ReadRecipeFacts } from './recipe-facts.ts';
import type { Survey } from './survey.ts';
import type { TakeLock } from './take-lock.ts';

/** What promotion and shipping need of the world. No database: files and signatures are enough. */
export interface ShippingWorld {
  readonly projectId: ProjectId;
  readonly files: ProjectFiles;
  readonly folders: ProjectFolders;
  readonly survey: Survey;
  readonly sha256: Sha256;
  readonly decodePicture: DecodePicture;
  readonly approvals: Approvals;
  readonly recipeFacts: ReadRecipeFacts;
  readonly takeLock: TakeLock;
}

export interface PromoteWorld extends ShippingWorld {
  /** UTC now, as `Date.prototype.toISOString` writes it. */
  readonly now: () => string;
}

export interface ShipWorld extends ShippingWorld {
  readonly encodePng: EncodePng;
  /** Every engine format to write, at least one. */
  readonly exporters: readonly Exporter[];
  readonly packSettings: PackSettings;
}
