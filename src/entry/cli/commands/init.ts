import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { initProject, planProject } from '../../../app/init-project.ts';
import { failure } from '../../../domain/failure.ts';
import { printable } from '../../../domain/source/printable.ts';
import { shellWord } from '../../../domain/source/shell-word.ts';
import type { RunCommand } from '../command-spec.ts';
import { count } from '../../../domain/source/counted.ts';
import { fromHere } from '../from-here.ts';

export const run: RunCommand = async (context, { operands, options }) => {
  const folder = resolve(context.flags.project ?? '.', operands[0] ?? '.');
  if (existsSync(join(folder, 'art.config.json'))) {
    return context.output.failure(failure('project-exists', { folder }));
  }
  const isSample = options['sample'] === true;
  const sample = isSample ? sampleFiles() : new Map<string, Uint8Array>();
  const { composeFiles, filesAt } = await import('../../../compose.ts');
  if (isFile(folder)) {
    const why = 'a file stands there, and it must be a folder';
    return context.output.failure(failure('file-unusable', { path: folder, why }));
  }
  const name = isSample ? 'Skerry' : basename(folder);
  if (options['dryRun'] === true) {
    const there = existsSync(folder) ? filesAt(folder) : null;
    const planned = await planProject(there, { name, sample });
    if (!planned.ok) return context.output.failure(planned.failure);
    context.output.result(
      { project_id: null, folder, sample: isSample, files: planned.value, dry_run: true },
      [
        `Would make the project ${printable(name)} in ${printable(folder)}, of ${count(planned.value.length, 'file')}:`,
        ...planned.value.map((path) => `  ${printable(path)}`),
        'Nothing was written.',
      ],
    );
    return 0;
  }
  const composed = await composeFiles(folder);
  if (!composed.ok) return context.output.failure(composed.failure);
  const { files, random } = composed.value;
  // Before the first file is written: a folder that cannot become a project stays as it is.
  const planned = await planProject(files, { name, sample });
  if (!planned.ok) return context.output.failure(planned.failure);
  const made = await initProject(files, random, { name, sample });
  if (!made.ok) {
    // Another `art init` was quicker.
    const isTaken = made.failure.kind === 'file-differs' && existsSync(join(folder, 'art.config.json'));
    return context.output.failure(isTaken ? failure('project-exists', { folder }) : made.failure);
  }
  context.output.result(
    { project_id: made.value, folder, sample: isSample, files: planned.value, dry_run: false },
    [`Made the project ${printable(name)} in ${printable(folder)}`],
  );
  const where = folder === process.cwd() ? '' : `cd ${shellWord(fromHere(folder))} and `;
  context.output.note(`next: ${where}art up`);
  return 0;
};

function isFile(path: string): boolean {
  try {
    return !statSync(path).isDirectory();
  } catch {
    // Not there, or below a file; making the folder says which.
    return false;
  }
}

/** The sample project that ships with Artkiln. */
function sampleFiles(): ReadonlyMap<string, Uint8Array> {
  // From build/chunks/ in an installation, from src/entry/cli/commands/ in a checkout.
  const here = import.meta.dirname;
  const root = ['../..', '..', '../../../..']
    .map((up) => join(here, up, 'examples', 'skerry'))
    .find((p) => existsSync(p));
  if (root === undefined) throw new Error('the sample project is not part of this installation');
  const files = new Map<string, Uint8Array>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(relative(root, path).split(sep).join('/'), readFileSync(path));
  }
  return files;
}
