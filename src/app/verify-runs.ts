import { canonicalJson } from '../domain/canonical-json.ts';
import type { ImportMarker } from '../domain/archive/import-marker.ts';
import { checkImport, importOf } from './verify-imports.ts';
import type { VerdictOfDecision } from './verify-decisions.ts';
import { decisionPath, isDecisionId } from '../domain/gate/decision.ts';
import { isRunId, type RunId, type Sha256 } from '../domain/ids.ts';
import { faultText } from '../domain/manifest/shape.ts';
import { ok, type Result } from '../domain/result.ts';
import { parseRunRecord } from '../domain/run/parse-run-record.ts';
import type { RunRecord } from '../domain/run/run-record.ts';
import { compareSeal, parseRunSeal, runSealName, type RunSeal } from '../domain/run/seal.ts';
import { selfDigestHolds } from '../domain/run/self-digest.ts';
import {
  noFacts,
  noNotes,
  note,
  type Notes,
  type RunCheck,
  type RunFact,
  type RunFacts,
  type RunsWorld,
  type VerifyFinding,
} from './verify-notes.ts';
import { surveyedText } from './surveyed-text.ts';
import { checkStages } from './verify-stages.ts';

export interface VerifyRunsOptions {
  /** Reads records, and of everything else the names and sizes. */
  readonly quick?: boolean;
  /** Only this run; all of them unless told. */
  readonly only?: RunId;
  /** Gathers what other checks compare with. */
  readonly facts?: RunFacts;
  /** What the trusted decisions say; left out where nobody read them. */
  readonly verdicts?: VerdictOfDecision;
}

const kinds = {
  missing: 'MISSING',
  modified: 'MODIFIED',
  unexpected: 'UNEXPECTED',
} as const satisfies { readonly [difference: string]: VerifyFinding['kind'] };

/** Records are read; outputs are only hashed. */
const isRecord = (path: string): boolean =>
  path === 'run.json' || path === runSealName || /^stages\/[^/]+\/manifest\.json$/.test(path);

/**
 * Every run: that its records are as they were written and belong together, that every output is what its manifest says,
 * and where it is sealed, that it is as it was sealed. From files alone.
 */
export async function verifyRuns(world: RunsWorld, options: VerifyRunsOptions = {}): Promise<Result<Notes>> {
  const notes = noNotes();
  const { facts = noFacts(), quick = false, only } = options;
  const names = await world.files.list('runs');
  if (!names.ok) return names;
  for (const name of names.value.filter((one) => only === undefined || one === only)) {
    if (!isRunId(name)) {
      // Hidden files, such as `.gitkeep`, are nobody's business.
      if (!name.startsWith('.')) note(notes, 'UNEXPECTED', `runs/${name}`, 'it is no run');
      continue;
    }
    const folder = `runs/${name}`;
    const found = await world.survey.below(folder, quick ? 'stat' : 'bytes', isRecord);
    if (!found.ok) {
      if (found.failure.kind !== 'path-outside-project') return found;
      note(notes, 'UNEXPECTED', folder, 'it is a link that leads out of the project');
      continue;
    }
    // An empty folder is what git leaves of a branch; one that is being made has another name.
    if (found.value.size === 0) continue;
    notes.checked += found.value.size;
    await checkRun({ world, run: name, folder, found: found.value, notes, facts }, options.verdicts);
  }
  return ok(notes);
}

async function checkRun(given: RunCheck, verdicts: VerdictOfDecision | undefined): Promise<void> {
  const imported = await importOf(given.world.files, given.run);
  const check = imported === null ? given : asImported(given, imported.marker);
  if (imported !== null) {
    const digests = [...check.found].map(([path, file]) => [path, file === null ? '' : file.bytes] as const);
    await checkImport(check.world, check.run, imported.marker, new Map(digests), check.notes);
  }
  const record = checkRecord(check);
  if (record !== null) {
    const fact = factOf(record);
    check.facts.runs.set(check.run, fact);
    checkInputs(check, record);
    checkStages(check, record, fact);
  }
  if (!check.found.has(runSealName)) {
    if (record !== null) checkStrangers(check);
    return;
  }
  const seal = checkSeal(check, record);
  if (seal === null) return;
  // Those of an imported run lie beside it, and were just compared with what came.
  if (imported === null) await checkDecisions(check, seal, verdicts);
  checkSealFiles(check, seal);
}

/** A run that came from elsewhere is of its own project, and vouches for nothing that lies in this one. */
const asImported = (check: RunCheck, marker: ImportMarker | null): RunCheck => ({
  ...check,
  world: { ...check.world, projectId: marker?.project_id ?? check.world.projectId },
  facts: noFacts(),
});

function checkRecord({ world, run, folder, found, notes }: RunCheck): RunRecord | null {
  const path = `${folder}/run.json`;
  const file = found.get('run.json');
  if (file === undefined) {
    note(notes, 'MISSING', path, 'the run has lost its record');
    return null;
  }
  const text = surveyedText(file);
  if (text === null) {
    note(notes, 'MODIFIED', path, 'it cannot be read as text inside the project');
    return null;
  }
  const record = parseRunRecord(text);
  if (typeof record === 'string') {
    note(notes, 'MODIFIED', path, record);
    return null;
  }
  if (record.run_id !== run) note(notes, 'KEY-MISMATCH', path, `it is the record of ${record.run_id}`);
  if (record.project_id !== world.projectId)
    note(notes, 'KEY-MISMATCH', path, 'it belongs to another project');
  const wrong = recordContradictions(record, world.sha256);
  if (selfDigestHolds(text, world.sha256) === false) wrong.push('its own digest');
  if (wrong.length > 0) note(notes, 'MODIFIED', path, wrong.join(', '));
  return record;
}

/** Fields that the record's own contents contradict. */
function recordContradictions(record: RunRecord, sha256: Sha256): string[] {
  const wrong: string[] = [];
  if (sha256(record.recipe.text) !== record.recipe.digest) wrong.push('recipe.text');
  for (const { path, digest, text } of record.files)
    if (text !== null && sha256(text) !== digest) wrong.push(`files ${path}`);
  for (const { n, binding, binding_hash, child_index, seed } of record.cells) {
    if (sha256(canonicalJson(binding)) !== (binding_hash as string)) wrong.push(`cell ${n} binding_hash`);
    if (seed !== record.seeds.production + child_index) wrong.push(`cell ${n} seed`);
  }
  return wrong;
}

const factOf = (record: RunRecord): RunFact => ({
  recipeId: record.recipe.recipe_id,
  recipeDigest: record.recipe.digest,
  kind: record.recipe.kind,
  isDraft: record.recipe.is_draft,
  files: new Map(record.files.map(({ path, digest }) => [path, digest])),
  seeds: new Map(record.cells.map((cell) => [`${cell.binding_hash} ${cell.child_index}`, cell.seed])),
  fingerprints: new Set(),
  models: new Set(),
});

/** Binary files that the recipe names, kept under their digest. */
function checkInputs({ folder, found, notes }: RunCheck, { files }: RunRecord): void {
  const named = new Set(files.filter(({ text }) => text === null).map(({ digest }) => `inputs/${digest}`));
  for (const path of named) {
    const file = found.get(path);
    if (file === undefined) note(notes, 'MISSING', `${folder}/${path}`, 'the recipe of the run names it');
    else if (file === null || (file.bytes !== null && `inputs/${file.bytes}` !== path))
      note(notes, 'MODIFIED', `${folder}/${path}`, 'its name is not its digest');
  }
  for (const path of found.keys())
    if (path.startsWith('inputs/') && !named.has(path))
      note(notes, 'UNEXPECTED', `${folder}/${path}`, 'the recipe of the run names no such file');
}

/** What lies in a run folder beside its records, inputs and stages. */
function checkStrangers({ folder, found, notes }: RunCheck): void {
  for (const path of found.keys())
    if (path !== 'run.json' && path !== runSealName && !/^(inputs|stages)\/./.test(path))
      note(notes, 'UNEXPECTED', `${folder}/${path}`, 'no record of the run names it');
}

/** The seal, if it can be believed. */
function checkSeal({ world, run, folder, found, notes }: RunCheck, record: RunRecord | null): RunSeal | null {
  const path = `${folder}/${runSealName}`;
  const text = surveyedText(found.get(runSealName));
  if (text === null) {
    note(notes, 'MODIFIED', path, 'it cannot be read as text inside the project');
    return null;
  }
  const parsed = parseRunSeal(text);
  if (!parsed.ok) {
    note(notes, 'MODIFIED', path, parsed.faults.map(faultText).join('; '));
    return null;
  }
  const seal = parsed.value;
  if (seal.run_id !== run) note(notes, 'KEY-MISMATCH', path, `it is the seal of ${seal.run_id}`);
  if (seal.project_id !== world.projectId) note(notes, 'KEY-MISMATCH', path, 'it belongs to another project');
  if (record !== null && record.cells.length !== seal.cells.length) {
    const detail = `it seals ${seal.cells.length} cells, and the run has ${record.cells.length}`;
    note(notes, 'MODIFIED', path, detail);
  }
  if (selfDigestHolds(text, world.sha256) !== false) return seal;
  note(notes, 'MODIFIED', path, 'its own digest');
  return null;
}

async function checkDecisions(
  { world, run, folder, notes }: RunCheck,
  seal: RunSeal,
  verdicts: VerdictOfDecision | undefined,
): Promise<void> {
  for (const { decision, n, state } of seal.cells) {
    if (decision === null || !isDecisionId(decision)) continue;
    const file = decisionPath(decision);
    if (!(await world.files.exists(file))) {
      note(notes, 'MISSING', file, `it decided ${run}/${n}, which is sealed`);
      continue;
    }
    const verdict = verdicts?.(decision);
    if (verdict !== undefined && verdict !== (state === 'Approved' ? 'approve' : 'reject'))
      note(
        notes,
        'MODIFIED',
        `${folder}/${runSealName}`,
        `cell ${n} was ${state}, and its decision says ${verdict}`,
      );
  }
}

function checkSealFiles({ folder, found, notes }: RunCheck, seal: RunSeal): void {
  for (const { path, difference } of compareSeal(seal, found)) {
    if (difference === 'absent') notes.absent += 1;
    else note(notes, kinds[difference], `${folder}/${path}`, 'against the seal of its run');
  }
}
