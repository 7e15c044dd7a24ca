/** What was paid for is bought once: called in one stage, decoded in another. */
import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadRecipe } from '../../src/app/load-recipe.ts';
import { outlineRun, planStages, type PlanBasis } from '../../src/app/plan-run.ts';
import type { Project } from '../../src/compose.ts';
import type { Digest } from '../../src/domain/ids.ts';
import type { RunRecord } from '../../src/domain/run/run-record.ts';
import { carryOut, failed, makeRun, outcomesOf, type CarriedOut } from '../rig/cells.ts';
import { DearVendor, dearBinding, dearRecipe, writeDearRecipe, type Dear } from '../rig/dear-backend.ts';
import { must } from '../rig/database.ts';
import { lose } from '../rig/lost-bytes.ts';
import { filesBelow, openProject, removeProject, sampleProject } from '../rig/project.ts';
import { newProjectId } from '../rig/saga.ts';

let root: string;
let project: Project;
let vendor: DearVendor;
beforeEach(async () => {
  root = await sampleProject();
  project = openProject(root, newProjectId());
  vendor = new DearVendor();
  await writeDearRecipe(project);
});
afterEach(() => removeProject(root));

const opened = (change: Dear = {}): Project => vendor.in(openProject(root, project.projectId), change);
const wanted = [{ binding: dearBinding, children: [0] }];
const make = async (
  change: Dear = {},
  basis: Partial<Pick<RunRecord, 'origin' | 'parent' | 'rebuild'>> = {},
): Promise<CarriedOut> => {
  const of = opened(change);
  return must(await carryOut(of, await makeRun(of, dearRecipe, wanted, basis)));
};
async function planned(change: Dear = {}, basis?: PlanBasis): Promise<string[]> {
  const of = opened(change);
  const loaded = must(await loadRecipe(of, dearRecipe));
  const rows = must(await planStages(of, loaded, outlineRun(loaded, wanted, of.sha256), basis));
  return rows.map(({ stage, action, priceMicroUsd }) => `${stage} ${action} ${priceMicroUsd}`);
}
const callOf = ({ manifests }: CarriedOut) => manifests.find(({ stage }) => stage === 'call');

test('a call keeps the vendor’s file, and is decoded from it', async () => {
  const done = await make();
  expect(outcomesOf(done)).toEqual([
    'call executed never-run',
    'decode executed never-run',
    'normalize executed never-run',
  ]);
  const [call, decode] = done.manifests;
  expect(call?.outputs).toMatchObject([{ name: '000.raw', media_type: 'text/plain', pixels: null }]);
  expect(call?.ingredients).toMatchObject({
    stage: 'call',
    params: { request: { description: 'a stone statue' } },
    environment: { api: 'v1', endpoint: '/v1/draw' },
    outputs: ['*.raw'],
  });
  expect(decode?.ingredients).toEqual({
    stage: 'decode',
    version: 1,
    backend: 'dear',
    params: { phase: 'final', kind: 'object.statue' },
    inputs: [{ role: '0.raw', digest: call?.outputs[0]?.bytes }],
    environment: {},
    outputs: ['*.json', '*.png'],
  });
  expect(call?.model).toBe('dear-1');
  // Through the stages that follow, each picture keeps the file that it was decoded from.
  expect(done.raws).toEqual([[call?.outputs[0]?.bytes]]);
  expect(vendor.calls).toBe(1);
});

test('another decoder decodes again, and never calls', async () => {
  const first = await make();
  const mended = { decoderVersion: 2, shade: 200 };
  expect(await planned(mended)).toEqual(['call reuse 0', 'decode execute 0', 'normalize unknown 0']);
  const second = await make(mended);
  expect(outcomesOf(second).slice(0, 2)).toEqual([
    'call reused same-fingerprint',
    'decode executed never-run',
  ]);
  expect(second.pictures).not.toEqual(first.pictures);
  expect(vendor.calls).toBe(1);
});

test('another request, or another place that it goes to, is another call', async () => {
  await make();
  expect(outcomesOf(await make({ endpoint: '/v2/draw' }))[0]).toBe('call executed never-run');
  await writeDearRecipe(project, { description: 'an old {material} statue' });
  expect(outcomesOf(await make())[0]).toBe('call executed never-run');
  expect(vendor.calls).toBe(3);
});

test('nothing is bought again because a cache was deleted: the run that paid for it has it', async () => {
  const first = await make();
  await rm(join(root, '.art/store'), { recursive: true });
  expect((await planned())[0]).toBe('call restore 0');
  const second = await make();
  expect(outcomesOf(second)[0]).toBe('call reused same-fingerprint restored');
  expect(second.pictures).toEqual(first.pictures);
  expect(vendor.calls).toBe(1);
});

test('nothing is bought again because the record of what was bought cannot be read', async () => {
  await make();
  await rm(join(root, '.art/store/actions'), { recursive: true });
  const path = (await filesBelow(root, 'runs')).find((one) => /-call\.[^/]+\/manifest\.json$/.test(one));
  const record = join(root, path ?? '');
  await chmod(record, 0o644);
  await writeFile(record, '{');
  const of = opened();
  const run = await makeRun(of, dearRecipe, wanted);
  expect(failed(await carryOut(of, run))).toMatchObject({ kind: 'run-record-invalid' });
  expect(vendor.calls).toBe(1);
});

test('what was paid for and is nowhere is a failure, and is not bought again', async () => {
  const bought = callOf(await make())?.outputs.map(({ bytes }) => bytes) as Digest[];
  await lose(project, '.art/store', bought);
  await lose(project, 'runs', bought);
  expect(await planned()).toEqual(['call refuse 0', 'decode unknown 0', 'normalize unknown 0']);
  const of = opened();
  const run = await makeRun(of, dearRecipe, wanted);
  expect(failed(await carryOut(of, run))).toMatchObject({
    kind: 'paid-output-lost',
    backend: 'dear',
    digest: bought[0],
  });
  expect(vendor.calls).toBe(1);
});

test('a rebuild keeps what was paid for, and buys again only where that is said', async () => {
  await make();
  expect(await planned({}, { parent: null, rebuild: 'free' })).toEqual([
    'call reuse 0',
    'decode execute 0',
    'normalize unknown 0',
  ]);
  expect(outcomesOf(await make({}, { rebuild: 'free' })).slice(0, 2)).toEqual([
    'call reused same-fingerprint',
    'decode executed forced',
  ]);
  expect(vendor.calls).toBe(1);
  expect((await planned({}, { parent: null, rebuild: 'all' }))[0]).toBe('call execute 40000');
  expect(outcomesOf(await make({}, { rebuild: 'all' }))[0]).toBe('call executed forced');
  expect(vendor.calls).toBe(2);
  // The first success stays the preferred one.
  const after = await make();
  expect(
    new TextDecoder().decode(must(await project.blobs.read(callOf(after)?.outputs[0]?.bytes as Digest))),
  ).toBe('answer 1');
});

test('a call that was paid for is not repeated when its stage was not committed any more', async () => {
  for (const rebuild of ['none', 'all'] as const) {
    vendor.calls = 0;
    const of = opened();
    const run = await makeRun(of, dearRecipe, wanted, { rebuild });
    // Killed between the entry of the cache and the manifest of the stage.
    const broken = { ...of, runs: { ...of.runs, publishStage: () => Promise.reject(new Error('killed')) } };
    await expect(carryOut(broken, run)).rejects.toThrow('killed');
    const done = must(await carryOut(opened(), run));
    expect(outcomesOf(done)[0]).toBe('call executed interrupted');
    expect(vendor.calls).toBe(1);
    await rm(join(root, '.art/store/actions'), { recursive: true });
    await rm(join(root, 'runs', run), { recursive: true });
  }
});
