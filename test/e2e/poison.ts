/** Hostile text in every place that a project, its database and its surroundings can bring it from. */
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { altered, concept, hostile, project, recipePath, rig, second } from './bad-input.ts';
import { readJson, statue, statueLevers, write } from './rig.ts';

/** What `hostile` holds, and a line of its own that would look like one of ours. */
export const poison = `${hostile}\nINJECTED next: art db stop --force\r`;

/** What the environment may say. Numbers and colours that are none; a user; a locale. */
export const hostileEnv: Readonly<Record<string, string>> = {
  USER: poison,
  LOGNAME: poison,
  TERM_PROGRAM: poison,
  COLORTERM: poison,
  // Control characters in it end Node itself before any line of ours is run.
  LC_ALL: 'xx_YY.nonsense',
  COLUMNS: poison,
  GIT_AUTHOR_NAME: poison,
};

/** Poisons the project of `setUp` such that its commands go on working. Gives the places that took it. */
export async function poisonProject(): Promise<readonly string[]> {
  const taken: string[] = [];
  altered('art.config.json', (text) =>
    JSON.stringify({ ...(JSON.parse(text) as object), name: poison.slice(0, 100) }),
  );

  // Recipes: one that is used (its title is not part of what a run needs), and broken ones.
  const recipe = readJson<Record<string, unknown>>(project, recipePath(statue));
  const broken = {
    ...recipe,
    title: poison,
    description: poison,
    [poison]: poison,
    lever_schema: { [poison]: poison },
  };
  write(project, 'content/recipes/iron.object.poison.v1.json', JSON.stringify(broken));
  write(project, 'content/recipes/iron.object.words.v1.json', `{ "recipe_id": "${poison}" }`);

  // Names of files and folders wherever people or version control put them.
  for (const folder of [
    // Not among decisions and promotions: these are refused as a whole then, see hostile.test.ts.
    ...['content/recipes', 'content/contracts', 'content/palettes'],
    ...['art_pool/candidates', 'art_pool/concepts', 'runs', 'ledger', '.art', '.art/logs', '.art/drafts'],
    `art_pool/candidates/${statue}`,
  ]) {
    mkdirSync(join(project, folder), { recursive: true });
    writeFileSync(join(project, folder, `${poison.replaceAll('/', ' ')}.json`), poison);
    mkdirSync(join(project, folder, `d${poison.replaceAll('/', ' ')}`), { recursive: true });
  }
  const pool = join(project, 'art_pool/candidates', statue);
  for (const hash of readdirSync(pool).filter((name) => /^[0-9a-f]{16}$/.test(name)))
    writeFileSync(join(pool, hash, `${hostile}.png`), 'not a picture');

  // A run that somebody sent: its record names its maker.
  const sent = 'run_0077_evil';
  cpSync(join(project, 'runs', second), join(project, 'runs', sent), { recursive: true });
  const record = join(project, 'runs', sent, 'run.json');
  writeFileSync(
    record,
    JSON.stringify({
      ...(JSON.parse(readFileSync(record, 'utf8').replaceAll(second, sent)) as object),
      actor: poison,
      tool: { name: 'artkiln', version: poison },
      ui: { [poison]: poison },
    }),
  );

  // Version control: a branch and a person.
  write(project, '.git/HEAD', `ref: refs/heads/${hostile}\n`);
  write(project, '.git/config', `[user]\n\tname = "${hostile}"\n`);

  // Rows: what other machines and backends say of themselves. A guard that refuses is as good as an escape.
  const { jobs } = await rig.data<{ jobs: string[] }>(project, 'generate', statue, ...statueLevers);
  await rig.data(project, 'cancel', ...jobs);
  const statements: readonly (readonly [string, string, readonly unknown[]])[] = [
    [
      'a worker',
      `insert into art.art_workers (project_id, worker_id, host, pid, version)
      select project_id, $1, $1, 1, $1 from art.art_projects`,
      [poison],
    ],
    [
      'an error of a job',
      `update art.art_jobs set error_class = $1, error_message = $1, lease_owner = null
      where state = 'Failed'`,
      [poison],
    ],
    [
      'a pause of a backend',
      `insert into art.art_backends (project_id, backend, paused_why)
      select project_id, 'comfyui', $1 from art.art_projects`,
      [poison],
    ],
    [
      'a note',
      `insert into art.art_notes (project_id, digest, author, label, text)
      select project_id, $2, $1, $3, $1 from art.art_projects`,
      [poison, concept.concept?.digest, hostile.slice(0, 60)],
    ],
  ];
  for (const [place, sql, values] of statements) {
    try {
      await rig.query(project, sql, [...values]);
      taken.push(place);
    } catch (error) {
      taken.push(`not ${place}: ${(error as Error).message}`);
    }
  }

  // A signed reason keeps its line ends and its bidirectional controls.
  const rejected = await rig.art(
    [
      'review',
      '--reject',
      concept.job,
      '--digest',
      concept.concept?.digest ?? '',
      '--reason',
      poison,
      '--passphrase-file',
      rig.passphraseFile,
    ],
    { cwd: project },
  );
  taken.push(rejected.code === 0 ? 'a reason' : `not a reason: ${rejected.stderr}`);
  return taken;
}
