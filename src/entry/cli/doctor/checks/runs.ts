import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { lookInside } from '../../../../compose-doctor.ts';
import { tell } from '../../../../domain/failure.ts';
import { isRunId } from '../../../../domain/ids.ts';
import { count } from '../../../../domain/source/counted.ts';
import { fault, findingOf, fine, some, warning, type Check, type Finding } from '../finding.ts';

export const runsCheck: Check = {
  name: 'runs',
  about: 'runs that are damaged, half made, or not in the database',
  needs: 'project',
  async look({ root, project, sound }) {
    const listed = await project.runs.list();
    if (!listed.ok) return [findingOf(listed.failure)];
    const runs = listed.value;
    const found: Finding[] = [];
    const damaged: string[] = [];
    let why = '';
    for (const run of runs) {
      const read = await project.runs.read(run);
      if (read.ok) continue;
      damaged.push(run);
      why ||= tell(read.failure).message;
    }
    const names = await readdir(join(root, 'runs')).catch(() => []);
    const empty = names.filter((name) => isRunId(name) && !runs.includes(name));
    if (empty.length > 0) {
      const what = `Run folders without a run.json: ${some(empty)}.`;
      found.push(
        warning('run-without-record', what, 'Put run.json back from version control, or remove the folders.'),
      );
    }
    const inside = await lookInside(sound, sound.projectId);
    const known = inside.ok ? (inside.value?.runs ?? null) : null;
    const incomplete =
      known === null ? [] : runs.filter((run) => !known.includes(run) && !damaged.includes(run));
    if (incomplete.length > 0) {
      const what = `Runs without jobs in the database, as after a clone: ${some(incomplete)}.`;
      found.push(warning('run-incomplete', what, 'art db rebuild'));
    }
    if (damaged.length > 0) {
      const what = `Damaged runs: ${some(damaged)}. ${why}`;
      found.push(fault('run-damaged', what, 'Put their run.json back from version control.'));
    }
    if (found.length > 0) return found;
    const rows = known === null ? '; the database was not asked' : ', all with their jobs';
    return [fine('runs-whole', `${count(runs.length, 'run')}${rows}.`)];
  },
};
