import { failure } from '../domain/failure.ts';
import {
  ageManifestPath,
  isAgeName,
  parseAgeManifest,
  type AgeManifest,
} from '../domain/manifest/age-manifest.ts';
import { faultText } from '../domain/manifest/shape.ts';
import { unreadable } from '../domain/newer-file.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { ProjectFiles } from '../ports/files.ts';

/** An age manifest as it stands on disk. */
export interface AgeFile {
  readonly age: string;
  readonly version: number;
  readonly path: string;
  readonly text: string;
  readonly manifest: AgeManifest;
}

const versionPattern = /^v([1-9][0-9]{0,5})$/;

/** The highest version of every age, by age name. A version folder without a manifest does not count. */
export async function readAges(files: ProjectFiles): Promise<Result<readonly AgeFile[]>> {
  const names = await files.list('content/ages');
  if (!names.ok) return names;
  const ages: AgeFile[] = [];
  for (const age of names.value.filter(isAgeName)) {
    const versions = await ageVersions(files, age);
    if (!versions.ok) return versions;
    for (const version of versions.value) {
      const file = await readAge(files, age, version);
      if (!file.ok) return file;
      if (file.value === null) continue;
      ages.push(file.value);
      break;
    }
  }
  return ok(ages);
}

/** Versions of an age that have a folder, highest first. */
export async function ageVersions(files: ProjectFiles, age: string): Promise<Result<readonly number[]>> {
  const folders = await files.list(`content/ages/${age}`);
  if (!folders.ok) return folders;
  const versions = folders.value.map((name) => Number(versionPattern.exec(name)?.[1] ?? 0));
  return ok(versions.filter((version) => version > 0).sort((a, b) => b - a));
}

/** One age manifest; `null` when there is none. It must say the age and version that its path says. */
export async function readAge(
  files: ProjectFiles,
  age: string,
  version: number,
): Promise<Result<AgeFile | null>> {
  const path = ageManifestPath(age, version);
  const text = await files.readText(path);
  if (!text.ok) return text;
  if (text.value === null) return ok(null);
  const parsed = parseAgeManifest(text.value);
  const invalid = (faults: readonly string[]): Result<never> =>
    fail(failure('age-manifest-invalid', { path, faults }));
  if (!parsed.ok) {
    const faults = parsed.faults.map(faultText);
    return fail(unreadable(path, text.value, failure('age-manifest-invalid', { path, faults })));
  }
  const manifest = parsed.value;
  if (manifest.age !== age) return invalid([`age must be "${age}", as in its path`]);
  if (manifest.version !== version) return invalid([`version must be ${version}, as in its path`]);
  return ok({ age, version, path, text: text.value, manifest });
}
