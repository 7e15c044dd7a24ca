import { decisionPath, isDecisionId } from '../domain/gate/decision.ts';
import { isRunId, type Digest, type RunId } from '../domain/ids.ts';
import { faultText } from '../domain/manifest/shape.ts';
import { ok, type Result } from '../domain/result.ts';
import type { RunRecord } from '../domain/run/run-record.ts';
import { compareSeal, parseRunSeal, runSealName, type RunSeal } from '../domain/run/seal.ts';
import type { RunFolders } from '../ports/run-folders.ts';
import type { ShippingWorld } from '../ports/shipping.ts';
import { note, type Notes, type VerifyFinding } from './verify-notes.ts';

type Reader = Pick<ShippingWorld, 'files' | 'folders' | 'sha256' | 'projectId'> & {
  readonly runs: RunFolders;
};

const kinds = {
  missing: 'MISSING',
  modified: 'MODIFIED',
  unexpected: 'UNEXPECTED',
} as const satisfies { readonly [difference: string]: VerifyFinding['kind'] };

/** Every run: that its record can be read, and where it is sealed, that it is as it was sealed. From files alone. */
export async function verifyRuns(world: Reader): Promise<Result<Notes>> {
  const notes: Notes = { findings: [], checked: 0, absent: 0 };
  const names = await world.files.list('runs');
  if (!names.ok) return names;
  for (const run of names.value.filter(isRunId)) {
    const checked = await checkRun(world, run, notes);
    if (!checked.ok) return checked;
  }
  return ok(notes);
}

async function checkRun(world: Reader, run: RunId, notes: Notes): Promise<Result<void>> {
  const path = `runs/${run}/run.json`;
  const sealPath = `runs/${run}/${runSealName}`;
  const isSealed = await world.files.exists(sealPath);
  // A folder without its record is none yet, unless it was one once.
  if (!isSealed && !(await world.files.exists(path))) return ok(undefined);
  notes.checked += 1;
  const record = await checkRecord(world, run, path, notes);
  if (!record.ok) return record;
  if (!isSealed) return ok(undefined);
  notes.checked += 1;
  const text = await world.files.readText(sealPath);
  if (!text.ok) {
    note(notes, 'MODIFIED', sealPath, 'it cannot be read as text inside the project');
    return ok(undefined);
  }
  const parsed = parseRunSeal(text.value ?? '');
  if (!parsed.ok) {
    note(notes, 'MODIFIED', sealPath, parsed.faults.map(faultText).join('; '));
    return ok(undefined);
  }
  await checkSealFacts(world, run, sealPath, parsed.value, record.value, notes);
  return checkSealFiles(world, run, parsed.value, notes);
}

async function checkRecord(
  world: Reader,
  run: RunId,
  path: string,
  notes: Notes,
): Promise<Result<RunRecord | null>> {
  const read = await world.runs.read(run);
  if (read.ok) {
    if (read.value.record.project_id !== world.projectId)
      note(notes, 'KEY-MISMATCH', path, 'it belongs to another project');
    return ok(read.value.record);
  }
  switch (read.failure.kind) {
    case 'run-record-invalid':
      note(notes, 'MODIFIED', path, read.failure.why);
      return ok(null);
    case 'run-not-found':
      note(notes, 'MISSING', path, 'the run is sealed and has lost its record');
      return ok(null);
    case 'path-outside-project':
      note(notes, 'MODIFIED', path, 'it is a link that leads out of the project');
      return ok(null);
    default:
      return read;
  }
}

async function checkSealFacts(
  world: Reader,
  run: RunId,
  path: string,
  seal: RunSeal,
  record: RunRecord | null,
  notes: Notes,
): Promise<void> {
  if (seal.run_id !== run) note(notes, 'KEY-MISMATCH', path, `it is the seal of ${seal.run_id}`);
  if (seal.project_id !== world.projectId) note(notes, 'KEY-MISMATCH', path, 'it belongs to another project');
  if (record !== null && record.cells.length !== seal.cells.length) {
    const detail = `it seals ${seal.cells.length} cells, and the run has ${record.cells.length}`;
    note(notes, 'MODIFIED', path, detail);
  }
  for (const { decision, n } of seal.cells) {
    if (decision === null || !isDecisionId(decision)) continue;
    const file = decisionPath(decision);
    if (!(await world.files.exists(file)))
      note(notes, 'MISSING', file, `it decided ${run}/${n}, which is sealed`);
  }
}

async function checkSealFiles(world: Reader, run: RunId, seal: RunSeal, notes: Notes): Promise<Result<void>> {
  const folder = `runs/${run}`;
  const tree = await world.folders.tree(folder);
  if (!tree.ok) return tree;
  const found = new Map<string, Digest>();
  for (const path of tree.value) {
    const bytes = await world.files.read(`${folder}/${path}`);
    // What cannot be read, such as a link that leads out of the project, is not what was sealed.
    if (!bytes.ok) found.set(path, '' as Digest);
    else if (bytes.value !== null) found.set(path, world.sha256(bytes.value));
  }
  for (const { path, difference } of compareSeal(seal, found)) {
    if (difference === 'absent') notes.absent += 1;
    else note(notes, kinds[difference], `${folder}/${path}`, 'against the seal of its run');
  }
  return ok(undefined);
}
