import type { Failure } from '../domain/failure.ts';
import type { Digest, Fingerprint, ProjectId, RecipeId, RunId, Sha256 } from '../domain/ids.ts';
import type { ProjectFiles } from '../ports/files.ts';
import type { Survey, SurveyedFile } from '../ports/survey.ts';

export const findingKinds = [
  /** A record names a file that is not there. */
  'MISSING',
  /** A file is not what was recorded of it. */
  'MODIFIED',
  /** A file that no record names, where only recorded files belong. */
  'UNEXPECTED',
  /** A record stands under a name, an id or a project that its contents do not give. */
  'KEY-MISMATCH',
  /** No valid signed decision stands behind it. */
  'UNSIGNED',
] as const;

export interface VerifyFinding {
  readonly path: string;
  readonly kind: (typeof findingKinds)[number];
  readonly detail: string;
}

/** Findings as they are gathered. */
export interface Notes {
  readonly findings: VerifyFinding[];
  /** Records and files that were looked at. */
  checked: number;
  /** What git does not carry and this clone does not have. */
  absent: number;
}

export const noNotes = (): Notes => ({ findings: [], checked: 0, absent: 0 });

/** Of one file one finding of a kind is told, whoever meets it again. */
export const note = (notes: Notes, kind: VerifyFinding['kind'], path: string, detail: string): void => {
  if (notes.findings.some((one) => one.path === path && one.kind === kind)) return;
  notes.findings.push({ kind, path, detail });
};

export const inOrder = (findings: readonly VerifyFinding[]): VerifyFinding[] =>
  [...findings].sort(
    (a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) || (a.kind < b.kind ? -1 : 1),
  );

/** What run folders say of bytes that lie elsewhere as well. */
export interface RunFacts {
  /** Pictures by their bytes, as stage manifests have them. */
  readonly pictures: Map<
    Digest,
    { readonly pixels: Digest; readonly width: number; readonly height: number }
  >;
  /** The bytes of every output. */
  readonly outputs: Set<Digest>;
  readonly runs: Map<RunId, RunFact>;
}

export interface RunFact {
  readonly recipeId: RecipeId;
  readonly recipeDigest: Digest;
  readonly kind: string;
  readonly isDraft: boolean;
  /** Path -> digest of the files that the recipe names. */
  readonly files: ReadonlyMap<string, Digest>;
  /** `<binding hash> <child>` -> seed. */
  readonly seeds: ReadonlyMap<string, number>;
  readonly fingerprints: Set<Fingerprint>;
  /** Models of its stages. */
  readonly models: Set<string>;
}

/** What checks of run folders need of the world. */
export interface RunsWorld {
  readonly files: ProjectFiles;
  readonly survey: Survey;
  readonly sha256: Sha256;
  readonly projectId: ProjectId;
}

/** One run folder while it is checked. */
export interface RunCheck {
  readonly world: RunsWorld;
  readonly run: RunId;
  readonly folder: string;
  readonly found: ReadonlyMap<string, SurveyedFile | null>;
  readonly notes: Notes;
  readonly facts: RunFacts;
}

export const noFacts = (): RunFacts => ({ pictures: new Map(), outputs: new Set(), runs: new Map() });

/** Failures that are findings about a file; everything else stops verification. */
export function findingOf(told: Failure): Pick<VerifyFinding, 'kind' | 'path' | 'detail'> | null {
  switch (told.kind) {
    case 'frozen-missing':
      return { kind: 'MISSING', path: told.path, detail: `it fills ${told.assetId}` };
    case 'frozen-differs':
    case 'side-record-differs':
      return { kind: 'MODIFIED', path: told.path, detail: told.fields.join(', ') };
    case 'picture-unreadable':
      return { kind: 'MODIFIED', path: told.path, detail: told.why };
    default:
      return null;
  }
}
