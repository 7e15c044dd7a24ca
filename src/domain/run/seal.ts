import { digestShape, runIdShape } from '../candidate/side-record.ts';
import type { Digest, ProjectId, RunId } from '../ids.ts';
import { isProjectId } from '../ids.ts';
import type { JobState } from '../job/transition.ts';
import {
  integer,
  list,
  nullable,
  oneOf,
  parseRecord,
  record,
  recordText,
  text,
  type Parsed,
  type RecordFault,
} from '../manifest/shape.ts';
import { isProjectPath } from '../project-path.ts';
import { withoutSelfDigest } from './self-digest.ts';

export const runSealName = 'SEAL.json';

export type FinalState = Extract<JobState, 'Approved' | 'Rejected' | 'Failed'>;

/** Where a cell's latest job ended. */
export interface SealedCell {
  /** Place in the run's list of cells, from 1. */
  readonly n: number;
  /** The latest try. */
  readonly try: number;
  readonly state: FinalState;
  /** The decision that moved it out of its gate; `null` for a failed cell. */
  readonly decision: Digest | null;
  /** Why a failed cell failed, such as `cancelled`; `null` for the others. */
  readonly error: string | null;
}

export interface SealedRunFile {
  /** Relative to the run folder. */
  readonly path: string;
  readonly bytes: Digest;
  readonly size: number;
}

/**
 * `runs/<run_id>/SEAL.json`, written last: what a closed run holds and where its cells ended. No time stands in it, so
 * that sealing the same again gives the same bytes. Detects accidents; signatures detect people.
 */
export interface RunSeal {
  readonly schema_version: 1;
  readonly run_id: RunId;
  readonly project_id: ProjectId;
  /** Every cell, by place. */
  readonly cells: readonly SealedCell[];
  /** Every file but the seal, by path. */
  readonly files: readonly SealedRunFile[];
}

const sealShape = record<RunSeal>({
  schema_version: oneOf(1),
  run_id: runIdShape,
  project_id: text<ProjectId>('a project id', isProjectId),
  cells: list(
    record<SealedCell>({
      n: integer(1),
      try: integer(1),
      state: oneOf('Approved', 'Rejected', 'Failed'),
      decision: nullable(digestShape),
      error: nullable(text('a kind of failure', (kind) => /^[a-z0-9_-]{1,64}$/.test(kind))),
    }),
  ),
  files: list(
    record<SealedRunFile>({
      path: text('a path inside the run', (path) => isProjectPath(path) && path !== runSealName),
      bytes: digestShape,
      size: integer(0),
    }),
  ),
});

/** Reads a seal: closed shape, files and cells in order and each once. */
export function parseRunSeal(source: string): Parsed<RunSeal> {
  const parsed = parseRecord(withoutSelfDigest(source), sealShape);
  if (!parsed.ok) return parsed;
  const faults: RecordFault[] = [];
  parsed.value.cells.forEach((cell, i) => {
    if (cell.n !== i + 1) faults.push({ code: 'wrong-order', at: `cells[${i}]`, expected: 'cells by place' });
    if ((cell.state === 'Failed') !== (cell.error !== null))
      faults.push({
        code: 'wrong-value',
        at: `cells[${i}].error`,
        expected: 'there exactly for a failed cell',
      });
  });
  parsed.value.files.forEach(({ path }, i) => {
    const before = parsed.value.files[i - 1]?.path;
    if (before !== undefined && before >= path)
      faults.push({
        code: before === path ? 'duplicate' : 'wrong-order',
        at: `files[${i}].path`,
        expected: '',
      });
  });
  return faults.length === 0 ? parsed : { ok: false, faults };
}

/** The seal's text: one layout, cells by place and files by path, so that equal runs have equal seals. */
export const runSealText = (seal: RunSeal): string =>
  recordText({
    schema_version: seal.schema_version,
    run_id: seal.run_id,
    project_id: seal.project_id,
    cells: [...seal.cells]
      .sort((a, b) => a.n - b.n)
      .map(({ n, try: nth, state, decision, error }) => ({ n, try: nth, state, decision, error })),
    files: [...seal.files]
      .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
      .map(({ path, bytes, size }) => ({ path, bytes, size })),
  });

/** How a folder differs from its seal. */
export interface SealDifference {
  readonly path: string;
  readonly difference: 'missing' | 'absent' | 'modified' | 'unexpected';
}

/** A file as it lies there: `bytes` is `null` where only its size was looked at. */
export interface FoundFile {
  readonly size: number;
  readonly bytes: Digest | null;
}

/**
 * Compares a run folder with its seal, by path. Stage outputs are not for git: in a clone none of them is there, and
 * they are `absent`, not missing. Where some are, the others are missing. `null` in `found` is what is no plain file.
 */
export function compareSeal(
  seal: RunSeal,
  found: ReadonlyMap<string, FoundFile | null>,
): readonly SealDifference[] {
  const sealed = new Map(seal.files.map((file) => [file.path, file]));
  const hasOutputs = [...found.keys()].some(isStageOutput);
  const differences: SealDifference[] = [];
  for (const [path, { bytes, size }] of sealed) {
    const there = found.get(path);
    if (there === undefined) {
      const isAbsent = isStageOutput(path) && !hasOutputs;
      differences.push({ path, difference: isAbsent ? 'absent' : 'missing' });
    } else if (there === null || there.size !== size || (there.bytes !== null && there.bytes !== bytes))
      differences.push({ path, difference: 'modified' });
  }
  for (const path of found.keys()) {
    if (path !== runSealName && !sealed.has(path)) differences.push({ path, difference: 'unexpected' });
  }
  return differences.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** A stage's picture or table, which git does not carry. */
const isStageOutput = (path: string): boolean => /^stages\/[^/]+\/out\//.test(path);
