/** Everything that may be wrong with an archive that a stranger sends: it is refused whole. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import type { Project } from '../../src/compose.ts';
import type { RunId } from '../../src/domain/ids.ts';
import type { Result } from '../../src/domain/result.ts';
import { snapshot } from '../e2e/rig.ts';
import { entriesOf, forgedZip, type ForgedEntry } from '../rig/forged-zip.ts';
import { exported, imported, sealedRun } from '../rig/moved-run.ts';
import { openProject, removeProject, sampleProject, statue } from '../rig/project.ts';
import { newProjectId } from '../rig/saga.ts';

let folder: string;
let here: Project;
let there: Project;
/** A sealed run of `here`, its archive, and what is in it. */
let run: RunId;
let archive: string;
let zip: Buffer;
let entries: readonly ForgedEntry[];

beforeAll(async () => {
  folder = realpathSync(await mkdtemp(join(tmpdir(), 'art-moving-')));
  here = openProject(await sampleProject(), newProjectId());
  run = await sealedRun(here);
  archive = join(folder, 'run.zip');
  zip = await exported(here, run, archive);
  entries = entriesOf(zip);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await removeProject(here.files.root);
});
beforeEach(async () => {
  there = openProject(await sampleProject(), newProjectId());
});
afterEach(() => removeProject(there.files.root));

const failureOf = (result: Result<unknown>) => {
  if (result.ok) throw new Error('it was taken');
  return result.failure;
};

/** The same archive with an index that says the truth of its files. */
function withIndex(
  files: readonly ForgedEntry[],
  change: (index: object) => object = (same) => same,
): Buffer {
  const [first, ...rest] = files;
  const index = JSON.parse(Buffer.from(first?.bytes ?? []).toString()) as object;
  const prefix = `${run}/`;
  const listed = rest
    .map(({ name, bytes }) => ({
      path: name.slice(prefix.length),
      bytes: createHash('sha256').update(bytes).digest('hex'),
      size: bytes.length,
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const text = `${JSON.stringify(change({ ...index, files: listed }), null, 2)}\n`;
  const sorted = [...rest].sort((a, b) => (a.name < b.name ? -1 : 1));
  return forgedZip([{ name: `${prefix}index.json`, bytes: Buffer.from(text) }, ...sorted]);
}

const edited = (name: RegExp, edit: (text: string) => string): ForgedEntry[] =>
  entries.map((entry) =>
    name.test(entry.name)
      ? { ...entry, bytes: Buffer.from(edit(Buffer.from(entry.bytes).toString('latin1')), 'latin1') }
      : entry,
  );
const one = (change: Partial<ForgedEntry>): ForgedEntry[] =>
  entries.map((entry, i) => (i === 3 ? { ...entry, ...change } : entry));
const more = (name: string, bytes = 'x', change: Partial<ForgedEntry> = {}): ForgedEntry[] => [
  ...entries,
  { name, bytes: Buffer.from(bytes), ...change },
];
const manifest = /manifest\.json$/;

const hostile: readonly (readonly [title: string, fault: string, forge: () => Buffer])[] = [
  ['a name with ..', 'name-outside', () => forgedZip(more(`${run}/../../evil.sh`))],
  ['an absolute name', 'name-outside', () => forgedZip(more('/etc/cron.d/evil'))],
  ['a drive', 'name-outside', () => forgedZip(more('C:/evil'))],
  ['a back-slash', 'name-backslash', () => forgedZip(more(`${run}\\..\\evil`))],
  ['a control character', 'name-unusable', () => forgedZip(more(`${run}/a\u0000b`))],
  ['a name that is too long', 'name-unusable', () => forgedZip(more(`${run}/${'a'.repeat(600)}`))],
  ['the same name twice', 'name-twice', () => forgedZip(more(entries[3]?.name ?? ''))],
  ['a name in other letters', 'name-clash', () => forgedZip(more((entries[3]?.name ?? '').toUpperCase()))],
  [
    'a name in another spelling of Unicode',
    'name-clash',
    () => forgedZip([...more(`${run}/caf\u00e9`), { name: `${run}/cafe\u0301`, bytes: Buffer.from('x') }]),
  ],
  ['a link', 'not-plain', () => forgedZip(more(`${run}/link`, '/etc/passwd', { mode: 0o120777 }))],
  ['a device', 'not-plain', () => forgedZip(more(`${run}/device`, '', { mode: 0o020666 }))],
  ['a folder', 'not-plain', () => forgedZip(more(`${run}/folder/`, '', { mode: 0o040755 }))],
  ['an encrypted file', 'encrypted', () => forgedZip(one({ flags: 1 }))],
  ['a compressed file', 'compressed', () => forgedZip(one({ method: 8 }))],
  [
    'a zip bomb',
    'compressed',
    () => forgedZip(more(`${run}/bomb`, '', { method: 8, bytes: Buffer.alloc(50_000_000) })),
  ],
  ['a file that says it has 4 GB', 'compressed', () => forgedZip(one({ says: { size: 0xfffffffe } }))],
  [
    'two files that say they have 4 GB',
    'too-large',
    () => forgedZip(one({ says: { size: 0xfffffffe, packed: 0xfffffffe } })),
  ],
  ['an overlapping file', 'not-canonical', () => overlapped()],
  ['bytes before the first file', 'not-an-archive', () => Buffer.concat([Buffer.from('#!/bin/sh\n'), zip])],
  ['bytes behind the last', 'truncated', () => Buffer.concat([zip, Buffer.from('more')])],
  ['half of it', 'truncated', () => zip.subarray(0, zip.length / 2)],
  ['no zip at all', 'not-an-archive', () => Buffer.from('hello')],
  ['nothing', 'not-an-archive', () => Buffer.alloc(0)],
  ['an unknown file', 'unknown', () => withIndex(more(`${run}/runs/${run}/notes.txt`))],
  ['a hook of git', 'unknown', () => withIndex(more(`${run}/.git/hooks/post-checkout`))],
  ['a file of another run', 'unknown', () => withIndex(more(`${run}/runs/run_0777_aaaa/run.json`))],
  [
    'frozen art',
    'unknown',
    () => withIndex(more(`${run}/art_pool/approved/${statue}/${'0'.repeat(16)}/procedural/000-1a2b3c4d.png`)),
  ],
  [
    'a file that the index leaves out',
    'unlisted',
    () => forgedZip(more(`${run}/content/decisions/${'a'.repeat(64)}.json`)),
  ],
  ['another folder for one file', 'unknown', () => forgedZip(more('elsewhere/x'))],
  ['a file less', 'missing', () => forgedZip(entries.slice(0, -1))],
  [
    'a picture with other bytes',
    'digest-differs',
    () => forgedZip(edited(/000\.png$/, (t) => `${t.slice(0, -1)}!`)),
  ],
  ['a file of another size', 'size-differs', () => forgedZip(edited(/000\.png$/, (t) => `${t}!`))],
  [
    'a later index',
    'newer-version',
    () => withIndex([...entries], (index) => ({ ...index, schema_version: 2 })),
  ],
  [
    'a later run record',
    'newer-version',
    () => withIndex(edited(/run\.json$/, (t) => t.replace('"schema_version": 1', '"schema_version": 2'))),
  ],
  [
    'a later stage manifest',
    'newer-version',
    () => withIndex(edited(manifest, (t) => t.replace('"schema_version": 1', '"schema_version": 9'))),
  ],
  [
    'an index with a field more',
    'record-invalid',
    () => withIndex([...entries], (index) => ({ ...index, extra: 1 })),
  ],
  ['a run record that is none', 'record-invalid', () => withIndex(edited(/run\.json$/, () => '{}'))],
  [
    'another text of the recipe',
    'record-invalid',
    () => withIndex(edited(/run\.json$/, (t) => t.replace('seed_production', 'seed_productiom'))),
  ],
  ['a manifest that is none', 'record-invalid', () => withIndex(edited(manifest, () => '[]'))],
  ['a side record that is none', 'record-invalid', () => withIndex(edited(/candidates.*json$/, () => '{}'))],
  [
    'ingredients that were edited',
    'fingerprint-differs',
    () => withIndex(edited(manifest, (t) => t.replace('"version": ', '"version": 1'))),
  ],
  [
    'a stage that no cell of the run has',
    'unknown',
    () =>
      withIndex(
        entries.map((entry) => ({
          ...entry,
          name: entry.name.replace(/stages\/[0-9a-f]{16}\./, `stages/${'0'.repeat(16)}.`),
        })),
      ),
  ],
  [
    'the record of another stage',
    'record-invalid',
    () => {
      const records = entries.filter(({ name }) => manifest.test(name));
      const [first, second] = records;
      return withIndex(
        entries.map((entry) => (entry === first ? { ...entry, bytes: second?.bytes ?? entry.bytes } : entry)),
      );
    },
  ],
  [
    'a record that does not have its own digest',
    'record-invalid',
    () =>
      withIndex(
        edited(manifest, (t) =>
          t.replace(/"self_digest": "[0-9a-f]{64}"/, `"self_digest": "${'0'.repeat(64)}"`),
        ),
      ),
  ],
  [
    'a picture that shows something else, and says so everywhere but in its pixels',
    'picture-differs',
    () =>
      withIndex(
        edited(manifest, (t) => t.replace(/"pixels": "[0-9a-f]{64}"/g, `"pixels": "${'a'.repeat(64)}"`)),
      ),
  ],
  [
    'a seal of other bytes',
    'seal-differs',
    () => withIndex(edited(/SEAL\.json$/, (t) => t.replace(/"bytes": "[0-9a-f]{4}/, '"bytes": "ffff'))),
  ],
  [
    'a seal that it says it has not',
    'unlisted',
    () => withIndex([...entries], (index) => ({ ...index, sealed: false })),
  ],
  [
    'a run of another project',
    'other-run',
    () => withIndex([...entries], (index) => ({ ...index, project_id: newProjectId() })),
  ],
];

/** The second file begins where the first does, as the bombs that need no nesting do it. */
function overlapped(): Buffer {
  const forged = Buffer.from(zip);
  const directory = forged.readUInt32LE(forged.length - 6);
  const second = directory + 46 + forged.readUInt16LE(directory + 28);
  forged.writeUInt32LE(0, second + 42);
  return forged;
}

describe('an archive is refused whole, and leaves nothing behind, for', () => {
  it.each(hostile)('%s: %s', async (_title, fault, forge) => {
    const path = join(folder, 'hostile.zip');
    await writeFile(path, forge());
    const before = snapshot(there.files.root);
    expect(failureOf(await imported(there, path, { trusts: true }))).toMatchObject({
      kind: 'archive-refused',
      fault,
    });
    expect(snapshot(there.files.root)).toEqual(before);
  });
});

test('an archive with any byte changed is refused, and so never gives other content', async () => {
  const path = join(folder, 'mutated.zip');
  const before = snapshot(there.files.root);
  await fc.assert(
    fc.asyncProperty(fc.nat(zip.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
      const mutated = Buffer.from(zip);
      mutated[at] = (mutated[at] ?? 0) ^ by;
      await writeFile(path, mutated);
      const outcome = await imported(there, path, { trusts: true });
      // Every byte of an archive follows from its content, so there is none that may differ.
      expect(outcome.ok).toBe(false);
    }),
    { numRuns: 300 },
  );
  await fc.assert(
    fc.asyncProperty(fc.nat(zip.length - 1), async (length) => {
      await writeFile(path, zip.subarray(0, length));
      expect((await imported(there, path)).ok).toBe(false);
    }),
    { numRuns: 100 },
  );
  expect(snapshot(there.files.root)).toEqual(before);
});
