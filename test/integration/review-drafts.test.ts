import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { draftFiles } from '../../src/adapters/files/draft-file.ts';
import { projectFiles } from '../../src/adapters/files/project-files.ts';
import type { Draft } from '../../src/domain/review/item.ts';
import type { DraftChange } from '../../src/domain/review/session.ts';
import type { Drafts } from '../../src/ports/drafts.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'artkiln-drafts-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const folder = (): string => join(root, '.art/drafts');
const open = (): Drafts => draftFiles(projectFiles(root));
const draft = (jobId: string, more: Partial<Draft> = {}): Draft =>
  ({ gate: 'concept', jobId, digest: 'a'.repeat(64), verdict: 'approve', ...more }) as Draft;
const keep = (...drafts: readonly Draft[]): DraftChange[] =>
  drafts.map((one) => ({ kind: 'keep', draft: one }));
async function read(from: Drafts = open()) {
  const kept = await from.read();
  if (!kept.ok) throw new Error(kept.failure.kind);
  return kept.value;
}
const jobs = async (): Promise<string[]> => (await read()).drafts.map(({ jobId }) => jobId).sort();

test('drafts are there for the next sitting, with their reasons', async () => {
  const rejected = draft('run_0042_k3f9/3', {
    verdict: 'reject',
    reason: { kind: 'text', text: 'the axe' },
  } as Draft);
  await open().change(keep(draft('run_0042_k3f9/1'), rejected));
  const { drafts, setAside } = await read();
  expect(setAside).toEqual([]);
  expect(drafts.find(({ jobId }) => jobId.endsWith('/3'))).toMatchObject(rejected);
});

test('two sittings at once lose none of each other, and a commit takes only what it names', async () => {
  const [one, other] = [open(), open()];
  await Promise.all([
    ...Array.from({ length: 20 }, (_, i) => one.change(keep(draft(`one/${i}`)))),
    ...Array.from({ length: 20 }, (_, i) => other.change(keep(draft(`other/${i}`)))),
  ]);
  expect(await jobs()).toHaveLength(40);
  await one.change(Array.from({ length: 20 }, (_, i) => ({ kind: 'drop', draft: draft(`one/${i}`) })));
  expect((await jobs()).every((job) => job.startsWith('other/'))).toBe(true);
  expect(await jobs()).toHaveLength(20);
});

test('a draft is about its gate, its job and its bytes', async () => {
  const drafts = [draft('a'), draft('a', { gate: 'review' }), draft('a', { digest: 'b'.repeat(64) })];
  await open().change(keep(...drafts));
  await open().change([{ kind: 'drop', draft: draft('a', { gate: 'review' }) }]);
  expect((await read()).drafts.map(({ gate, digest }) => `${gate} ${digest[0]}`).sort()).toEqual([
    'concept a',
    'concept b',
  ]);
});

test('of two verdicts on one picture the later stands, and to drop what is gone is no failure', async () => {
  await open().change(keep(draft('a')));
  await open().change(keep(draft('a', { verdict: 'reject', reason: null } as Draft)));
  expect((await read()).drafts).toMatchObject([{ verdict: 'reject' }]);
  const gone: DraftChange[] = [{ kind: 'drop', draft: draft('a') }];
  await open().change(gone);
  expect((await open().change(gone)).ok).toBe(true);
});

test.each([
  ['half a file', (text: string) => text.slice(0, 20)],
  ['an empty file', () => ''],
  ['no verdict', (text: string) => text.replace('approve', 'maybe')],
  ["another picture's verdict", (text: string) => text.replace('"a"', '"z"')],
])('%s costs one verdict, is kept aside and is said', async (_what, damage) => {
  await open().change(keep(draft('b'), draft('c')));
  const before = readdirSync(folder());
  await open().change(keep(draft('a')));
  const name = readdirSync(folder()).find((one) => !before.includes(one)) ?? '';
  const damaged = damage(readFileSync(join(folder(), name), 'utf8'));
  writeFileSync(join(folder(), name), damaged);
  const { drafts, setAside } = await read();
  expect(drafts.map(({ jobId }) => jobId).sort()).toEqual(['b', 'c']);
  expect(setAside).toEqual([`.art/drafts/${name}.damaged`]);
  expect(readFileSync(join(folder(), `${name}.damaged`), 'utf8')).toBe(damaged);
  // Said once: the next sitting has nothing more to say.
  expect((await read()).setAside).toEqual([]);
});

test('what a writer that was killed left behind is no draft', async () => {
  await open().change(keep(draft('a')));
  writeFileSync(join(folder(), '.tmp-left-behind'), '{"gate":');
  expect(await read()).toMatchObject({ drafts: [{ jobId: 'a' }], setAside: [] });
});

test('the one list of an earlier version is taken over once', async () => {
  mkdirSync(join(root, '.art'));
  const old = join(root, '.art/review-drafts.json');
  writeFileSync(old, JSON.stringify([draft('a'), { gate: 'concept' }, draft('b')]));
  expect(await jobs()).toEqual(['a', 'b']);
  expect(existsSync(old)).toBe(false);
  await open().change([{ kind: 'drop', draft: draft('a') }]);
  expect(await jobs()).toEqual(['b']);
});
