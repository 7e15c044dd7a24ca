import { importFolder } from '../domain/archive/import-marker.ts';
import { decisionPath } from '../domain/gate/decision.ts';
import type { Digest, RunId } from '../domain/ids.ts';
import { ok, type Result } from '../domain/result.ts';
import { digestsIn, Holders } from '../domain/run/holder.ts';
import type { RunRecord } from '../domain/run/run-record.ts';
import { runSealName } from '../domain/run/seal.ts';
import type { StageManifest } from '../domain/run/stage-manifest.ts';
import type { DecisionFiles } from '../ports/decision-files.ts';
import type { ProjectFiles } from '../ports/files.ts';
import type { ProjectFolders } from '../ports/folders.ts';
import type { RunFolders } from '../ports/run-folders.ts';
import type { RunImports } from '../ports/run-imports.ts';
import type { StoreSweep } from '../ports/store-sweep.ts';

export interface RootDeps {
  readonly files: ProjectFiles;
  readonly folders: ProjectFolders;
  readonly runs: RunFolders;
  readonly imports: RunImports;
  readonly decisions: { readonly decisions: DecisionFiles };
  readonly sweep: StoreSweep;
}

/** Records in which a digest is a frozen picture's, or that of a recipe's text. */
const recordFolders = [
  ['content/promotions', 'promoted'],
  ['content/ages', 'shipped'],
  ['dist', 'shipped'],
  ['content/recipes/lock', 'recipe-lock'],
] as const;

/**
 * Everything on the disk that speaks of bytes in the store. No database takes part, and none is needed: every run
 * without a seal counts as one whose jobs may go on, whatever rows there are or are not. A record that cannot be read
 * stops the gathering: what it speaks of would seem to be held by nothing.
 *
 * @param retentionMs how long a sealed or imported run holds its bytes; `null`: for ever
 */
export async function gatherRoots(deps: RootDeps, retentionMs: number | null): Promise<Result<Holders>> {
  const holders = new Holders();
  for (const [folder, kind] of recordFolders) {
    const tree = await deps.folders.tree(folder);
    if (!tree.ok) return tree;
    for (const name of tree.value.filter((one) => one.endsWith('.json'))) {
      const path = `${folder}/${name}`;
      const text = await deps.files.readText(path);
      // A link such as dist/current leads to what is read by its own name.
      if (!text.ok && text.failure.kind === 'path-outside-project') continue;
      if (!text.ok) return text;
      for (const digest of digestsIn(text.value ?? '')) holders.hold(digest, kind, path);
    }
  }
  const decisions = await deps.decisions.decisions.readAll();
  if (!decisions.ok) return decisions;
  // Whether it was signed well, and whether it was withdrawn, is no question here: somebody wanted these bytes.
  for (const { payload } of decisions.value.decisions)
    if (payload.verdict === 'approve') holders.hold(payload.bytes, 'approved', decisionPath(payload.id));
  const runs = await deps.runs.list();
  if (!runs.ok) return runs;
  for (const run of runs.value) {
    const held = await holdRun(deps, run, retentionMs, holders);
    if (!held.ok) return held;
  }
  return ok(holders);
}

async function holdRun(
  deps: RootDeps,
  run: RunId,
  retentionMs: number | null,
  holders: Holders,
): Promise<Result<void>> {
  const [imported, sealAge] = [
    await deps.imports.read(run),
    await deps.sweep.ageOf(`runs/${run}/${runSealName}`),
  ];
  if (!imported.ok) return imported;
  if (!sealAge.ok) return sealAge;
  const importAge =
    imported.value === null ? ok(null) : await deps.sweep.ageOf(`${importFolder(run)}/import.json`);
  if (!importAge.ok) return importAge;
  const ageMs = imported.value === null ? sealAge.value : (importAge.value ?? 0);
  const isOpen = ageMs === null;
  const isKept = isOpen || retentionMs === null || ageMs < retentionMs;
  const kind = isOpen ? 'open-run' : imported.value === null ? 'sealed-run' : 'imported-run';
  const manifests = await manifestsOf(deps, run);
  if (!manifests.ok) return manifests;
  for (const { outputs, outcome } of manifests.value) {
    // A sprite table or a vendor's file belongs to the picture beside it.
    const chosen = outputs.flatMap(({ bytes }) =>
      holders.of(bytes).filter(({ kind: of }) => strong.has(of)),
    )[0];
    for (const { bytes } of outputs) {
      if (chosen !== undefined) holders.hold(bytes, chosen.kind, chosen.by);
      if (isKept) holders.hold(bytes, kind, run);
      // Made by tools that are here no more: to execute the stage again would give other bytes.
      if (outcome.kind === 'pinned') holders.hold(bytes, 'pinned', run);
    }
  }
  return isOpen ? holdForOpen(deps, run, holders) : ok(undefined);
}

const strong: ReadonlySet<string> = new Set(['promoted', 'approved', 'shipped']);

/** What an open run has not made use of yet: the results of its parent, and its own inputs. */
async function holdForOpen(deps: RootDeps, run: RunId, holders: Holders): Promise<Result<void>> {
  const read = await deps.runs.read(run);
  if (!read.ok) return read;
  const { record } = read.value;
  for (const digest of namedBy(record)) holders.hold(digest, 'open-run', run);
  if (record.parent === null) return ok(undefined);
  const manifests = await manifestsOf(deps, record.parent);
  if (!manifests.ok) return manifests;
  for (const { outputs } of manifests.value)
    for (const { bytes } of outputs) holders.hold(bytes, 'parent', `${record.parent} of ${run}`);
  return ok(undefined);
}

const namedBy = ({ recipe, files }: RunRecord): readonly Digest[] => [
  recipe.digest,
  ...files.map(({ digest }) => digest),
];

/** The stages that a run has committed. One that cannot be read is a failure: it may speak of bytes. */
async function manifestsOf({ runs }: RootDeps, run: RunId): Promise<Result<readonly StageManifest[]>> {
  const folders = await runs.stageFolders(run);
  if (!folders.ok) return folders;
  const manifests: StageManifest[] = [];
  for (const folder of folders.value) {
    const manifest = await runs.readStage(run, folder);
    if (!manifest.ok) return manifest;
    if (manifest.value !== null) manifests.push(manifest.value);
  }
  return ok(manifests);
}
