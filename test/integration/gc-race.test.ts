/** Sweeping beside those who use the store: nobody loses anything of it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { projectFolders } from '../../src/adapters/files/project-folders.ts';
import { storeSweep } from '../../src/adapters/files/store-sweep.ts';
import { collectGarbage, planGarbage, type GarbageDeps } from '../../src/app/collect-garbage.ts';
import type { Project } from '../../src/compose.ts';
import { openProject, removeProject, sampleProject } from '../rig/project.ts';
import { newProjectId } from '../rig/saga.ts';
import type { UserOrder, UserReport } from '../rig/store-user-child.ts';

const projectId = newProjectId();
/** No age protects anything: only the protocol does. */
const rules = { graceMs: 0, retentionMs: 0 };
let root: string;
let project: Project;
beforeEach(async () => {
  root = await sampleProject();
  project = openProject(root, projectId);
});
afterEach(() => removeProject(root));

const deps = (): GarbageDeps => ({
  ...project,
  folders: projectFolders(root),
  sweep: storeSweep(root),
});

function user(rounds: number, isCareful: boolean): Promise<UserReport> {
  const order: UserOrder = { root, projectId, rounds, isCareful };
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', resolve(import.meta.dirname, '../rig/store-user-child.ts'), JSON.stringify(order)],
    { stdio: ['ignore', 'pipe', 'inherit'], cwd: resolve(import.meta.dirname, '../..') },
  );
  const ended = once(child, 'close');
  return text(child.stdout).then(async (said) => {
    await ended;
    return JSON.parse(said) as UserReport;
  });
}

test('gc without any grace, in a loop beside two processes that reuse and store the same bytes, loses nothing', async () => {
  let isOver = false;
  const users = Promise.all([user(60, true), user(60, true)]).finally(() => (isOver = true));
  let [sweeps, deleted, broughtBack] = [0, 0, 0];
  while (!isOver) {
    const plan = await planGarbage(deps(), rules);
    // A run folder that goes while it is read stops a sweep, and harms nobody.
    if (!plan.ok) continue;
    const done = await collectGarbage(deps(), rules, plan.value);
    if (!done.ok) continue;
    sweeps += 1;
    deleted += done.value.blobs;
    broughtBack += done.value.broughtBack;
  }
  for (const report of await users) expect(report.faults).toEqual([]);
  // Else nothing was tried.
  expect(sweeps).toBeGreaterThan(5);
  expect(deleted).toBeGreaterThan(0);
});
