import { digestShape } from '../candidate/side-record.ts';
import type { Digest } from '../ids.ts';
import { isProjectPath } from '../project-path.ts';
import { withoutSelfDigest } from '../run/self-digest.ts';
import { ageShape } from './age-manifest.ts';
import { integer, list, oneOf, parseRecord, record, recordText, text, truth, type Parsed } from './shape.ts';

export interface SealedAge {
  readonly age: string;
  readonly version: number;
  /** Digest of everything that determines this age's files. Equal: the files may be used again. */
  readonly inputs: Digest;
}

export interface SealedFile {
  /** Relative to the pack. */
  readonly path: string;
  readonly bytes: Digest;
  readonly size: number;
}

/** `dist/<n>/SEAL.json`, written last: what a finished pack holds. Detects accidents; signatures detect people. */
export interface PackSeal {
  readonly schema_version: 1;
  readonly is_releasable: boolean;
  /** By age name. */
  readonly ages: readonly SealedAge[];
  /** Every file but the seal, by path. */
  readonly files: readonly SealedFile[];
}

export const sealName = 'SEAL.json';

const packSealShape = record<PackSeal>({
  schema_version: oneOf(1),
  is_releasable: truth,
  ages: list(record<SealedAge>({ age: ageShape, version: integer(1, 999_999), inputs: digestShape })),
  files: list(
    record<SealedFile>({
      path: text('a path inside the pack', isProjectPath),
      bytes: digestShape,
      size: integer(0),
    }),
  ),
});

export const parsePackSeal = (source: string): Parsed<PackSeal> => parseRecord(withoutSelfDigest(source), packSealShape);

export const packSealText = (seal: PackSeal): string =>
  recordText({
    schema_version: seal.schema_version,
    is_releasable: seal.is_releasable,
    ages: seal.ages.map(({ age, version, inputs }) => ({ age, version, inputs })),
    files: [...seal.files]
      .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
      .map(({ path, bytes, size }) => ({ path, bytes, size })),
  });
