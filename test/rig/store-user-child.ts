// A process that makes runs of the same few pictures over and over, while another one sweeps the store.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Digest, ProjectId } from '../../src/domain/ids.ts';
import { carryOut, makeRun } from './cells.ts';
import { openProject, statue, statueBinding } from './project.ts';

export interface UserOrder {
  readonly root: string;
  readonly projectId: ProjectId;
  readonly rounds: number;
  /** False: as if nobody had thought of the sweep. */
  readonly isCareful: boolean;
}

export interface UserReport {
  readonly rounds: number;
  readonly reused: number;
  readonly executed: number;
  readonly faults: readonly string[];
}

const order = JSON.parse(process.argv[2] ?? '') as UserOrder;
const project = openProject(order.root, order.projectId);
const first = new Map<number, readonly Digest[]>();
const faults: string[] = [];
let [reused, executed] = [0, 0];
for (let round = 0; round < order.rounds; round += 1) {
  const child = round % 2;
  const run = await makeRun(project, statue, [{ binding: statueBinding, children: [child] }]);
  const act = () => carryOut(project, run);
  const made = await (order.isCareful ? project.blobs.use(act) : act());
  if (!made.ok) {
    faults.push(`${round}: ${JSON.stringify(made.failure)}`);
    continue;
  }
  for (const { outcome } of made.value.manifests) {
    if (outcome.kind === 'executed') executed += 1;
    else reused += 1;
  }
  const pictures = made.value.pictures.flat();
  if (!first.has(child)) first.set(child, pictures);
  if (String(first.get(child)) !== String(pictures)) faults.push(`${round}: other bytes`);
  // The run is open: what it speaks of stays, whoever sweeps.
  for (const { outputs } of made.value.manifests)
    for (const { bytes } of outputs) {
      const read = await project.blobs.read(bytes);
      if (!read.ok) faults.push(`${round}: ${read.failure.kind} after its manifest`);
    }
  // Then nothing holds it any more, and nothing has a copy.
  await rm(join(order.root, 'runs', run), { recursive: true });
}
const report: UserReport = { rounds: order.rounds, reused, executed, faults };
process.stdout.write(`${JSON.stringify(report)}\n`);
