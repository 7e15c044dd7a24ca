/** A run that continues another keeps its results where nothing but tool or environment changed. */
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadRecipe } from '../../src/app/load-recipe.ts';
import { outlineRun, planStages, type PlanBasis } from '../../src/app/plan-run.ts';
import type { Project } from '../../src/compose.ts';
import { importFolder } from '../../src/domain/archive/import-marker.ts';
import type { Json } from '../../src/domain/canonical-json.ts';
import type { Digest, RunId } from '../../src/domain/ids.ts';
import { ok } from '../../src/domain/result.ts';
import { withSelfDigest, withoutSelfDigest } from '../../src/domain/run/self-digest.ts';
import type { Rebuild } from '../../src/domain/run/run-record.ts';
import type { FreeBackend } from '../../src/ports/backend.ts';
import { carryOut, failed, makeRun, outcomesOf, type CarriedOut } from '../rig/cells.ts';
import { DearVendor, dearBinding, dearRecipe, writeDearRecipe, type Dear } from '../rig/dear-backend.ts';
import { must } from '../rig/database.ts';
import { lose } from '../rig/lost-bytes.ts';
import {
  openProject,
  removeProject,
  sampleProject,
  statue,
  statueBinding,
  withProcedural,
} from '../rig/project.ts';
import { newProjectId } from '../rig/saga.ts';

let root: string;
let plain: Project;
beforeEach(async () => {
  root = await sampleProject();
  plain = openProject(root, newProjectId());
});
afterEach(() => removeProject(root));

const wanted = [{ binding: statueBinding, children: [0] }];

/** A machine whose pictures hang on what it runs on. */
interface Machine {
  readonly torch?: string;
  readonly version?: number;
}
let drawn = 0;
function machine({ torch = '2.4', version = 2 }: Machine = {}): Project {
  return withProcedural(openProject(root, plain.projectId), (real): Partial<FreeBackend> => ({
    version,
    reproducibility: 'environment',
    runner: {
      environment: () => Promise.resolve(ok({ torch })),
      generate: async (request, context) => {
        drawn += 1;
        const answer = await real.runner?.generate(request, context);
        if (answer?.ok !== true) throw new Error('no picture');
        const [first] = answer.value.pictures;
        if (first === undefined) throw new Error('no picture');
        // Another torch, another pixel.
        const data = first.picture.data.slice();
        data.set([0x1a, 0x1c, 0x2c, 255], torch === '2.4' ? 0 : 4);
        return ok({ ...answer.value, pictures: [{ ...first, picture: { ...first.picture, data } }] });
      },
    },
  }));
}
beforeEach(() => (drawn = 0));

const make = async (
  of: Project,
  parent: RunId | null = null,
  rebuild: Rebuild = 'none',
): Promise<CarriedOut & { run: RunId }> => {
  const origin = parent === null ? 'generate' : 'recover';
  const run = await makeRun(of, statue, wanted, { origin, parent, rebuild });
  return { run, ...must(await carryOut(of, run)) };
};
async function planned(of: Project, basis?: PlanBasis): Promise<string[]> {
  const loaded = must(await loadRecipe(of, statue));
  const rows = must(await planStages(of, loaded, outlineRun(loaded, wanted, of.sha256), basis));
  return rows.map(({ stage, action, reasons }) => [stage, action, ...reasons].join(' '));
}

describe('a run that continues another', () => {
  test('keeps its result where the environment differs, under the ingredients that made it', async () => {
    const first = await make(machine());
    const basis = { parent: first.run, rebuild: 'none' } as const;
    const other = machine({ torch: '2.5', version: 3 });
    // A worker has looked at this machine already.
    await make(machine({ torch: '2.5', version: 3 }));
    await rm(join(root, '.art/store/actions'), { recursive: true });
    drawn = 0;
    expect(await planned(other, basis)).toEqual([
      'final pin environment.torch 2.4 -> 2.5 version of final 2 -> 3',
      'palette reuse same-fingerprint',
      'normalize reuse same-fingerprint',
    ]);
    const second = await make(other, first.run);
    expect(outcomesOf(second)).toEqual([
      'final pinned environment.torch 2.4 -> 2.5 version of final 2 -> 3',
      'palette reused same-fingerprint',
      'normalize reused same-fingerprint',
    ]);
    const [pinned] = second.manifests;
    expect(pinned).toMatchObject({
      fingerprint: first.manifests[0]?.fingerprint,
      ingredients: first.manifests[0]?.ingredients,
      environment: { torch: '2.4' },
      outcome: { from: first.run },
    });
    expect(second.pictures).toEqual(first.pictures);
    expect(drawn).toBe(0);
    // Nothing of it is taken for a result of the new environment.
    const fresh = await make(other);
    expect(outcomesOf(fresh)[0]).toMatch(/^final (executed never-run|reused)/);
    expect(fresh.pictures).not.toEqual(first.pictures);
  });

  test('executes free stages where that was asked for', async () => {
    const first = await make(machine());
    const second = await make(machine({ torch: '2.5' }), first.run, 'free');
    expect(outcomesOf(second)).toEqual([
      'final executed never-run',
      'palette executed never-run',
      'normalize executed never-run',
    ]);
    expect(second.pictures).not.toEqual(first.pictures);
  });

  test('pins nothing where anything else differs', async () => {
    const first = await make(machine());
    await edit((recipe) => ({
      ...recipe,
      locked_fields: { ...recipe.locked_fields, seed_production: 1067 },
    }));
    const second = await make(machine({ torch: '2.5' }), first.run);
    expect(outcomesOf(second)[0]).toBe('final executed never-run');
  });

  test('finds the same stage where another was put before it', async () => {
    const first = await make(machine());
    await edit((recipe) => ({
      ...recipe,
      locked_fields: {
        ...recipe.locked_fields,
        postprocess: [{ stage: 'palette', dither: 'bayer' }, { stage: 'palette' }],
      },
    }));
    const second = await make(machine({ torch: '2.5' }), first.run);
    expect(outcomesOf(second)[0]).toMatch(/^final pinned/);
    expect(outcomesOf(second)[1]).toBe('palette executed never-run');
  });

  test('takes over what is equal from its parent alone, with no cache at all', async () => {
    const first = await make(machine());
    await rm(join(root, '.art/store'), { recursive: true });
    const second = await make(machine(), first.run);
    expect(outcomesOf(second)).toEqual([
      'final reused same-fingerprint restored',
      'palette reused same-fingerprint restored',
      // The bytes that the palette stage gave.
      'normalize reused same-fingerprint',
    ]);
    expect(drawn).toBe(1);
  });

  test('keeps nothing of a run that was brought in from elsewhere, until its results are trusted', async () => {
    const of = machine();
    const first = await makeRun(of, statue, wanted);
    must(await carryOut(of, first));
    await mkdir(join(root, importFolder(first)), { recursive: true });
    const trusted = await make(machine({ torch: '2.5' }), first);
    expect(outcomesOf(trusted)[0]).toMatch(/^final pinned/);
    await rm(join(root, '.art/store/actions'), { recursive: true });
    const untrusted = await make(machine({ torch: '2.6' }), first);
    expect(outcomesOf(untrusted)[0]).toBe('final executed never-run');
  });

  test('makes anew what its parent has lost everywhere', async () => {
    const first = await make(machine());
    const lost = first.manifests[0]?.outputs.map(({ bytes }) => bytes) as Digest[];
    await lose(plain, '.art/store', lost);
    await lose(plain, 'runs', lost);
    const second = await make(machine({ torch: '2.5' }), first.run);
    expect(outcomesOf(second)[0]).toBe('final executed output-missing');
  });
});

test('a run that continues one of another project keeps nothing of it until its results are trusted', async () => {
  const theirs = await make(openProject(root, newProjectId()));
  await rm(join(root, '.art/store/actions'), { recursive: true });
  expect(outcomesOf(await make(plain, theirs.run))[0]).toBe('final executed never-run');
});

describe('the record of a stage that another run continues', () => {
  /** Rewrites the record of the first stage, as a stranger would: with the digest that it then has. */
  async function forge(run: RunId, change: (text: string) => string, digest = plain.sha256): Promise<string> {
    const [folder] = must(await plain.runs.stageFolders(run));
    const path = `runs/${run}/stages/${folder}/manifest.json`;
    const text = withoutSelfDigest(await readFile(join(root, path), 'utf8'));
    const forged = change(text);
    expect(forged).not.toBe(text);
    await chmod(join(root, path), 0o644);
    await writeFile(join(root, path), withSelfDigest(forged, digest));
    return path;
  }
  async function continued(change: (text: string) => string, digest = plain.sha256) {
    const first = await make(plain);
    const path = await forge(first.run, change, digest);
    const second = await makeRun(plain, statue, wanted, { origin: 'recover', parent: first.run });
    return { path, failure: failed(await carryOut(plain, second)) };
  }
  const other = 'ab'.repeat(32) as Digest;

  test('is refused where its ingredients do not give its fingerprint', async () => {
    const { path, failure } = await continued((text) =>
      text.replace(/"fingerprint": "[0-9a-f]{64}"/, `"fingerprint": "${other}"`),
    );
    expect(failure).toMatchObject({ kind: 'run-record-invalid', path });
  });

  test('is refused where it does not have its own digest', async () => {
    const { path, failure } = await continued(
      (text) => text.replace(/"width": \d+/, '"width": 1'),
      () => other,
    );
    expect(failure).toMatchObject({ kind: 'run-record-invalid', path });
  });

  test('is refused where it is of another run', async () => {
    const { path, failure } = await continued((text) =>
      text.replace(/"run_id": "[^"]+"/, '"run_id": "run_0077_aaaa"'),
    );
    expect(failure).toMatchObject({ kind: 'run-record-invalid', path });
  });

  test('has nothing made of its picture, and cached as if of another, where it lies of what that shows', async () => {
    const { failure } = await continued((text) =>
      text.replace(/"pixels": "[0-9a-f]{64}"/, `"pixels": "${other}"`),
    );
    expect(failure).toMatchObject({ kind: 'stage-failed', stage: 'palette' });
  });
});

describe('a rebuild', () => {
  test('executes every free stage though its result is there, and later runs take the first result', async () => {
    const first = await make(machine());
    expect(await planned(machine(), { parent: null, rebuild: 'free' })).toEqual([
      'final execute forced',
      'palette unknown',
      'normalize unknown',
    ]);
    const forced = await make(machine(), null, 'free');
    expect(outcomesOf(forced)).toEqual([
      'final executed forced',
      'palette executed forced',
      'normalize executed forced',
    ]);
    expect(drawn).toBe(2);
    expect((await make(machine())).manifests.map(({ outcome }) => outcome.from)).toEqual(
      Array(3).fill(first.run),
    );
  });
});

describe('a continued run of a paid backend', () => {
  test('buys again only where that was allowed', async () => {
    await writeDearRecipe(plain);
    const vendor = new DearVendor();
    const cells = [{ binding: dearBinding, children: [0] }];
    const run = async (change: Dear, parent: RunId | null, rebuild: Rebuild) => {
      const of = vendor.in(openProject(root, plain.projectId), change);
      const origin = parent === null ? 'generate' : 'recover';
      const made = await makeRun(of, dearRecipe, cells, { origin, parent, rebuild });
      return { made, ...must(await carryOut(of, made)) };
    };
    const first = await run({}, null, 'none');
    const moved = { endpoint: '/v2/draw', version: 2 };
    for (const rebuild of ['none', 'free'] as const) {
      expect(outcomesOf(await run(moved, first.made, rebuild))[0]).toBe(
        'call pinned environment.endpoint /v1/draw -> /v2/draw version of call 1 -> 2',
      );
    }
    expect(vendor.calls).toBe(1);
    expect(outcomesOf(await run(moved, first.made, 'all'))[0]).toBe('call executed never-run');
    expect(vendor.calls).toBe(2);
  });
});

describe('what a backend runs on', () => {
  const path = '.art/env/procedural.json';
  const published = async () =>
    JSON.parse(await readFile(join(root, path), 'utf8')) as { [name: string]: Json };

  test('is published by who executes, when it differs, and read by plans', async () => {
    expect(await planned(machine())).toEqual(['final unknown', 'palette unknown', 'normalize unknown']);
    await make(machine());
    const first = await published();
    expect(first).toMatchObject({ schema_version: 1, backend: 'procedural', environment: { torch: '2.4' } });
    expect(await planned(machine({ torch: 'never asked' }))).toEqual(
      ['final', 'palette', 'normalize'].map((stage) => `${stage} reuse same-fingerprint`),
    );
    await make(machine());
    expect(await published()).toEqual(first);
    await make(machine({ torch: '2.5' }));
    expect(await published()).toMatchObject({ environment: { torch: '2.5' } });
  });

  test('may be deleted or damaged: then plans do not know, and nothing else is lost', async () => {
    await make(machine());
    for (const text of ['', '{', '[]', '{"schema_version":0}', '{"schema_version":1,"backend":"other"}']) {
      must(await plain.files.replace(path, text));
      expect((await planned(machine()))[0]).toBe('final unknown');
    }
    expect(outcomesOf(await make(machine()))[0]).toBe('final reused same-fingerprint');
    expect((await planned(machine()))[0]).toBe('final reuse same-fingerprint');
  });

  test('is asked directly, and never published, where results hang on nothing', async () => {
    const run = await makeRun(plain, statue, wanted);
    must(await carryOut(plain, run));
    expect(await plain.files.exists(path)).toBe(false);
    expect((await planned(plain))[0]).toBe('final reuse same-fingerprint');
  });
});

/** Edits the statue, as a draft may be. */
async function edit(
  change: (recipe: { locked_fields: Record<string, unknown> }) => Record<string, unknown>,
): Promise<void> {
  const at = `content/recipes/${statue}.json`;
  const recipe = JSON.parse(must(await plain.files.readText(at)) ?? '') as {
    locked_fields: Record<string, unknown>;
  };
  await rm(join(root, `content/recipes/lock/${statue}.json`), { force: true });
  must(await plain.files.replace(at, JSON.stringify(change(recipe))));
}
