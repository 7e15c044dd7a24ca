// For every kind of file of a finished project: one byte changed with the time of change restored, the file removed, a
// stranger beside it. `art verify` names the file, by the right word, and exits 10.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyProject, type VerifyRequest } from '../../src/app/verify.ts';
import type { Verification } from '../../src/app/verify-shipping.ts';
import { composeShipping } from '../../src/compose-shipping.ts';
import { must, testDatabase, type TestDatabase } from '../rig/database.ts';
import { filesBelow, finishedProject, type FinishedProject } from '../rig/finished-project.ts';
import { openProject, removeProject } from '../rig/project.ts';
import { Saga } from '../rig/saga.ts';

let database: TestDatabase;
let made: FinishedProject;
let all: readonly string[];
let folder: string;

beforeAll(async () => {
  database = await testDatabase();
  const pools = { owner: database.pool('owner'), worker: database.pool('worker') };
  made = await finishedProject(await new Saga(database, pools).open(), database);
  all = ['.art/store', 'runs', 'art_pool', 'content', 'dist'].flatMap((one) =>
    filesBelow(made.rig.root, one),
  );
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'art-verify-')));
});
afterAll(async () => {
  await removeProject(made.rig.root);
  rmSync(folder, { recursive: true, force: true });
  await database.drop();
});

const everything: VerifyRequest = { quick: false, runs: [], paths: [] };
async function verify(root: string, request: Partial<VerifyRequest> = {}): Promise<Verification> {
  const project = openProject(root, made.rig.project.projectId);
  return must(
    await verifyProject(composeShipping(project), project.decisions, { ...everything, ...request }),
  );
}
const told = ({ findings }: Verification): readonly string[] =>
  findings.map(({ kind, path }) => `${kind} ${path}`);

/** A copy of the project in which something is done, and what verification tells of it. */
async function toldAfter(
  act: (root: string) => void,
  request: Partial<VerifyRequest> = {},
): Promise<readonly string[]> {
  const root = mkdtempSync(join(folder, 'case-'));
  try {
    cpSync(made.rig.root, root, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
    act(root);
    return told(await verify(root, request));
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** The same with one file, put back afterwards: a copy for each byte would take minutes. */
async function toldWithout(path: string, change: (whole: string) => void): Promise<readonly string[]> {
  const whole = join(made.rig.root, path);
  const before = existsSync(whole) ? { stat: statSync(whole), bytes: readFileSync(whole) } : null;
  try {
    change(whole);
    return told(await verify(made.rig.root));
  } finally {
    rmSync(whole, { force: true });
    if (before !== null) {
      writeFileSync(whole, before.bytes, { mode: before.stat.mode });
      utimesSync(whole, before.stat.atime, before.stat.mtime);
    }
  }
}

/** Changes one byte and puts the times back. */
function flip(path: string, at: number): void {
  const { atime, mtime, mode } = statSync(path);
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  chmodSync(path, 0o644);
  writeFileSync(path, bytes);
  chmodSync(path, mode);
  utimesSync(path, atime, mtime);
}

interface Kind {
  readonly what: string;
  readonly path: RegExp | (() => RegExp);
  /** Where a byte is changed: of each of these texts a byte in the middle; any byte of the file unless told. */
  readonly at?: RegExp;
  /** `null` with the reason: another one there is nobody's business, or its loss no fault. */
  readonly stranger?: null;
  readonly removed?: null;
}

/** In runs of the one kind. */
const inRun = (run: () => string, rest: string) => () => new RegExp(`^runs/${run()}/${rest}$`);
const sealed = (rest: string) => inRun(() => made.sealed, rest);
const open = (rest: string) => inRun(() => made.open, rest);

const kinds: readonly Kind[] = [
  { what: 'run.json of a sealed run', path: sealed('run\\.json') },
  { what: 'stage manifest of a sealed run', path: sealed('stages/[^/]+/manifest\\.json') },
  { what: 'picture of a sealed run', path: sealed('stages/[^/]+/out/000\\.png') },
  { what: 'sprite table of a sealed run', path: sealed('stages/[^/]+/out/000\\.json') },
  { what: 'vendor’s file of a sealed run', path: sealed('stages/[^/]+/out/000\\.raw') },
  // Without its seal a run is open again: nothing but the database ever said otherwise.
  { what: 'SEAL.json', path: sealed('SEAL\\.json'), removed: null },
  { what: 'run.json of an open run', path: open('run\\.json') },
  { what: 'stage manifest of an open run', path: open('stages/[^/]+/manifest\\.json') },
  { what: 'picture of an open run', path: open('stages/[^/]+/out/000\\.png') },
  { what: 'sprite table of an open run', path: open('stages/[^/]+/out/000\\.json') },
  { what: 'input of a run', path: inRun(() => made.withInput, 'inputs/[0-9a-f]+') },
  { what: 'blob of the store', path: () => blobs(namedBlobs()) },
  // What a run folder alone names may go: it lies in the folder, too.
  {
    what: 'blob that no result names',
    path: () => blobs(allBlobs().filter((one) => !namedBlobs().includes(one))),
    removed: null,
  },
  // The whole cache may be deleted, so a part of it may be as well.
  { what: 'entry of the action cache', path: /^\.art\/store\/actions\/.*\.json$/, removed: null },
  { what: 'frozen picture', path: /^art_pool\/approved\/.*\.png$/ },
  { what: 'frozen side record', path: /^art_pool\/approved\/.*\.json$/ },
  { what: 'candidate', path: /^art_pool\/candidates\/.*\.png$/ },
  { what: 'side record of a candidate', path: /^art_pool\/candidates\/.*\.json$/ },
  { what: 'concept', path: /^art_pool\/concepts\/.*\.png$/ },
  { what: 'side record of a concept', path: /^art_pool\/concepts\/.*\.json$/ },
  { what: 'vendor’s file beside a candidate', path: /^art_pool\/candidates\/.*\/\.raw\/.*$/ },
  { what: 'decision', path: () => new RegExp(`^content/decisions/(${sealedDecisions().join('|')})\\.json$`) },
  { what: 'promotion', path: /^content\/promotions\/.*\.json$/, removed: null },
  { what: 'superseded promotion', path: () => new RegExp(`^content/promotions/${superseded()}\\.json$`) },
  // What else lies in `content/` is the project's own.
  { what: 'reviewers', path: /^content\/reviewers\.json$/, stranger: null },
  { what: 'lock of a recipe', path: /^content\/recipes\/lock\/.*\.json$/ },
  { what: 'locked recipe', path: () => lockedRecipe(), stranger: null },
  { what: 'palette of a locked recipe', path: () => lockedPalette(), stranger: null },
  {
    what: 'entry of an age manifest',
    path: /^content\/ages\/.*\/manifest\.json$/,
    at: /"bytes": "[0-9a-f]{64}"/,
  },
  {
    what: 'path in an age manifest',
    path: /^content\/ages\/.*\/manifest\.json$/,
    at: /"asset_path": "[^"]+"/,
  },
  { what: 'file of a pack', path: /^dist\/[12]\/.*$/ },
];

const readJson = <T>(path: string): T => JSON.parse(readFileSync(join(made.rig.root, path), 'utf8')) as T;
const sealedDecisions = (): readonly string[] =>
  readJson<{ cells: { decision: string }[] }>(`runs/${made.sealed}/SEAL.json`).cells.map(
    ({ decision }) => decision,
  );
const blobs = (digests: readonly string[]): RegExp =>
  new RegExp(`^\\.art/store/cas/sha256/[0-9a-f]{2}/(${digests.join('|')})$`);
const allBlobs = (): readonly string[] =>
  all.filter((path) => path.startsWith('.art/store/cas/')).map((path) => path.slice(-64));
const namedBlobs = (): readonly string[] =>
  all
    .filter((path) => path.startsWith('.art/store/actions/'))
    .flatMap((path) => readJson<{ outputs: { bytes: string }[] }>(path).outputs.map(({ bytes }) => bytes));
const superseded = (): string =>
  all
    .filter((path) => path.startsWith('content/promotions/'))
    .flatMap((path) => readJson<{ supersedes: string[] }>(path).supersedes)[0] ?? '';
const lockedRecipe = (): RegExp =>
  new RegExp(
    `^content/recipes/(${all
      .filter((path) => path.startsWith('content/recipes/lock/'))
      .map((path) => path.slice('content/recipes/lock/'.length, -5).replaceAll('.', '\\.'))
      .join('|')})\\.json$`,
  );
const lockedPalette = (): RegExp => {
  const named = all
    .filter((path) => path.startsWith('content/recipes/lock/'))
    .flatMap((path) => Object.keys(readJson<{ files: object }>(path).files));
  return new RegExp(`^(${named.join('|').replaceAll('.', '\\.')})$`);
};

/** A few files of a kind: the first, the last, and one between. */
function filesOf({ path, what }: Kind): readonly string[] {
  const pattern = typeof path === 'function' ? path() : path;
  const found = all.filter((one) => pattern.test(one));
  if (found.length === 0) throw new Error(`there is no ${what}`);
  const some =
    what === 'file of a pack' ? found : [0, found.length >> 1, found.length - 1].map((i) => found[i] ?? '');
  return [...new Set(some)];
}

/** Offsets of a few bytes of a file. */
function offsetsIn(path: string, at: RegExp | undefined): readonly number[] {
  const bytes = readFileSync(join(made.rig.root, path));
  if (at !== undefined) {
    const found = at.exec(bytes.toString('latin1'));
    if (found === null) throw new Error(`${path} has no ${at}`);
    return [found.index + found[0].length - 4];
  }
  const { length } = bytes;
  return [...new Set([0, length >> 2, length >> 1, length - (length >> 3) - 1, length - 1])];
}

describe('art verify', () => {
  it('finds nothing in a finished project, and looks at every file of it', async () => {
    const { findings, checked, absent } = await verify(made.rig.root);
    expect(findings).toEqual([]);
    expect(absent).toBe(0);
    expect(checked).toBeGreaterThan(60);
  });

  it('changes nothing, and needs nothing that is not a file', async () => {
    const before = all.map((path) => readFileSync(join(made.rig.root, path)).toString('base64'));
    await verify(made.rig.root);
    expect(all.map((path) => readFileSync(join(made.rig.root, path)).toString('base64'))).toEqual(before);
  });

  describe.each(kinds)('names a $what', (kind) => {
    it('of which one byte changed', async () => {
      for (const path of filesOf(kind)) {
        for (const at of offsetsIn(path, kind.at)) {
          const found = await toldWithout(path, (whole) => flip(whole, at));
          const named = found.filter((one) => /^(MODIFIED|KEY-MISMATCH|UNSIGNED) /.test(one));
          expect([path, at, named.map((one) => one.replace(/^\S+ /, '')).includes(path), found]).toEqual([
            path,
            at,
            true,
            found,
          ]);
        }
      }
    });
  });

  it.each(kinds.filter(({ removed }) => removed !== null))('names a $what that was removed', async (kind) => {
    for (const path of filesOf(kind)) {
      const found = await toldWithout(path, (whole) => rmSync(whole));
      expect(found).toContain(`MISSING ${path}`);
    }
  });

  it.each(kinds.filter((kind) => kind.stranger !== null))('names what came beside a $what', async (kind) => {
    for (const path of filesOf(kind)) {
      const stranger = join(dirname(path), 'stranger.json');
      const found = await toldWithout(stranger, (whole) => writeFileSync(whole, '{}\n'));
      expect(found).toEqual([`UNEXPECTED ${stranger}`]);
    }
  });

  it('names a pack link that is gone', async () => {
    expect(await toldAfter((root) => rmSync(join(root, 'dist/current')))).toEqual(['MISSING dist/current']);
  });

  it('names a whole stage that is gone from a sealed run', async () => {
    const stages = [...new Set(all.flatMap((path) => sealedStage(path)))];
    const found = await toldAfter((root) => rmSync(join(root, stages[0] ?? ''), { recursive: true }));
    expect(found).toContain(`MISSING ${stages[0]}/manifest.json`);
  });

  it('counts what a clone does not have, and finds no fault in it', async () => {
    const root = mkdtempSync(join(folder, 'clone-'));
    cpSync(made.rig.root, root, {
      recursive: true,
      filter: (path) => !/\/(\.art|out|dist|concepts|candidates)$/.test(path),
    });
    const { findings, absent } = await verify(root);
    expect(findings).toEqual([]);
    expect(absent).toBeGreaterThan(10);
  });

  it('finds nothing after the action cache was deleted', async () => {
    expect(await toldAfter((root) => rmSync(join(root, '.art/store/actions'), { recursive: true }))).toEqual(
      [],
    );
  });

  describe('when only a part is named', () => {
    const change = (root: string): void => {
      for (const path of [`runs/${made.sealed}/run.json`, `runs/${made.open}/run.json`, 'dist/1/SEAL.json'])
        flip(join(root, path), 40);
    };
    it.each([
      ['a run', () => ({ runs: [made.open] }), () => [`runs/${made.open}/run.json`]],
      ['a folder', () => ({ paths: ['dist'] }), () => ['dist/1/SEAL.json']],
      ['a file', () => ({ paths: [`runs/${made.sealed}/run.json`] }), () => [`runs/${made.sealed}/run.json`]],
    ])('tells of %s alone', async (_what, request, wanted) => {
      const found = await toldAfter(change, request());
      expect([...new Set(found.map((one) => one.replace(/^\S+ /, '')))]).toEqual(wanted());
    });
  });

  describe('in a hurry', () => {
    it('sees what is gone, came, or has another size, and no other bytes', async () => {
      const picture = all.find((path) => new RegExp(`^runs/${made.sealed}/.*png$`).test(path)) ?? '';
      const quick = { quick: true };
      expect(await toldAfter(() => undefined, quick)).toEqual([]);
      expect(await toldAfter((root) => flip(join(root, picture), 40), quick)).toEqual([]);
      expect(await toldAfter((root) => rmSync(join(root, picture)), quick)).toContain(`MISSING ${picture}`);
      expect(
        await toldAfter((root) => {
          chmodSync(join(root, picture), 0o644);
          writeFileSync(join(root, picture), 'short');
        }, quick),
      ).toContain(`MODIFIED ${picture}`);
    });
  });
});

const sealedStage = (path: string): readonly string[] => {
  const [found] = new RegExp(`^runs/${made.sealed}/stages/[^/]+`).exec(path) ?? [];
  return found === undefined ? [] : [found];
};
