import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { workerQueue } from '../../src/adapters/postgres/worker-queue.ts';
import { generate } from '../../src/app/generate.ts';
import { loadRecipe } from '../../src/app/load-recipe.ts';
import { outlineRun } from '../../src/app/plan-run.ts';
import { startWorker, type RunningWorker } from '../../src/app/work.ts';
import { composeProject, type Project } from '../../src/compose.ts';
import type { ProjectId, RunId } from '../../src/domain/ids.ts';
import type { StageManifest } from '../../src/domain/run/stage-manifest.ts';
import type { LeverBinding } from '../../src/domain/recipe/recipe.ts';
import type { DatabaseAddress } from '../../src/adapters/postgres/connect.ts';
import type { FreeBackend } from '../../src/ports/backend.ts';
import type { LogFields } from '../../src/ports/log.ts';
import type { RunQueue } from '../../src/ports/run-queue.ts';
import type { WorkerQueue } from '../../src/ports/worker-queue.ts';
import { must } from './database.ts';

export const statue = 'iron.object.statue.v1';
/** Gated, with a concept that this machine can draw itself. */
export const skald = 'iron.character.skald.v1';
export const skaldBinding = { hair: 'long', hair_color: 'red', armor: 'leather', weapon: 'axe' };
export const statueBinding = { material: 'stone', armor: 'plate', weapon: 'axe' };

/** A copy of the sample project in a folder of its own. */
export async function sampleProject(): Promise<string> {
  const root = realpathSync(await mkdtemp(join(tmpdir(), 'art-project-')));
  const sample = resolve(import.meta.dirname, '../../examples/skerry');
  await cp(sample, root, {
    recursive: true,
    filter: (path) => !path.slice(sample.length).startsWith('/.art'),
  });
  return root;
}

export const removeProject = (root: string): Promise<void> =>
  rm(root, { recursive: true, force: true, maxRetries: 5 });

export const openProject = (root: string, projectId: ProjectId): Project =>
  composeProject({ root, projectId, gatedKinds: [] });

/** The same project with another procedural backend. */
export function withProcedural(
  project: Project,
  change: (backend: FreeBackend) => Partial<FreeBackend>,
): Project {
  const real = project.registry.backends.get('procedural');
  if (real === undefined || real.isPaid) throw new Error('no procedural backend');
  const backends = new Map(project.registry.backends);
  backends.set('procedural', { ...real, ...change(real) });
  return { ...project, registry: { ...project.registry, backends } };
}

/** A door in the middle of the backend's work: reports who comes, and lets through when it is opened. */
export class Door {
  entered = 0;
  #open: () => void = () => undefined;
  #arrived: () => void = () => undefined;
  #opened = new Promise<void>((settle) => (this.#open = settle));
  readonly someoneCame = new Promise<void>((settle) => (this.#arrived = settle));

  open(): void {
    this.#open();
  }

  /** The project with this door before its procedural pictures. */
  before(project: Project): Project {
    return withProcedural(project, (real) => ({
      runner: {
        environment: () => real.runner?.environment() ?? Promise.reject(new Error('no runner')),
        generate: async (request, context) => {
          this.entered += 1;
          this.#arrived();
          await this.#opened;
          if (real.runner === undefined) throw new Error('no runner');
          return real.runner.generate(request, context);
        },
      },
    }));
  }
}

export interface Told {
  readonly event: string;
  readonly fields: LogFields;
}

export interface TestWorker {
  readonly running: RunningWorker;
  readonly told: readonly Told[];
  /** The next line of that event, told already or to come. */
  heard(event: string, fits?: (fields: LogFields) => boolean): Promise<Told>;
  stop(): Promise<void>;
}

/** A worker in this process, with the worker's own login. */
export async function testWorker(
  project: Project,
  database: DatabaseAddress,
  options: { workerId?: string; leaseMs?: number; queue?: (queue: WorkerQueue) => WorkerQueue } = {},
): Promise<TestWorker> {
  const pool = new pg.Pool({ ...database, max: 6, application_name: 'test worker' });
  pool.on('error', () => undefined);
  const told: Told[] = [];
  const waiting = new Set<() => void>();
  const hear = (event: string, fields: LogFields = {}): void => {
    told.push({ event, fields });
    for (const look of waiting) look();
  };
  const queue = workerQueue(pool, database, project.projectId);
  const leaseMs = options.leaseMs ?? 60_000;
  const running = must(
    await startWorker(
      {
        ...project,
        queue: options.queue?.(queue) ?? queue,
        log: { info: hear, warn: hear, error: hear },
        jitterMs: () => 0,
      },
      {
        worker: { workerId: options.workerId ?? 'w', host: 'test', pid: process.pid, version: '0' },
        slots: new Map([
          ['local', 2],
          ['procedural', 1],
          ['dear', 1],
        ]),
        times: { leaseMs, deadlineMs: 600_000 },
        renewEveryMs: leaseMs / 3,
        // So long that whatever works only by polling fails its test.
        pollEveryMs: 600_000,
        maxAttempts: 3,
        giveUpAfterMs: null,
      },
    ),
  );
  return {
    running,
    told,
    heard: (event, fits = () => true) =>
      new Promise((settle) => {
        const look = (): void => {
          const found = told.find((one) => one.event === event && fits(one.fields));
          if (found === undefined) return;
          waiting.delete(look);
          settle(found);
        };
        waiting.add(look);
        look();
      }),
    async stop() {
      await running.stop();
      await pool.end();
    },
  };
}

/** Queues a run as `art generate` does. */
export async function generateRun(
  project: Project,
  queue: RunQueue,
  recipeId: string,
  bindings: readonly LeverBinding[],
  children: readonly number[] = [0],
  asksAgain = false,
): Promise<RunId> {
  const loaded = must(await loadRecipe(project, recipeId));
  const outline = outlineRun(
    loaded,
    bindings.map((binding) => ({ binding, children })),
    project.sha256,
  );
  const made = await generate(
    { ...project, queue },
    {
      projectId: project.projectId,
      loaded,
      outline,
      actor: 'tester',
      toolVersion: '0',
      maxMicroUsd: null,
      asksAgain,
      rebuild: 'none',
      origin: 'generate',
      parent: null,
      ui: {},
    },
  );
  return must(made).runId;
}

/** Every committed stage manifest of a run. */
export async function stageManifests(project: Project, runId: RunId): Promise<StageManifest[]> {
  const folders = must(await project.runs.stageFolders(runId));
  const read = await Promise.all(
    folders.map(async (folder) => must(await project.runs.readStage(runId, folder))),
  );
  return read.filter((m) => m !== null);
}

/** Plain files below a folder of a project, relative to the project. */
export async function filesBelow(root: string, folder: string): Promise<string[]> {
  const all = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => []);
  return all
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}
