/** `art doctor` at a project, with proof that it only looked. */
import { expect } from 'vitest';
import { snapshot, type ArtOptions, type CliRig } from './rig.ts';

export interface Finding {
  readonly check: string;
  readonly id: string;
  readonly severity: 'ok' | 'warn' | 'error';
  readonly message: string;
  readonly fix: string | null;
}
export interface Report {
  readonly code: number | null;
  readonly findings: readonly Finding[];
  readonly skipped: readonly string[];
  /** Ids of what is not well. */
  readonly ill: readonly string[];
}

/** Looks at a folder, and makes sure that looking changed nothing. */
export async function doctor(
  rig: CliRig,
  folder: string,
  args: readonly string[] = [],
  options: ArtOptions = {},
): Promise<Report> {
  const before = snapshot(rig.folder);
  const told = await rig.art(['doctor', ...args, '--json'], { cwd: folder, ...options });
  expect(snapshot(rig.folder)).toEqual(before);
  const data = told.records.at(-1)?.data as unknown as Pick<Report, 'findings' | 'skipped'> | undefined;
  if (data === undefined) throw new Error(`exit ${told.code}\n${told.stdout}\n${told.stderr}`);
  for (const { severity, fix } of data.findings) expect(fix === null).toBe(severity === 'ok');
  return { ...data, code: told.code, ill: data.findings.filter((f) => f.severity !== 'ok').map((f) => f.id) };
}

/** One check of a project that has one thing wrong with it. */
export async function only(
  rig: CliRig,
  check: string,
  folder: string,
  options: ArtOptions = {},
): Promise<Finding & { code: number | null }> {
  const { findings, code } = await doctor(rig, folder, ['--only', check], options);
  const found = findings.find(({ severity }) => severity !== 'ok') ?? findings[0];
  if (found === undefined) throw new Error(`${check} found nothing`);
  return { ...found, code };
}
