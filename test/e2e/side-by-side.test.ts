/** Workers beside each other, and a database that dies under them. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CliRig, jobsOf, statue } from './rig.ts';

let rig: CliRig;
let project: string;
beforeAll(async () => {
  rig = new CliRig();
  project = await rig.sample();
  await rig.data(project, 'db', 'start');
});
afterAll(() => rig.remove());

const generate = (material: string, ...more: readonly string[]) =>
  rig.data(project, 'generate', statue, '--material', material, '--armor', 'plate', '--weapon', 'axe', ...more);
const states = async () => new Set((await jobsOf(rig, project)).map(({ state }) => state));

it('ends --until-idle beside another worker that does the rest', async () => {
  await generate('ice', '--concepts', '4');
  const workers = [1, 2, 3].map(() => rig.art(['worker', '--until-idle', '--json'], { cwd: project }));
  const told = await Promise.all(workers);
  expect(told.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(await states()).toEqual(new Set(['AwaitingReview']));
});

it('brings up the database that was killed', async () => {
  const { pid } = await rig.data<{ pid: number }>(project, 'db', 'status');
  process.kill(pid, 'SIGKILL');
  await generate('bronze');
  await rig.data(project, 'worker', '--until-idle');
  expect(await states()).toEqual(new Set(['AwaitingReview']));
});
