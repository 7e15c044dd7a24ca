// One process that does one thing of the saga and is killed in the middle of it.
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { DatabaseAddress } from '../../src/adapters/postgres/connect.ts';
import { runQueue } from '../../src/adapters/postgres/run-queue.ts';
import { asFingerprint, type ProjectId, type RunId } from '../../src/domain/ids.ts';
import type { Project } from '../../src/compose.ts';
import { ok } from '../../src/domain/result.ts';
import { DearVendor, dearBinding } from './dear-backend.ts';
import { must } from './database.ts';
import { countPoints, point, points } from './kill-at.ts';
import { generateRun, openProject, testWorker } from './project.ts';

export interface KilledOrder {
  readonly task: 'ingest' | 'generate' | 'work';
  readonly root: string;
  readonly projectId: ProjectId;
  readonly owner: DatabaseAddress;
  readonly worker: DatabaseAddress;
  readonly recipe: string;
  readonly killAt: number;
}

/** One line for each call that was paid for: its seed. */
export const callsFile = (root: string): string => join(root, 'calls.log');

/** A vendor that keeps its own books, whatever becomes of its customers. */
export function bookkeeping(project: Project): Project {
  const vendor = new DearVendor();
  const backend = vendor.backend();
  if (backend.runner === undefined) throw new Error('no runner');
  const runner = {
    ...backend.runner,
    call: (request: { readonly seed: number }) => {
      appendFileSync(callsFile(project.files.root), `${request.seed}\n`);
      const number = readFileSync(callsFile(project.files.root), 'utf8').split('\n').length;
      const bytes = new TextEncoder().encode(`answer ${number}`);
      return Promise.resolve(ok({ files: [{ bytes, mediaType: 'text/plain' }], model: 'dear-1' }));
    },
  };
  const backends = new Map(project.registry.backends).set('dear', { ...backend, runner });
  return { ...project, registry: { ...project.registry, backends } };
}

/** Bytes that `ingest` stores: so many that half of them is no small thing. */
export const ingested = (round: number): Uint8Array =>
  Uint8Array.from({ length: 100_000 }, (_, i) => (i * round) & 255);

async function ingest({ root, killAt }: KilledOrder, project: Project): Promise<void> {
  countPoints(killAt);
  const bytes = ingested(killAt);
  const digest = must(await project.blobs.put(bytes));
  must(
    await project.cache.record({
      schema_version: 1,
      fingerprint: asFingerprint(project.sha256(`${root} ${killAt}`)),
      run_id: 'run_0001_abcd' as RunId,
      outputs: [
        {
          name: '000.raw',
          bytes: digest,
          pixels: null,
          size: bytes.length,
          media_type: 'text/plain',
          width: null,
          height: null,
        },
      ],
      model: null,
      reproducibility: 'vendor',
      created_at: '2025-06-01T10:00:00.000Z',
    }),
  );
}

async function generate(order: KilledOrder, project: Project): Promise<void> {
  const pool = new pg.Pool({ ...order.owner, max: 2 });
  const queue = runQueue(pool, order.owner, order.projectId);
  countPoints(order.killAt);
  const counted: typeof queue = {
    ...queue,
    queueRun: async (...given) => {
      await point();
      const queued = await queue.queueRun(...given);
      await point();
      return queued;
    },
  };
  await generateRun(project, counted, order.recipe, [dearBinding], [0, 1]);
  await pool.end();
}

async function work(order: KilledOrder, project: Project): Promise<void> {
  countPoints(order.killAt);
  const worker = await testWorker(project, order.worker, {
    workerId: `child ${order.killAt}`,
    // What a killed one holds stays its own until the test says otherwise.
    leaseMs: 1_800_000,
    queue: (queue) => ({
      ...queue,
      finalStored: async (...given) => {
        await point();
        const stored = await queue.finalStored(...given);
        await point();
        return stored;
      },
      enterReviewGate: async (...given) => {
        await point();
        const stored = await queue.enterReviewGate(...given);
        await point();
        return stored;
      },
    }),
  });
  const told = await Promise.race([worker.heard('job-moved'), worker.heard('job-set-back')]);
  if (told.event === 'job-set-back') throw new Error(JSON.stringify(told.fields));
  await worker.stop();
}

if (process.argv[2] !== undefined && process.argv[2].startsWith('{')) {
  const order = JSON.parse(process.argv[2]) as KilledOrder;
  const project = bookkeeping(openProject(order.root, order.projectId));
  await { ingest, generate, work }[order.task](order, project);
  process.stdout.write(`done ${points()}\n`);
}
