import type { ArchiveFault } from '../domain/archive/fault.ts';
import type { ArchiveIndex, ArchivedFile } from '../domain/archive/index-file.ts';
import type { Member } from '../domain/archive/member.ts';
import type { Sha256 } from '../domain/ids.ts';
import type { Result } from '../domain/result.ts';
import type { RunRecord } from '../domain/run/run-record.ts';
import type { RunSeal } from '../domain/run/seal.ts';
import type { StageManifest } from '../domain/run/stage-manifest.ts';
import type { PictureDecoder } from '../ports/picture-decoder.ts';
import type { OpenArchive } from '../ports/run-archives.ts';

export interface CheckArchiveDeps {
  readonly sha256: Sha256;
  readonly decoder: PictureDecoder;
}

/** An archive of which every byte was checked against its index, and every record against the others. */
export interface CheckedArchive {
  readonly index: ArchiveIndex;
  /** The text of `index.json`. */
  readonly indexText: string;
  readonly record: RunRecord;
  readonly seal: RunSeal | null;
  /** By folder under `stages/`. */
  readonly manifests: ReadonlyMap<string, StageManifest>;
}

/** A listed file, what it is, and its bytes as text where it is a record. */
export interface CheckedMember {
  readonly file: ArchivedFile;
  readonly member: Member;
  readonly text: string | null;
}

/** What the checks of one archive share. `refuse` makes the failure that stops them. */
export interface Checking {
  readonly deps: CheckArchiveDeps;
  readonly archive: OpenArchive;
  readonly index: ArchiveIndex;
  readonly members: ReadonlyMap<string, CheckedMember>;
  refuse(fault: ArchiveFault, entry: string | null, detail?: string | null): Result<never>;
}
