// What `art verify` takes for a project of 2,400 files, beside the SHA-256 of as many bytes in memory: the machine's own
// rate. By turns, in one process, with warm files.
import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyProject } from '../src/app/verify.ts';
import { composeShipping } from '../src/compose-shipping.ts';
import { composeProject, type Project } from '../src/compose.ts';
import { canonicalJson } from '../src/domain/canonical-json.ts';
import { asBindingHash, type ProjectId, type RecipeId, type RunId } from '../src/domain/ids.ts';
import type { Result } from '../src/domain/result.ts';
import { fingerprintOf } from '../src/domain/run/fingerprint.ts';
import { stageFolder, type PipelineStage } from '../src/domain/run/pipeline.ts';
import type { RunCell, RunRecord } from '../src/domain/run/run-record.ts';
import type { StageManifest } from '../src/domain/run/stage-manifest.ts';
import { median, one, percentile } from './measure.ts';

const runs = 8;
const cellsPerRun = 100;
/** A picture of 768 x 768 px as services send it. */
const pictureBytes = 640 << 10;
const leastShare = 0.8;
const projectId = 'prj_benchbenchbenchbench' as ProjectId;
const stage: PipelineStage = { place: 0, stage: 'final', phase: 'final', backend: 'procedural', params: {} };
const time = '2026-01-31T12:00:00.000Z';

function good<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.failure.kind);
}

/** Sealed runs of one stage per cell: 8 x (100 x (manifest, picture, table) + record + seal) files. */
async function fill(project: Project): Promise<void> {
  const { sha256 } = project;
  const noise = project.random(pictureBytes);
  for (let n = 1; n <= runs; n += 1) {
    const runId = `run_${String(n).padStart(4, '0')}_aaaa` as RunId;
    const text = '{}';
    const cells = Array.from({ length: cellsPerRun }, (_, i): RunCell => ({
      n: i + 1,
      binding: { run: String(n), cell: String(i) },
      binding_hash: asBindingHash(sha256(canonicalJson({ run: String(n), cell: String(i) }))),
      backend: 'procedural',
      concept_backend: null,
      child_index: 0,
      seed: 7,
    }));
    const record: RunRecord = {
      schema_version: 1,
      run_id: runId,
      project_id: projectId,
      created_at: time,
      origin: 'generate',
      parent: null,
      tool: { name: 'artkiln', version: '0' },
      actor: 'bench',
      recipe: {
        recipe_id: 'bench.object.thing.v1' as RecipeId,
        digest: sha256(text),
        kind: 'object.thing',
        is_draft: true,
        text,
      },
      files: [],
      gated: false,
      asks_again: false,
      rebuild: 'none',
      seeds: { production: 7 },
      cells,
      pipelines: { procedural: [stage] },
      catalogue: [],
      ui: {},
      limits: { max_micro_usd: null },
    };
    good(await project.runs.create(record, new Map()));
    for (const cell of cells) {
      const picture = new Uint8Array(noise);
      picture.set([n, cell.n], 0);
      const table = new TextEncoder().encode(`[${' '.repeat(900)}]\n`);
      const ingredients = {
        stage: 'final',
        version: 1,
        backend: 'procedural',
        params: { binding: cell.binding, seed: 7 },
        inputs: [],
        environment: {},
        outputs: ['*.json', '*.png'],
      };
      const manifest: StageManifest = {
        schema_version: 1,
        run_id: runId,
        place: 0,
        stage: 'final',
        phase: 'final',
        backend: 'procedural',
        binding_hash: cell.binding_hash,
        child_index: 0,
        fingerprint: fingerprintOf(ingredients, sha256),
        ingredients,
        outcome: { kind: 'executed', from: null, reasons: ['never-run'] },
        outputs: [
          ['000.png', picture, 'image/png'] as const,
          ['000.json', table, 'application/json'] as const,
        ].map(([name, bytes, type]) => ({
          name,
          bytes: sha256(bytes),
          pixels: null,
          size: bytes.length,
          media_type: type,
          width: null,
          height: null,
        })),
        attempts: [],
        environment: {},
        model: null,
        cost: { reserved_micro_usd: 0, reported_micro_usd: null },
        reproducibility: 'deterministic',
        started_at: time,
        ended_at: time,
      };
      const outputs = new Map<string, Uint8Array>([
        ['000.png', picture],
        ['000.json', table],
      ]);
      const folder = stageFolder(cell.binding_hash, 0, stage);
      good(await project.runs.publishStage(runId, folder, manifest, outputs));
    }
    const files = [...good(await project.survey.below(`runs/${runId}`, 'bytes'))].map(([path, file]) => ({
      path,
      bytes: file?.bytes ?? sha256(''),
      size: file?.size ?? 0,
    }));
    good(
      await project.runs.writeSeal({
        schema_version: 1,
        run_id: runId,
        project_id: projectId,
        cells: cells.map((cell) => ({ n: cell.n, try: 1, state: 'Rejected', decision: null, error: null })),
        files,
      }),
    );
  }
}

/** Returns whether verification keeps its share of the machine's rate. */
export async function verifying(rounds: number): Promise<boolean> {
  const root = mkdtempSync(join(tmpdir(), 'art-bench-verify-'));
  try {
    const project = composeProject({ root, projectId, gatedKinds: [] });
    await fill(project);
    const world = composeShipping(project);
    const sizes = [...good(await project.survey.below('runs', 'stat')).values()].map(
      (file) => file?.size ?? 0,
    );
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const memory = Buffer.from(project.random(pictureBytes));
    const times = {
      floor: [] as number[],
      ours: [] as number[],
      quick: [] as number[],
      share: [] as number[],
    };
    const verify = async (quick: boolean): Promise<number> => {
      const began = performance.now();
      const { findings } = good(
        await verifyProject(world, project.decisions, { quick, runs: [], paths: [] }),
      );
      const ms = performance.now() - began;
      if (findings.length > 0)
        throw new Error(`${findings[0]?.kind} ${findings[0]?.path} ${findings[0]?.detail}`);
      return ms;
    };
    for (let round = -1; round < rounds; round += 1) {
      const began = performance.now();
      for (const size of sizes) hash('sha256', memory.subarray(0, size));
      const floor = performance.now() - began;
      const ours = await verify(false);
      const quick = await verify(true);
      if (round < 0) continue;
      times.floor.push(floor);
      times.ours.push(ours);
      times.quick.push(quick);
      times.share.push(floor / ours);
    }
    const rate = (ms: number): string => (total / ms / 1e6).toFixed(2);
    const share = median(times.share);
    console.log(
      `verify: ${sizes.length} files, ${one(total / 1e6)} MB; sha256 in memory ${one(median(times.floor))} ms ` +
        `(${rate(median(times.floor))} GB/s), art verify ${one(median(times.ours))} ms (${rate(median(times.ours))} GB/s), ` +
        `--quick ${one(median(times.quick))} ms`,
    );
    const kept = share >= leastShare;
    console.log(
      `share of the machine's own rate: ${share.toFixed(2)} (p10 ${percentile(times.share, 10).toFixed(2)}), ` +
        `at least ${leastShare}: ${kept ? 'kept' : 'NOT KEPT'}`,
    );
    return kept;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
