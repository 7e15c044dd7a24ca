import type { Failure } from '../domain/failure.ts';
import { newerText } from '../domain/schema-version.ts';

export interface VerifyFinding {
  readonly path: string;
  readonly kind:
    /** A record names a file that is not there. */
    | 'MISSING'
    /** A file is not what was recorded of it. */
    | 'MODIFIED'
    /** A file that no record names, where only recorded files belong. */
    | 'UNEXPECTED'
    /** A record stands under a name, an id or a project that its contents do not give. */
    | 'KEY-MISMATCH'
    /** No valid signed decision stands behind it. */
    | 'UNSIGNED';
  readonly detail: string;
}

/** Findings as they are gathered. */
export interface Notes {
  readonly findings: VerifyFinding[];
  checked: number;
  absent: number;
}

export const note = (notes: Notes, kind: VerifyFinding['kind'], path: string, detail: string): void => {
  notes.findings.push({ kind, path, detail });
};

/** Failures that are findings about a file; everything else stops verification. */
export function findingOf(told: Failure): Pick<VerifyFinding, 'kind' | 'path' | 'detail'> | null {
  switch (told.kind) {
    case 'frozen-missing':
      return { kind: 'MISSING', path: told.path, detail: `it fills ${told.assetId}` };
    case 'frozen-differs':
    case 'side-record-differs':
      return { kind: 'MODIFIED', path: told.path, detail: told.fields.join(', ') };
    case 'file-newer':
      return { kind: 'MODIFIED', path: told.path, detail: newerText(told.version) };
    case 'picture-unreadable':
      return { kind: 'MODIFIED', path: told.path, detail: told.why };
    default:
      return null;
  }
}
