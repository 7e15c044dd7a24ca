import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSideRecord } from '../../src/domain/candidate/side-record.ts';
import type { Project } from '../../src/compose.ts';
import { parseRunRecord } from '../../src/domain/run/parse-run-record.ts';
import { parseActionResult, parseStageManifest } from '../../src/domain/run/parse-stage-manifest.ts';
import { must } from './database.ts';

/**
 * Files under their final names that are not whole; none, whatever was killed. Temporary names do not count. What was
 * whole at an earlier look and has not changed since is in `seen`, and not read again.
 */
export async function halfFiles(project: Project, seen = new Map<string, number>()): Promise<string[]> {
  const { root } = project.files;
  const all = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = all
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !path.split('/').some((part) => part.startsWith('.tmp-')));
  const known = new Set(paths);
  const half: string[] = [];
  for (const path of paths) {
    const { ctimeMs } = await stat(join(root, path));
    if (seen.get(path) === ctimeMs) continue;
    seen.set(path, ctimeMs);
    const bytes = must(await project.files.read(path)) ?? new Uint8Array();
    if (!isWhole(project, path, bytes, known)) half.push(path);
  }
  return half;
}

function isWhole({ sha256 }: Project, path: string, bytes: Uint8Array, known: ReadonlySet<string>): boolean {
  const name = path.split('/').at(-1) ?? '';
  const text = (): string => new TextDecoder().decode(bytes);
  if (path.startsWith('.art/store/cas/')) return sha256(bytes) === name;
  if (path.startsWith('.art/store/actions/'))
    return parseActionResult(text(), path.split('/').at(-2) ?? '') !== null;
  if (name === 'run.json') return typeof parseRunRecord(text()) === 'object';
  if (/^runs\/.*\/manifest\.json$/.test(path)) {
    const outputs = parseStageManifest(text())?.outputs;
    return (
      outputs?.every((output) => known.has(path.replace('manifest.json', `out/${output.name}`))) === true
    );
  }
  if (/^runs\/.*\/out\//.test(path)) return known.has(path.replace(/out\/[^/]*$/, 'manifest.json'));
  if (path.startsWith('art_pool/') && name.endsWith('.json')) {
    const side = parseSideRecord(text());
    return side.ok && known.has(path.replace(/json$/, 'png'));
  }
  if (path.startsWith('content/recipes/lock/') || path.startsWith('.art/env/')) return isJson(text());
  return true;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
