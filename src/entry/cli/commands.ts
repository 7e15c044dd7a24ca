import type { CommandContext } from './context.ts';

/** What commander hands over: operands in order, and the options under their camel-case names. */
export interface Given {
  readonly operands: readonly string[];
  readonly options: { readonly [name: string]: unknown };
}

/** What a command's module exports as `run`. Returns the exit code. */
export type RunCommand = (context: CommandContext, given: Given) => Promise<number>;

export interface CommandSpec {
  /** `db start` is the command `start` of the group `db`. */
  readonly name: string;
  /** Operands in commander's notation. */
  readonly operands: string;
  readonly summary: string;
  /** Shown first in the help. */
  readonly example: string;
  readonly options: readonly (readonly [flags: string, doc: string])[];
  /** Lever flags are added from the recipe that is named. */
  readonly takesLevers?: boolean;
  readonly load: () => Promise<{ readonly run: RunCommand }>;
}

const dryRun = ['-n, --dry-run', 'say what would be done, and write nothing'] as const;
const passphraseFile = [
  '--passphrase-file <file>',
  'read your key’s passphrase from the first line of a file',
] as const;
const as = ['--as <reviewer>', 'the reviewer to decide as: a name or the start of a key id'] as const;

/** The commands in the order of the help: those of every day first. */
export const commands: readonly CommandSpec[] = [
  {
    name: 'init',
    operands: '[folder]',
    summary: 'make a project',
    example: 'art init my-game --sample',
    options: [['--sample', 'copy the sample project Skerry instead of an empty one']],
    load: () => import('./commands/init.ts'),
  },
  {
    name: 'up',
    operands: '',
    summary: 'start the database and a worker, and show what waits for you',
    example: 'art up',
    options: [],
    load: () => import('./commands/up.ts'),
  },
  {
    name: 'generate',
    operands: '<recipe>',
    summary: 'make a run of a recipe',
    example: 'art generate iron.object.statue.v1 --material bronze --armor plate --weapon spear',
    options: [
      dryRun,
      ['--concepts <n>', 'make n children of each binding, seeds one apart'],
      ['--wait', 'stay until the run waits for a person or is done'],
      ['--timeout <seconds>', 'give up waiting after this long'],
      ['--regate', 'ask again where an earlier decision would be applied'],
    ],
    takesLevers: true,
    load: () => import('./commands/generate.ts'),
  },
  {
    name: 'status',
    operands: '',
    summary: 'what waits, what runs, what shipped',
    example: 'art status',
    options: [],
    load: () => import('./commands/status.ts'),
  },
  {
    name: 'runs',
    operands: '',
    summary: 'list the runs, newest first',
    example: 'art runs --limit 20',
    options: [['--limit <n>', 'at most n runs (50)']],
    load: () => import('./commands/runs.ts'),
  },
  {
    name: 'run show',
    operands: '<run>',
    summary: 'show a run, its jobs and its stages',
    example: 'art run show 42',
    options: [],
    load: () => import('./commands/run-show.ts'),
  },
  {
    name: 'jobs',
    operands: '[run]',
    summary: 'list jobs and where they stand',
    example: 'art jobs 42 --state AwaitingReview',
    options: [
      ['--state <state>', 'only jobs in this state'],
      ['--recipe <recipe>', 'only jobs of this recipe'],
      ['--limit <n>', 'at most n jobs (200)'],
    ],
    load: () => import('./commands/jobs.ts'),
  },
  {
    name: 'list-candidates',
    operands: '<recipe>',
    summary: 'list the candidates of a recipe in the art pool',
    example: 'art list-candidates iron.character.skald.v1',
    options: [],
    load: () => import('./commands/list-candidates.ts'),
  },
  {
    name: 'review-concepts',
    operands: '[run]',
    summary: 'decide at the concept gate',
    example: 'art review-concepts 42',
    options: [as, passphraseFile],
    load: () => import('./commands/review-concepts.ts'),
  },
  {
    name: 'review',
    operands: '[what...]',
    summary: 'decide everything that waits, both gates, or the named runs and jobs',
    example: 'art review',
    options: [
      ['--approve <job>', 'approve without a terminal; needs --digest'],
      ['--reject <job>', 'reject without a terminal; needs --digest'],
      ['--digest <hex>', 'at least 12 digits of the digest of the picture that you saw'],
      ['--reason <text>', 'why, for a rejection'],
      as,
      passphraseFile,
    ],
    load: () => import('./commands/review.ts'),
  },
  {
    name: 'promote',
    operands: '<what> [hash16]',
    summary: 'choose an approved candidate for an asset',
    example: 'art promote 42/1 --as hero/skald',
    options: [
      ['--backend <name>', 'with <recipe> <hash16>: the backend that made it'],
      ['--frame <n>', 'with <recipe> <hash16>: the frame, such as 0 or 000-1a2b3c4d'],
      ['--as <asset_id>', 'the asset to fill'],
    ],
    load: () => import('./commands/promote.ts'),
  },
  {
    name: 'ship',
    operands: '',
    summary: 'pack what is promoted and switch dist/current to it',
    example: 'art ship',
    options: [
      ['--age <age>', 'only this age'],
      ['--allow-placeholders', 'draw what is missing; the pack is marked as not releasable'],
    ],
    load: () => import('./commands/ship.ts'),
  },
  {
    name: 'verify',
    operands: '',
    summary: 'check decisions, promotions, frozen files, age manifests and dist',
    example: 'art verify',
    options: [['--root <key>', 'the key id that the chain of reviewers must begin with']],
    load: () => import('./commands/verify.ts'),
  },
  {
    name: 'cancel',
    operands: '<what...>',
    summary: 'cancel jobs, or all jobs of a run, that are not final',
    example: 'art cancel 42/3',
    options: [],
    load: () => import('./commands/cancel.ts'),
  },
  {
    name: 'retry',
    operands: '<job...>',
    summary: 'queue a failed or rejected job once more',
    example: 'art retry 42/3',
    options: [],
    load: () => import('./commands/retry.ts'),
  },
  {
    name: 'reviewer add',
    operands: '[name]',
    summary: 'make your key, or admit the key of another person',
    example: 'art reviewer add "Ada"',
    options: [
      ['--public-key <key>', 'the public key of another person, to be admitted by you'],
      ['--no-passphrase', 'make the key without a passphrase'],
      as,
      passphraseFile,
    ],
    load: () => import('./commands/reviewer-add.ts'),
  },
  {
    name: 'reviewer list',
    operands: '',
    summary: 'list the people who may decide',
    example: 'art reviewer list',
    options: [],
    load: () => import('./commands/reviewer-list.ts'),
  },
  {
    name: 'worker',
    operands: '',
    summary: 'run one worker in the foreground',
    example: 'art worker',
    options: [['--until-idle', 'stop when nothing is left that a worker could do']],
    load: () => import('./commands/worker.ts'),
  },
  {
    name: 'db start',
    operands: '',
    summary: 'start the project’s own database',
    example: 'art db start',
    options: [],
    load: () => import('./commands/db-start.ts'),
  },
  {
    name: 'db stop',
    operands: '',
    summary: 'stop the project’s own database',
    example: 'art db stop',
    options: [
      ['--force', 'stop it whoever uses it'],
      ['--if-idle', 'stop it only if nobody uses it'],
    ],
    load: () => import('./commands/db-stop.ts'),
  },
  {
    name: 'db status',
    operands: '',
    summary: 'where the database is and which schema it has',
    example: 'art db status',
    options: [],
    load: () => import('./commands/db-status.ts'),
  },
  {
    name: 'db migrate',
    operands: '',
    summary: 'apply the migrations that are missing',
    example: 'art db migrate',
    options: [],
    load: () => import('./commands/db-migrate.ts'),
  },
  {
    name: 'db rebuild',
    operands: '',
    summary: 'make the rows again that the files prove',
    example: 'art db rebuild',
    options: [],
    load: () => import('./commands/db-rebuild.ts'),
  },
];
