import { found, type ArchiveFault, type FoundFault } from '../domain/archive/fault.ts';
import { archiveIndexName, parseArchiveIndex } from '../domain/archive/index-file.ts';
import { archiveLimits } from '../domain/archive/limits.ts';
import { memberOf, type Member } from '../domain/archive/member.ts';
import { failure, type FailureOf } from '../domain/failure.ts';
import type { RunId } from '../domain/ids.ts';
import { faultText } from '../domain/manifest/shape.ts';
import { newerFile } from '../domain/newer-file.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { OpenArchive } from '../ports/run-archives.ts';
import { checkRunRecords } from './check-archive-run.ts';
import type { CheckArchiveDeps, CheckedArchive, CheckedMember, Checking } from './checked-archive.ts';

const refusal = (archive: OpenArchive, of: FoundFault): FailureOf<'archive-refused'> =>
  failure('archive-refused', { archive: archive.path, ...of });

/**
 * Checks an archive whole, and writes nothing: the index, each file against it, each record by its own rules and
 * against the others, each picture by what it shows. One file is in memory at a time, and the records of the run.
 */
export async function checkArchive(
  deps: CheckArchiveDeps,
  archive: OpenArchive,
): Promise<Result<CheckedArchive>> {
  const refuse = (fault: ArchiveFault, entry: string | null, detail: string | null = null): Result<never> =>
    fail(refusal(archive, found(fault, entry, detail)));
  const [first, ...rest] = archive.entries;
  if (first?.path !== archiveIndexName) return refuse('missing', archiveIndexName);
  const text = await readText(archive, first);
  if (!text.ok) return text;
  if (newerFile(archiveIndexName, text.value) !== null) return refuse('newer-version', archiveIndexName);
  const parsed = parseArchiveIndex(text.value);
  if (!parsed.ok)
    return refuse('record-invalid', archiveIndexName, parsed.faults.slice(0, 3).map(faultText).join('; '));
  const index = parsed.value;
  if (archive.folder !== index.run_id) return refuse('other-run', archive.folder);

  const listed = new Map(index.files.map((file) => [file.path, file]));
  for (const { path, size } of rest) {
    const file = listed.get(path);
    if (file === undefined)
      return refuse(memberOf(path, index.run_id) === null ? 'unknown' : 'unlisted', path);
    if (file.size !== size) return refuse('size-differs', path);
  }
  const there = new Set(rest.map(({ path }) => path));
  for (const { path } of index.files) if (!there.has(path)) return refuse('missing', path);
  if (rest.some(({ path }, i) => path !== index.files[i]?.path)) return refuse('not-canonical', null);

  const members = await readMembers({ deps, archive, index, refuse });
  if (!members.ok) return members;
  const checked = await checkRunRecords({ deps, archive, index, members: members.value, refuse });
  return checked.ok ? ok({ index, indexText: text.value, ...checked.value }) : checked;
}

/** Reads every file once: what it is, and that its bytes are those of the index. */
async function readMembers({
  deps,
  archive,
  index,
  refuse,
}: Omit<Checking, 'members'>): Promise<Result<ReadonlyMap<string, CheckedMember>>> {
  const members = new Map<string, CheckedMember>();
  let records = 0;
  for (const file of index.files) {
    const member = memberOf(file.path, index.run_id as RunId);
    if (member === null) return refuse('unknown', file.path);
    if (isRecord(member)) records += file.size;
    if (isRecord(member) && (file.size > archiveLimits.recordBytes || records > archiveLimits.recordsBytes))
      return refuse('too-large', file.path);
    const bytes = await archive.read(file.path);
    if (!bytes.ok) return bytes;
    if (deps.sha256(bytes.value) !== file.bytes) return refuse('digest-differs', file.path);
    let text: string | null = null;
    if (isRecord(member)) {
      text = utf8(bytes.value);
      if (text === null) return refuse('record-invalid', file.path, 'it is not UTF-8 text');
      if (newerFile(file.path, text) !== null) return refuse('newer-version', file.path);
    }
    members.set(file.path, { file, member, text });
  }
  return ok(members);
}

/** What is read as text, and not as a picture or as a stranger's bytes. */
function isRecord({ kind }: Member): boolean {
  switch (kind) {
    case 'run-record':
    case 'seal':
    case 'stage-manifest':
    case 'decision':
    case 'reviewers':
    case 'recipe-lock':
    case 'side-record':
      return true;
    case 'input':
    case 'stage-output':
    case 'picture':
    case 'raw':
      return false;
  }
}

async function readText(
  archive: OpenArchive,
  { path, size }: { readonly path: string; readonly size: number },
): Promise<Result<string>> {
  const refused = (fault: ArchiveFault): Result<never> => fail(refusal(archive, found(fault, path)));
  if (size > archiveLimits.recordBytes) return refused('too-large');
  const bytes = await archive.read(path);
  if (!bytes.ok) return bytes;
  const text = utf8(bytes.value);
  return text === null ? refused('record-invalid') : ok(text);
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
