import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { initProject } from '../../../app/init-project.ts';
import { failure } from '../../../domain/failure.ts';
import { printable } from '../../../domain/source/printable.ts';
import type { RunCommand } from '../command-spec.ts';

export const run: RunCommand = async (context, { operands, options }) => {
  const folder = resolve(context.flags.project ?? '.', operands[0] ?? '.');
  if (existsSync(join(folder, 'art.config.json'))) {
    return context.output.failure(failure('project-exists', { folder }));
  }
  const isSample = options['sample'] === true;
  const sample = isSample ? sampleFiles() : new Map<string, Uint8Array>();
  const { composeFiles } = await import('../../../compose.ts');
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'it cannot be made';
    return context.output.failure(failure('file-unusable', { path: folder, why }, error));
  }
  const { files, random } = composeFiles(folder);
  const name = isSample ? 'Skerry' : basename(folder);
  const made = await initProject(files, random, { name, sample });
  if (!made.ok) return context.output.failure(made.failure);
  context.output.result({ project_id: made.value, folder, sample: isSample }, [
    `Made the project ${printable(name)} in ${printable(folder)}`,
  ]);
  const where =
    folder === process.cwd() ? '' : `cd ${printable(relative(process.cwd(), folder) || folder)} and `;
  context.output.note(`next: ${where}art up`);
  return 0;
};

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
