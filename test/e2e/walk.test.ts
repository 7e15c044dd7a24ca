import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  CliRig,
  isOfProject,
  jobsOf,
  levers,
  readJson,
  sha256,
  skald,
  snapshot,
  statue,
  statueLevers,
  type JobRow,
} from './rig.ts';

type Pixi = typeof import('pixi.js');
type SheetData = ConstructorParameters<Pixi['Spritesheet']>[1];

interface Entry {
  readonly asset_id: string;
  readonly state: string;
  readonly asset_path: string | null;
  readonly bytes: string | null;
  readonly pixels: string | null;
  readonly decision: string | null;
}

let rig: CliRig;
let project: string;
let pixi: Pixi;

beforeAll(async () => {
  // Pixi asks the browser what it is while it is imported; nothing here draws.
  vi.stubGlobal('navigator', { userAgent: 'node', maxTouchPoints: 0 });
  pixi = await import('pixi.js');
  rig = new CliRig();
  project = await rig.sample();
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await rig.remove();
});

const decide = (verdict: 'approve' | 'reject', job: JobRow, digest: string, ...more: string[]) =>
  rig.data<{ state: string }>(
    project,
    'review',
    `--${verdict}`,
    job.job,
    '--digest',
    digest,
    '--passphrase-file',
    rig.passphraseFile,
    ...more,
  );
const work = () => rig.data(project, 'worker', '--until-idle');
const generate = (recipe: string, flags: readonly string[], ...more: string[]) =>
  rig.data<{ run_id: string; jobs: string[] }>(project, 'generate', recipe, ...flags, ...more);
const statesOf = async (at = project) => (await jobsOf(rig, at)).map(({ job, state }) => [job, state]);

/** The `pixels` digest as the design gives it, made here from the file alone. */
async function pixelsOf(path: string): Promise<string> {
  const { data, info } = await sharp(path).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  for (let at = 0; at < data.length; at += 4) if (data[at + 3] === 0) data.fill(0, at, at + 3);
  return sha256(Buffer.concat([Buffer.from(`rgba8\0${info.width}\0${info.height}\0`), data]));
}

const manifestsOf = (run: string) =>
  readdirSync(join(project, 'runs', run, 'stages')).map((stage) =>
    readJson<{ stage: string; outcome: { kind: string } | string }>(
      project,
      'runs',
      run,
      'stages',
      stage,
      'manifest.json',
    ),
  );

/** The tests of this file are one story, in order. */
describe('from a recipe to shipped art', () => {
  let hero: JobRow;
  let before: [string, string][];

  it('takes two concepts to the concept gate, and asks nobody before', async () => {
    await rig.reviewer(project);
    const { jobs } = await generate(skald, levers, '--concepts', '2');
    expect(jobs).toHaveLength(2);
    await work();
    for (const job of await jobsOf(rig, project)) {
      expect(job.state).toBe('AwaitingConceptApproval');
      expect(job.candidates).toEqual([]);
      expect(sha256(readFileSync(join(project, job.concept?.path ?? '')))).toBe(job.concept?.digest);
    }
  });

  it('draws only the concept that was approved', async () => {
    const [first, second] = (await jobsOf(rig, project)) as [JobRow, JobRow];
    await decide('approve', first, first.concept?.digest.slice(0, 12) ?? '');
    const rejected = await decide(
      'reject',
      second,
      second.concept?.digest ?? '',
      '--reason',
      'the axe is upside down',
    );
    expect(rejected.state).toBe('Rejected');
    await work();
    const [approved, refused] = (await jobsOf(rig, project)) as [JobRow, JobRow];
    expect(approved.state).toBe('AwaitingReview');
    expect(approved.candidates).toHaveLength(1);
    expect(refused).toMatchObject({ state: 'Rejected', candidates: [] });
    hero = approved;
  });

  it('refuses to promote what nobody approved at the review gate', async () => {
    const told = await rig.art(['promote', hero.job, '--as', 'hero/skald'], { cwd: project });
    expect(told.code).toBe(4);
    expect(told.stderr).toContain('candidate-not-approved');
  });

  it('ships what was approved and promoted', async () => {
    expect(await decide('approve', hero, hero.candidates[0]?.digest ?? '')).toMatchObject({
      state: 'Approved',
    });
    await rig.data(project, 'promote', hero.job, '--as', 'hero/skald');
    const pack = await rig.data<{ folder: string; releasable: boolean }>(project, 'ship');
    expect(pack.folder).toBe('dist/1');
    expect(existsSync(join(project, 'dist/current/iron/atlas-0.png'))).toBe(true);
  });

  it('points the age manifest at the frozen file, by its own bytes and pixels', async () => {
    const { entries } = readJson<{ entries: Entry[] }>(project, 'content/ages/iron/v1/manifest.json');
    const entry = entries.find((one) => one.asset_id === 'hero/skald');
    expect(entry?.state).toBe('approved');
    expect(entry?.asset_path).toMatch(/^art_pool\/approved\//);
    const frozen = join(project, entry?.asset_path ?? '');
    expect(sha256(readFileSync(frozen))).toBe(entry?.bytes);
    expect(await pixelsOf(frozen)).toBe(entry?.pixels);
    expect(entry?.bytes).toBe(hero.candidates[0]?.digest);
    expect(existsSync(join(project, `content/decisions/${entry?.decision ?? ''}.json`))).toBe(true);
    expect(entries.filter((one) => one.state === 'approved')).toHaveLength(1);
  });

  it('makes an atlas that Pixi reads: eight directions, with the signed pixels in place', async () => {
    const folder = join(project, 'dist/current/iron');
    const data = readJson<SheetData>(folder, 'atlas-0.json');
    const page = sharp(join(folder, String(data.meta.image)));
    const { width, height } = await page.metadata();
    const source = new pixi.TextureSource({ width, height });
    const sheet = new pixi.Spritesheet(new pixi.Texture({ source }), data);
    await sheet.parse();
    const names = Object.keys(sheet.textures);
    expect(names).toHaveLength(8);
    for (const direction of ['s', 'sw', 'w', 'nw', 'n', 'ne', 'e', 'se']) {
      expect(names).toContain(`hero/skald/${direction}`);
    }
    const frozen = hero.candidates[0]?.path ?? '';
    const side = readJson<{
      sprites: { name: string; direction: string; rectangle: { x: number; y: number } }[];
    }>(project, frozen.replace(/png$/, 'json'));
    const south = side.sprites.find((sprite) => sprite.direction === 's');
    const texture = sheet.textures['hero/skald/s'];
    if (texture === undefined || south === undefined)
      throw new Error(`no south sprite in ${names.join(' ')}`);
    const { x, y } = south.rectangle;
    const trim = texture.trim ?? { x: 0, y: 0 };
    const { frame } = texture;
    const cut = (from: ReturnType<typeof sharp>, left: number, top: number) =>
      from.ensureAlpha().extract({ left, top, width: frame.width, height: frame.height }).raw().toBuffer();
    const shipped = await cut(page, frame.x, frame.y);
    expect(shipped.equals(await cut(sharp(join(project, frozen)), x + trim.x, y + trim.y))).toBe(true);
  });

  it('takes a recipe without the concept gate straight to review', async () => {
    const { jobs } = await generate(statue, statueLevers);
    await work();
    const job = (await jobsOf(rig, project)).find((one) => one.job === jobs[0]);
    expect(job).toMatchObject({ state: 'AwaitingReview', concept: null });
    if (job === undefined) throw new Error('no job');
    await decide('approve', job, job.candidates[0]?.digest ?? '');
    await rig.data(project, 'promote', job.job, '--as', 'props/statue-founder');
    expect(await rig.data(project, 'ship')).toMatchObject({ folder: 'dist/2' });
    expect(await rig.data(project, 'verify')).toMatchObject({ findings: [] });
    before = (await statesOf()) as [string, string][];
  });

  it('executes nothing and overwrites nothing when the same is generated again, and asks nobody again', async () => {
    const files = snapshot(project, isOfProject);
    const { run_id: run } = await generate(skald, levers, '--concepts', '2');
    await work();
    const again = (await jobsOf(rig, project)).filter(({ job }) => job.startsWith(run));
    expect(again.map((job) => job.state)).toEqual(['Approved', 'Rejected']);
    const outcomes = manifestsOf(run).map(({ outcome }) =>
      typeof outcome === 'string' ? outcome : outcome.kind,
    );
    expect(outcomes.length).toBeGreaterThan(3);
    expect(new Set(outcomes)).toEqual(new Set(['reused']));
    const after = snapshot(project, isOfProject);
    for (const [path, was] of files) expect([path, after.get(path)]).toEqual([path, was]);
    before = (await statesOf()) as [string, string][];
  });

  it('draws ten different pictures for ten concepts', async () => {
    const flags = ['--hair', 'mohawk', '--hair-color', 'black', '--armor', 'robe', '--weapon', 'none'];
    const { run_id: run } = await generate(skald, flags, '--concepts', '10');
    await work();
    const made = (await jobsOf(rig, project)).filter(({ job }) => job.startsWith(run));
    const pixels = await Promise.all(made.map((job) => pixelsOf(join(project, job.concept?.path ?? ''))));
    expect(new Set(pixels).size).toBe(10);
    expect(made.map((job) => job.concept?.pixels)).toEqual(pixels);
    before = (await statesOf()) as [string, string][];
  });

  it('stands on its files alone after .art is deleted', async () => {
    const files = snapshot(project, isOfProject);
    rmSync(join(project, '.art'), { recursive: true });
    expect(await rig.data(project, 'verify')).toMatchObject({ findings: [] });
    expect(await rig.data(project, 'ship')).toMatchObject({ folder: 'dist/2', new: false });
    expect(existsSync(join(project, '.art/pg')) || existsSync(join(project, '.art/db.json'))).toBe(false);
    await rig.data(project, 'db', 'rebuild');
    expect(await statesOf()).toEqual(before);
    expect([...snapshot(project, isOfProject)]).toEqual([...files]);
  });

  it('verifies what is named, through a link as well, and nothing that is not there', async () => {
    const manifest = join(project, 'dist/current/iron/manifest.json');
    const whole = readFileSync(manifest);
    writeFileSync(manifest, `${whole.toString()} `);
    expect(await rig.art(['verify', 'dist/current', '--json'], { cwd: project })).toMatchObject({ code: 10 });
    writeFileSync(manifest, whole);
    expect(await rig.art(['verify', 'dist/current'], { cwd: project })).toMatchObject({ code: 0 });
    expect(await rig.art(['verify', 'dist/curent'], { cwd: project })).toMatchObject({ code: 3 });
  });

  it('goes on from the rebuilt rows: a waiting concept can still be approved and drawn', async () => {
    const waiting = (await jobsOf(rig, project)).find((job) => job.state === 'AwaitingConceptApproval');
    if (waiting === undefined) throw new Error('no job waits');
    await decide('approve', waiting, waiting.concept?.digest ?? '');
    await work();
    const after = (await jobsOf(rig, project)).find(({ job }) => job === waiting.job);
    expect(after?.state).toBe('AwaitingReview');
  });

  it('travels by git: a clone verifies and ships, and carries records and frozen art only', async () => {
    const git = (cwd: string, ...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
        cwd,
        env: rig.env,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    git(project, 'init', '-q');
    // The worst that a user's own settings can do to line ends.
    git(project, 'config', 'core.autocrlf', 'true');
    git(project, 'add', '-A');
    git(project, 'commit', '-q', '-m', 'All of it');
    const carried = git(project, 'ls-files').trim().split('\n');
    const has = (pattern: RegExp) => carried.some((path) => pattern.test(path));
    for (const kept of [
      /^content\/decisions\/.*\.json$/,
      /^content\/promotions\/.*\.json$/,
      /^content\/reviewers\.json$/,
      /^content\/recipes\/lock\//,
      /^content\/ages\/iron\/v1\/manifest\.json$/,
      /^art_pool\/approved\/.*\.png$/,
      /^art_pool\/approved\/.*\.json$/,
      /^runs\/[^/]+\/run\.json$/,
      /^runs\/[^/]+\/stages\/[^/]+\/manifest\.json$/,
    ]) {
      expect([kept, has(kept)]).toEqual([kept, true]);
    }
    for (const left of [/^\.art/, /^art_pool\/c/, /^dist\//, /\/out\//, /\.tmp-/]) {
      expect([left, has(left)]).toEqual([left, false]);
    }

    const clone = rig.adopt(join(rig.folder, 'clone'));
    git(rig.folder, 'clone', '-q', '--config', 'core.autocrlf=true', project, clone);
    expect(await rig.data(clone, 'verify')).toMatchObject({ findings: [] });
    await rig.data(clone, 'ship');
    const page = 'iron/atlas-0.png';
    expect(sha256(readFileSync(join(clone, 'dist/current', page)))).toBe(
      sha256(readFileSync(join(project, 'dist/current', page))),
    );
    expect(await rig.data(clone, 'verify')).toMatchObject({ findings: [] });
    expect(git(clone, 'status', '--porcelain')).toBe('');
  });
});
