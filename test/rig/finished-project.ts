/** A project with one file of every kind that verification knows: sealed and open runs, art, decisions, packs, a store. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { composeShipping } from '../../src/compose-shipping.ts';
import { promote } from '../../src/app/promote.ts';
import { sealRun } from '../../src/app/seal-run.ts';
import { ship } from '../../src/app/ship.ts';
import { rawPath, sideRecordPath } from '../../src/domain/candidate/paths.ts';
import { parseSideRecord, sideRecordText } from '../../src/domain/candidate/side-record.ts';
import type { RunId } from '../../src/domain/ids.ts';
import { withSelfDigest } from '../../src/domain/run/self-digest.ts';
import { sha256 } from '../../src/adapters/files/sha256.ts';
import { nextRunId } from '../../src/domain/run/run-id.ts';
import { must, type TestDatabase } from './database.ts';
import { DecidedProject } from './decided-project.ts';
import {
  generateRun,
  skald,
  skaldBinding,
  statue,
  statueBinding,
  testWorker,
  withProcedural,
} from './project.ts';
import type { Saga } from './saga.ts';

export interface FinishedProject {
  readonly rig: DecidedProject;
  /** Approved, promoted, shipped, sealed. */
  readonly sealed: RunId;
  /** With a concept and candidates that nobody decided. */
  readonly open: RunId;
  /** Queued, with a binary file that its recipe names. */
  readonly withInput: RunId;
}

const asset = 'props/statue-founder';

const vendorBytes = (seed: number): Uint8Array => new TextEncoder().encode(`vendor ${seed}`);

/** A vendor's file beside each picture, as a paid backend gives. */
function withRaw(rig: DecidedProject) {
  return withProcedural(rig.project, (real) => ({
    ai: real.ai,
    runner: {
      environment: () => real.runner?.environment() ?? Promise.reject(new Error('no runner')),
      generate: async (request, context) => {
        const answer = await real.runner?.generate(request, context);
        if (answer === undefined) throw new Error('no runner');
        if (!answer.ok) return answer;
        const raw = { bytes: vendorBytes(request.seed), mediaType: 'image/webp' };
        return {
          ok: true,
          value: { ...answer.value, pictures: answer.value.pictures.map((one) => ({ ...one, raw })) },
        };
      },
    },
  }));
}

export async function finishedProject(saga: Saga, database: TestDatabase): Promise<FinishedProject> {
  const rig = await DecidedProject.make(saga, database);
  const project = withRaw(rig);
  const work = async (run: RunId, until: string): Promise<void> => {
    const worker = await testWorker(project, database.worker);
    try {
      for (const { id } of await rig.jobs(run))
        await worker.heard('job-moved', ({ job, state }) => job === `${run}/${id.cell}` && state === until);
    } finally {
      await worker.stop();
    }
  };
  const sealed = await generateRun(project, saga.runs, statue, [statueBinding], [0, 1]);
  await work(sealed, 'AwaitingReview');
  const open = await generateRun(project, saga.runs, skald, [skaldBinding], [0]);
  await work(open, 'AwaitingConceptApproval');
  await rig.approve(open);
  await work(open, 'AwaitingReview');
  await rig.approve(sealed);
  must(await sealRun({ ...project, queue: saga.runs }, sealed));

  const world = composeShipping(project);
  const [first, second] = (await rig.jobs(sealed)).map(({ candidates }) => candidates[0]?.digest ?? '');
  for (const prefix of [first ?? '', second ?? '']) {
    must(await promote(world, { candidate: { by: 'digest', prefix }, assetId: asset }));
    must(await ship(world, { age: null, allowPlaceholders: true, rollback: null }));
  }
  addVendorFile(rig, (await rig.jobs(open))[0]?.candidates[0]?.path ?? '');
  const withInput = await queuedWithInput(rig, sealed);
  // The command line finds the project by its settings.
  const config = join(rig.root, 'art.config.json');
  const settings = JSON.parse(readFileSync(config, 'utf8')) as { [name: string]: unknown };
  writeFileSync(config, `${JSON.stringify({ ...settings, projectId: project.projectId }, null, 2)}\n`);
  return { rig, sealed, open, withInput };
}

/** A candidate with its vendor's file. The last stage of every pipeline hands none on. */
function addVendorFile({ root }: DecidedProject, picture: string): void {
  const sidePath = join(root, sideRecordPath(picture));
  const parsed = parseSideRecord(readFileSync(sidePath, 'utf8'));
  if (!parsed.ok) throw new Error(`no side record of ${picture}`);
  const raw = rawPath(picture, 'bin');
  mkdirSync(dirname(join(root, raw)));
  writeFileSync(join(root, raw), vendorBytes(parsed.value.seed));
  writeFileSync(sidePath, withSelfDigest(sideRecordText({ ...parsed.value, raw }), sha256));
}

/** A run folder whose recipe names a binary file. No recipe of the sample does. */
async function queuedWithInput({ project }: DecidedProject, like: RunId): Promise<RunId> {
  const { record } = must(await project.runs.read(like));
  const bytes = new Uint8Array([137, 80, 0, 255, 3]);
  const digest = project.sha256(bytes);
  const runId = nextRunId(must(await project.runs.list()), project.random(4));
  const files = [...record.files, { path: 'content/reference.bin', digest, size: bytes.length, text: null }];
  const made = { ...record, run_id: runId, files };
  must(
    await project.runs.create(
      { ...made, recipe: { ...made.recipe, is_draft: true } },
      new Map([[digest, bytes]]),
    ),
  );
  return runId;
}

/** The files below a folder of a project, relative to the project, in code-unit order. */
export const filesBelow = (root: string, folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
