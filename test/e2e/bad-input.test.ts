import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CliRig,
  isOfProject,
  isRoot,
  jobsOf,
  levers,
  readJson,
  sha256,
  skald,
  snapshot,
  statue,
  statueLevers,
  write,
  type JobRow,
  type Told,
} from './rig.ts';

let rig: CliRig;
/** One project for all rows: whatever a row alters it puts back. */
let project: string;
let concept: JobRow;
let draft: JobRow;
let second: string;

const recipePath = (id: string) => `content/recipes/${id}.json`;
const ages = 'content/ages/iron/v1/manifest.json';
const fresh = 'iron.object.fresh.v1';
/** ESC with a colour, OSC 52 (the clipboard), C1 CSI, a bidirectional override, DEL. */
const hostile = '\u001b[31m\u001b]52;c;aGk=\u0007\u009b5m\u202edlo\u007f';

beforeAll(async () => {
  rig = new CliRig();
  project = await rig.sample();
  await rig.reviewer(project);
  await rig.data(project, 'generate', skald, ...levers);
  const statueRun = await rig.data<{ run_id: string }>(project, 'generate', statue, ...statueLevers);
  second = statueRun.run_id;
  writeRecipe('iron.object.sketch.v1', (recipe) => ({ ...recipe, draft: true }));
  await rig.data(project, 'generate', 'iron.object.sketch.v1', ...statueLevers);
  await rig.data(project, 'worker', '--until-idle');
  const jobs = await jobsOf(rig, project);
  [concept, draft] = [jobs[0] as JobRow, jobs[2] as JobRow];
  const made = jobs[1] as JobRow;
  const digest = made.candidates[0]?.digest ?? '';
  await rig.data(project, 'review', '--approve', made.job, '--digest', digest, ...key());
  await rig.data(project, 'promote', made.job, '--as', 'props/statue-founder');
  await rig.data(project, 'ship');
  // A second run with the number of the first, as two branches make it.
  const [first = ''] = concept.job.split('/');
  const twin = `${first.slice(0, -4)}${first.endsWith('aaaa') ? 'bbbb' : 'aaaa'}`;
  write(
    project,
    `runs/${twin}/run.json`,
    readFileSync(join(project, 'runs', first, 'run.json'), 'utf8').replaceAll(first, twin),
  );
  await rig.data(project, 'db', 'rebuild');
});
afterAll(() => rig.remove());

const key = () => ['--passphrase-file', rig.passphraseFile];

type RecipeText = Record<string, unknown> & { locked_fields: Record<string, unknown> };
function writeRecipe(id: string, change: (recipe: RecipeText) => Record<string, unknown>): void {
  const recipe = readJson<RecipeText>(project, recipePath(statue));
  write(project, recipePath(id), JSON.stringify({ ...change(recipe), recipe_id: id }, null, 2));
}

/** Puts a file's bytes in place and gives what brings the old ones back. */
function altered(path: string, change: (text: string) => string): () => void {
  const before = existsSync(join(project, path)) ? readFileSync(join(project, path)) : null;
  write(project, path, change(before?.toString('utf8') ?? ''));
  return () => (before === null ? rmSync(join(project, path)) : writeFileSync(join(project, path), before));
}

const freshRecipe = (change: (recipe: RecipeText) => Record<string, unknown>) => () => {
  writeRecipe(fresh, change);
  return () => rmSync(join(project, recipePath(fresh)));
};
const locked = (fields: Record<string, unknown>) =>
  freshRecipe((recipe) => ({ ...recipe, locked_fields: { ...recipe.locked_fields, ...fields } }));
const generateFresh = () => ['generate', fresh, ...statueLevers];

const onlyFile = (folder: string, ending: string): string =>
  `${folder}/${readdirSync(join(project, folder)).find((name) => name.endsWith(ending)) ?? ''}`;
const approvedFile = (ending: string): string => {
  const { entries } = readJson<{ entries: { asset_path: string | null }[] }>(project, ages);
  const path = entries.find((entry) => entry.asset_path !== null)?.asset_path ?? '';
  return path.replace(/png$/, ending);
};

interface Row {
  readonly title: string;
  /** Makes the fault; gives what takes it back. */
  readonly alter?: () => (() => void | Promise<void>) | Promise<() => void | Promise<void>>;
  readonly args: () => readonly string[];
  readonly code: number;
  readonly kind: string;
  /** What stderr says of it besides. */
  readonly says: RegExp;
}

const rows: readonly Row[] = [
  {
    title: 'an unknown lever',
    args: () => ['generate', skald, ...levers, '--beard', 'long'],
    code: 2,
    kind: 'unknown-lever',
    says: /--beard[^]*--hair-color/,
  },
  {
    title: 'a value outside the enum',
    args: () => ['generate', skald, ...levers.slice(2), '--hair', 'lomg'],
    code: 2,
    kind: 'lever-value-outside-enum',
    says: /"lomg"[^]*long/,
  },
  {
    title: 'a missing lever',
    args: () => ['generate', skald, ...levers.slice(2)],
    code: 2,
    kind: 'missing-lever',
    says: /--hair[^]*short, long/,
  },
  {
    title: 'an unknown recipe',
    args: () => ['generate', 'iron.character.skalf.v1', ...levers],
    code: 3,
    kind: 'recipe-not-found',
    says: /iron\.character\.skald\.v1/,
  },
  {
    title: 'malformed JSON',
    alter: () => altered(recipePath(fresh), () => '{\n  "schema_version": 1,,\n}\n'),
    args: generateFresh,
    code: 6,
    kind: 'recipe-invalid',
    says: /iron\.object\.fresh\.v1\.json:2:23[^]*\^/,
  },
  {
    title: 'conflict markers',
    alter: () => altered(recipePath(fresh), () => '{\n<<<<<<< HEAD\n"a": 1\n=======\n"a": 2\n>>>>>>> b\n}\n'),
    args: generateFresh,
    code: 6,
    kind: 'recipe-invalid',
    says: /conflict/,
  },
  {
    title: 'recipe drift',
    alter: () => altered(recipePath(skald), (text) => text.replace('7301', '7302')),
    args: () => ['generate', skald, ...levers],
    code: 10,
    kind: 'recipe-drift',
    says: /iron\.character\.skald\.v1/,
  },
  {
    title: 'drift of a palette that the recipe names',
    alter: () => altered('content/palettes/skerry.hex', (text) => `${text}ff00ff\n`),
    args: () => ['generate', statue, ...statueLevers],
    code: 10,
    kind: 'recipe-drift',
    says: /skerry\.hex/,
  },
  {
    title: 'a missing workflow',
    alter: () => {
      const path = join(project, 'content/recipes/workflows/jarl-concept.workflow.json');
      renameSync(path, `${path}.away`);
      return () => renameSync(`${path}.away`, path);
    },
    args: () => ['generate', 'iron.character.jarl.v1', '--cloak', 'sealskin', '--mood', 'grim'],
    code: 6,
    kind: 'recipe-invalid',
    says: /jarl-concept\.workflow\.json/,
  },
  {
    title: 'a wrong type in a locked field',
    alter: locked({ canvas_width: '48' }),
    args: generateFresh,
    code: 6,
    kind: 'recipe-invalid',
    says: /canvas_width[^]*\^/,
  },
  {
    title: 'a palette outside the project',
    alter: locked({ palette: '../../../../etc/passwd' }),
    args: generateFresh,
    code: 6,
    kind: 'recipe-invalid',
    says: /palette/,
  },
  {
    title: 'hostile text in a title and in levers',
    alter: freshRecipe((recipe) => ({
      ...recipe,
      title: hostile,
      lever_schema: {
        type: 'object',
        additionalProperties: false,
        required: ['material'],
        properties: { material: { enum: [hostile, 'stone'] } },
      },
    })),
    args: () => ['generate', fresh, '--material', hostile],
    code: 6,
    kind: 'recipe-invalid',
    says: /\\u001b/,
  },
  {
    title: 'a backend that cannot run yet',
    args: () => ['generate', 'iron.character.jarl.v1', '--cloak', 'sealskin', '--mood', 'grim'],
    code: 8,
    kind: 'backend-unavailable',
    says: /comfyui/,
  },
  {
    title: 'an unknown configuration key',
    alter: () => altered('art.config.json', (text) => text.replace('"name"', '"prot": 8080, "name"')),
    args: () => ['status'],
    code: 6,
    kind: 'config-invalid',
    says: /prot[^]*did you mean "port"/,
  },
  {
    title: 'a folder that is no project',
    args: () => ['status', '--project', rig.folder],
    code: 3,
    kind: 'project-not-found',
    says: /art init/,
  },
  ...['../../etc/passwd', '/etc/passwd', 'iron.object.statue.v1/../x', '..'].map((id) => ({
    title: `a path for a recipe: ${id}`,
    args: () => ['generate', id, ...statueLevers],
    code: 3,
    kind: 'recipe-not-found',
    says: /ls content\/recipes/,
  })),
  {
    title: 'a path for a job',
    args: () => ['review', '--approve', '../../1/1', '--digest', 'a'.repeat(64), ...key()],
    code: 3,
    kind: 'job-not-found',
    says: /art jobs/,
  },
  {
    title: 'a path for a run',
    args: () => ['run', 'show', '../../runs'],
    code: 3,
    kind: 'run-not-found',
    says: /art runs/,
  },
  ...['../../../../etc/passwd', '/etc/passwd', 'art_pool/candidates/../../../x.png', 'art.config.json'].map(
    (path) => ({
      title: `a path that is no candidate: ${path}`,
      args: () => ['promote', path, '--as', 'hero/skald'],
      code: 3,
      kind: 'candidate-not-found',
      says: /list-candidates/,
    }),
  ),
  {
    title: 'a path for a frame',
    args: () => [
      'promote',
      statue,
      '0f29d70d1d00e470',
      '--backend',
      'procedural',
      '--frame',
      '../../../x',
      '--as',
      'a',
    ],
    code: 3,
    kind: 'candidate-not-found',
    says: /list-candidates/,
  },
  {
    title: 'a path for a backend',
    args: () => ['promote', statue, '0f29d70d1d00e470', '--backend', '../..', '--frame', '0', '--as', 'a'],
    code: 3,
    kind: 'candidate-not-found',
    says: /list-candidates/,
  },
  {
    title: 'a path for an asset',
    args: () => ['promote', `${second}/1`, '--as', '../../x'],
    code: 3,
    kind: 'asset-unknown',
    says: /age manifest/,
  },
  {
    title: 'a path for an age',
    args: () => ['ship', '--age', '../../x'],
    code: 3,
    kind: 'age-not-found',
    says: /iron/,
  },
  {
    title: 'hostile words on the command line',
    args: () => ['generate', statue, ...statueLevers, `--${hostile}`],
    code: 2,
    kind: 'unknown-lever',
    says: /\\u001b/,
  },
  { title: 'a hostile command', args: () => [hostile], code: 2, kind: 'usage', says: /\\u001b/ },
  {
    title: 'a hostile option',
    args: () => ['ship', `--${hostile}`],
    code: 2,
    kind: 'usage',
    says: /\\u001b/,
  },
  {
    title: 'a reviewer whose name cannot be read',
    args: () => ['reviewer', 'add', '\u001b\u202e', ...key()],
    code: 2,
    kind: 'reviewer-name-invalid',
    says: /name/,
  },
  {
    title: 'a wrong passphrase',
    alter: () => altered('../wrong', () => 'not this one\n'),
    args: () => [
      ...['review', '--approve', concept.job, '--digest', concept.concept?.digest ?? ''],
      ...['--passphrase-file', join(rig.folder, 'wrong')],
    ],
    code: 4,
    kind: 'wrong-passphrase',
    says: /Try again/,
  },
  {
    title: 'a passphrase file that is not there',
    args: () => [
      ...['review', '--approve', concept.job, '--digest', concept.concept?.digest ?? ''],
      ...['--passphrase-file', join(rig.folder, 'nowhere')],
    ],
    code: 12,
    kind: 'file-unusable',
    says: /nowhere/,
  },
  {
    title: 'a reviewer who is not there',
    args: () => [
      ...['review', '--approve', concept.job, '--digest', concept.concept?.digest ?? ''],
      ...['--as', 'Bob', ...key()],
    ],
    code: 4,
    kind: 'key-not-found',
    says: /reviewer list/,
  },
  {
    title: 'a decision about other bytes',
    args: () => ['review', '--approve', concept.job, '--digest', sha256('another picture'), ...key()],
    code: 5,
    kind: 'decision-moved',
    says: /another picture/,
  },
  {
    title: 'a digest that is too short',
    args: () => [
      ...['review', '--approve', concept.job, '--digest', concept.concept?.digest.slice(0, 11) ?? ''],
      ...key(),
    ],
    code: 2,
    kind: 'digest-too-short',
    says: /at least 12/,
  },
  {
    title: 'an approval of a draft at the review gate',
    args: () => ['review', '--approve', draft.job, '--digest', draft.candidates[0]?.digest ?? '', ...key()],
    code: 5,
    kind: 'draft-not-approvable',
    says: /"draft"/,
  },
  {
    title: 'a decision without a terminal',
    args: () => ['review'],
    code: 2,
    kind: 'needs-terminal',
    says: /--digest/,
  },
  {
    title: 'an edited decision file',
    alter: () =>
      altered(onlyFile('content/decisions', '.json'), (text) => text.replace('"approve"', '"reject"')),
    args: () => ['promote', `${second}/1`, '--as', 'props/statue-founder'],
    code: 10,
    kind: 'decision-invalid',
    says: /edited after it was signed[^]*git checkout/,
  },
  {
    title: 'an edited decision file, at ship',
    alter: () =>
      altered(onlyFile('content/decisions', '.json'), (text) => text.replace('"approve"', '"reject"')),
    args: () => ['ship'],
    code: 10,
    kind: 'decision-invalid',
    says: /git checkout/,
  },
  {
    title: 'an edited side record of a candidate',
    alter: () =>
      altered(approvedFile('json'), (text) => text.replace('"duration_ms": null', '"duration_ms": 100')),
    args: () => ['ship'],
    code: 10,
    kind: 'side-record-differs',
    says: /art verify/,
  },
  {
    title: 'a frozen picture with other bytes',
    alter: () => {
      const path = join(project, approvedFile('png'));
      const before = readFileSync(path);
      writeFileSync(path, Buffer.concat([before, Buffer.from('x')]));
      return () => writeFileSync(path, before);
    },
    args: () => ['ship'],
    code: 10,
    kind: 'frozen-differs',
    says: /git/,
  },
  {
    title: 'a reviewers file with a stranger in it',
    alter: () => altered('content/reviewers.json', (text) => text.replace('"Ada"', '"Eve"')),
    args: () => ['review', '--approve', concept.job, '--digest', concept.concept?.digest ?? '', ...key()],
    code: 10,
    kind: 'reviewers-invalid',
    says: /git/,
  },
  {
    title: 'a run that is not there',
    args: () => ['run', 'show', '99'],
    code: 3,
    kind: 'run-not-found',
    says: /art runs/,
  },
  {
    title: 'a job that is not there',
    args: () => ['cancel', '99/1'],
    code: 3,
    kind: 'job-not-found',
    says: /art jobs/,
  },
  {
    title: 'a number that two runs have',
    args: () => ['run', 'show', '1'],
    code: 2,
    kind: 'run-ambiguous',
    says: /run_0001_\w{4} or run_0001_\w{4}/,
  },
  {
    title: 'a job number that two runs have',
    args: () => ['cancel', '1/1'],
    code: 2,
    kind: 'run-ambiguous',
    says: /run_0001_\w{4} or run_0001_\w{4}/,
  },
  {
    title: 'a project that is there already',
    args: () => ['init', project],
    code: 5,
    kind: 'project-exists',
    says: /art up/,
  },
  {
    title: 'a port that another program has',
    alter: async () => {
      const server = createServer((socket) => socket.resume().end('HTTP/1.1 418 I am a teapot\r\n\r\n'));
      const port = await listening(server);
      const back = altered('art.config.json', (text) => text.replace('"name"', `"port": ${port}, "name"`));
      return async () => {
        back();
        await new Promise((closed) => server.close(closed));
      };
    },
    args: () => ['up'],
    code: 12,
    kind: 'port-taken',
    says: /"port"/,
  },
  {
    title: 'a database that is too new',
    alter: async () => {
      await rig.query(
        project,
        `insert into art.art_schema (version, name, checksum) values (999, 'later', 'x')`,
      );
      return async () => void (await rig.query(project, `delete from art.art_schema where version = 999`));
    },
    args: () => ['generate', skald, ...levers],
    code: 11,
    kind: 'database-too-new',
    says: /999/,
  },
  {
    title: 'migrating a database that is too new',
    alter: async () => {
      await rig.query(
        project,
        `insert into art.art_schema (version, name, checksum) values (999, 'later', 'x')`,
      );
      return async () => void (await rig.query(project, `delete from art.art_schema where version = 999`));
    },
    args: () => ['db', 'migrate'],
    code: 11,
    kind: 'database-too-new',
    says: /999/,
  },
];

const listening = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });

// C0 but the line feed and the tab, DEL, C1, and what turns the direction of text.
// eslint-disable-next-line no-control-regex
const raw = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
function expectClean(told: Told): void {
  expect(raw.exec(told.stdout)).toBeNull();
  expect(raw.exec(told.stderr)).toBeNull();
}

/** Rows that bad input must not add to or take from. */
const counts = async () =>
  rig.query(
    project,
    `select (select count(*) from art.art_runs) runs, (select count(*) from art.art_job_events) events,
            (select count(*) from art.art_decisions) decisions`,
  );

describe('bad input is refused with its name, the next step, and nothing written', () => {
  it.each(rows)('$title', async ({ alter, args, code, kind, says }) => {
    const back = await alter?.();
    try {
      const before = [...snapshot(project, isOfProject)];
      const rowsBefore = await counts();
      const told = await rig.art(args(), { cwd: project });
      expect(told).toMatchObject({ code, signal: null });
      expect(told.stderr).toContain(`failed ${kind}: `);
      expect(told.stderr).toMatch(says);
      expect(told.stderr).toMatch(/^ {2}next: ./m);
      expectClean(told);
      const record = await rig.art([...args(), '--json'], { cwd: project });
      expect(record.code).toBe(code);
      expect(record.records.filter(({ type }) => type === 'result')).toMatchObject([
        { ok: false, failure: { kind, exit_code: code } },
      ]);
      expectClean(record);
      expect([...snapshot(project, isOfProject)]).toEqual(before);
      expect(await counts()).toEqual(rowsBefore);
    } finally {
      await back?.();
    }
  });

  it('leaves the project sound after all of it', async () => {
    expect(await rig.data(project, 'verify')).toMatchObject({ findings: [] });
  });
});

describe('verify names what was edited, and exits with 10', () => {
  const edits: readonly (readonly [string, () => string, (text: string) => string, string])[] = [
    [
      'a decision',
      () => onlyFile('content/decisions', '.json'),
      (text) => text.replace('Z"', 'Z "'),
      'MODIFIED',
    ],
    [
      'a promotion',
      () => onlyFile('content/promotions', '.json'),
      (text) => text.replace('founder', 'winter'),
      'KEY-MISMATCH',
    ],
    [
      'an approved side record',
      () => approvedFile('json'),
      (text) => text.replace('"seed": ', '"seed": 1'),
      'MODIFIED',
    ],
    ['an age manifest', () => ages, (text) => text.replace(/"bytes": "[0-9a-f]/, '"bytes": "z'), 'MODIFIED'],
    [
      'a shipped atlas',
      () => 'dist/1/iron/atlas-0.json',
      (text) => text.replace(/"x": ?/, '"x":1'),
      'MODIFIED',
    ],
  ];
  it.each(edits)('%s', async (_title, path, change, kind) => {
    const back = altered(path(), change);
    try {
      const told = await rig.art(['verify', '--json'], { cwd: project });
      expect(told).toMatchObject({ code: 10, signal: null });
      const { findings } = told.records.at(-1)?.data as unknown as {
        findings: { path: string; kind: string }[];
      };
      // A side record is named by its picture.
      const stem = path().replace(/\.json$/, '');
      expect(findings.filter((found) => found.kind === kind && found.path.startsWith(stem))).not.toEqual([]);
      expectClean(told);
    } finally {
      back();
    }
  });
});

describe('hostile names never reach the terminal', () => {
  it.each([
    ['a recipe file', () => `content/recipes/${hostile}.json`],
    ['a decision file', () => `content/decisions/${hostile}.json`],
    ['a promotion file', () => `content/promotions/${hostile}.json`],
    ['an approved file', () => `${approvedFile('json').replace(/[^/]*$/, '')}${hostile}.png`],
    ['a run folder', () => `runs/${hostile}/run.json`],
    ['an age', () => `content/ages/${hostile}/v1/manifest.json`],
  ])('in the name of %s', async (_title, path) => {
    const back = altered(path(), () => hostile);
    try {
      for (const args of [
        ['verify'],
        ['ship'],
        ['status'],
        ['list-candidates', statue],
        ['promote', hostile],
      ]) {
        expectClean(await rig.art(args, { cwd: project }));
        expectClean(await rig.art([...args, '--json'], { cwd: project }));
      }
    } finally {
      back();
      if (path().startsWith('runs/')) rmSync(join(project, 'runs', hostile), { recursive: true });
      if (path().startsWith('content/ages/'))
        rmSync(join(project, 'content/ages', hostile), { recursive: true });
    }
  });

  it('in the name of a project and of a reviewer', async () => {
    const folder = rig.adopt(join(rig.folder, `p${hostile}`));
    const told = [await rig.art(['init', folder, '--sample'])];
    for (const args of [
      ['reviewer', 'add', `Eve${hostile}`, ...key()],
      ['reviewer', 'list'],
      ['db', 'status'],
      ['generate', statue, ...statueLevers],
      ['worker', '--until-idle'],
      ['status'],
      ['ship'],
    ]) {
      told.push(await rig.art(args, { cwd: folder }), await rig.art([...args, '--json'], { cwd: folder }));
    }
    for (const one of told) {
      expectClean(one);
      expect(one.stderr).not.toContain('fault of Artkiln itself');
    }
  });
});

describe('a full disk', () => {
  it.skipIf(!isRoot)(
    'is told as such, and no half of a run stays (needs root, to mount a small tmpfs)',
    async () => {
      const small = await rig.sample('small');
      mkdirSync(join(small, 'runs'));
      await rig.data(small, 'db', 'start');
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', join(small, 'runs')]);
      try {
        const filler = join(small, 'runs', 'filler');
        writeFileSync(filler, Buffer.alloc(60 * 1024));
        const told = await rig.art(['generate', skald, ...levers, '--concepts', '20', '--json'], {
          cwd: small,
        });
        expect(told.code).toBe(12);
        expect(told.stderr).toContain('failed disk-full: ');
        expect(readdirSync(join(small, 'runs'))).toEqual(['filler']);
        expect(await rig.data(small, 'runs')).toMatchObject({ runs: [] });
        rmSync(filler);
        const { run_id: run } = await rig.data<{ run_id: string }>(small, 'generate', skald, ...levers);
        expect(readdirSync(join(small, 'runs'))).toEqual([run]);
      } finally {
        execFileSync('umount', [join(small, 'runs')]);
      }
    },
  );
});
