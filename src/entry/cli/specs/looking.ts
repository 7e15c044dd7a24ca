import { jobStates } from '../../../domain/job/transition.ts';
import { runOrigins } from '../../../domain/run/run-record.ts';
import type { CommandTopic, OptionSpec } from '../command-spec.ts';

const lever: OptionSpec = [
  '--lever <name=value...>',
  'only with this value of a lever; may be given again, for another lever or another value',
];
const since: OptionSpec = ['--since <time>', 'only what was made since: 2026-11-01, or 2h, 3d, 1w ago'];
const state: OptionSpec = ['--state <state>', 'only in these states, several with commas', jobStates];
const recipe: OptionSpec = ['--recipe <recipe>', 'only of this recipe', 'recipe'];

export const looking: CommandTopic = {
  title: 'Look',
  commands: [
    {
      name: 'runs',
      operands: '',
      summary: 'list the runs, newest first',
      examples: ['art runs', 'art runs --state AwaitingReview --since 3d'],
      options: [
        recipe,
        ['--state <state>', 'only with jobs in these states, several with commas', jobStates],
        ['--origin <origin>', 'only of this origin', runOrigins],
        since,
        ['--limit <n>', 'at most n runs (50)'],
        ['--after <run>', 'go on after this run, as the page before says', 'run'],
      ],
      failures: ['run-not-found', 'run-ambiguous', 'recipe-not-found'],
      load: () => import('../commands/runs.ts'),
    },
    {
      name: 'run show',
      operands: '<run>',
      completes: ['run'],
      summary: 'show a run, its jobs and their stages',
      examples: ['art run show 42'],
      options: [
        ['--limit <n>', 'at most n jobs with their stages (40)'],
        ['--after <job>', 'go on after this job, as the page before says', 'job'],
      ],
      failures: ['run-not-found', 'run-ambiguous', 'job-not-found', 'run-record-invalid'],
      load: () => import('../commands/run-show.ts'),
    },
    {
      name: 'run diff',
      operands: '<run> <other>',
      completes: ['run', 'run'],
      summary: 'what differs between two runs, field by field, and whether their pictures do',
      examples: ['art run diff 41 42'],
      about: [
        'Compares the recipe and the files that it names, seeds, tool, limits, pipelines and environment, then stage by stage what was made: the same bytes, the same picture in other bytes, or a different one, and for which reason. A cell is compared with the same cell of the other run (binding, backend, child); what is left over, with the one that is most like it.',
        'It reads stored records alone, so it works in a clone and without a database. The exit code is 0 whether or not anything differs; `--json` has `same`.',
      ],
      options: [],
      failures: ['run-not-found', 'run-ambiguous', 'run-record-invalid'],
      load: () => import('../commands/run-diff.ts'),
    },
    {
      name: 'why',
      operands: '<run> [stage]',
      completes: [['run', 'job'], null],
      summary: 'why each stage of a run was executed or reused, and what the others wait for',
      examples: ['art why 42', 'art why 42 final', 'art why 42/3', 'art why 42 --against 37'],
      about: [
        'A stage that was executed is compared with the nearest stage of an earlier run, of the same recipe in any version first, and the fields that differ are named: `levers.hair red -> black`, `locked_fields.steps 30 -> 40`, `input concept changed because ...`. Cells with the same reason are told together; `--cell`, or a job such as `42/3`, shows one cell with every change.',
        'It reads stored records alone, so it works in a clone and without a database.',
      ],
      options: [
        ['--against <run>', 'compare with this run, also what was reused', 'run'],
        ['--cell <n>', 'only the cell at this place, with every change'],
      ],
      failures: ['run-not-found', 'run-ambiguous', 'job-not-found', 'stage-not-found', 'run-record-invalid'],
      load: () => import('../commands/why.ts'),
    },
    {
      name: 'jobs',
      operands: '[run]',
      completes: ['run'],
      summary: 'list jobs and where they stand',
      examples: ['art jobs 42', 'art jobs --state AwaitingReview --lever hair=red --lever hair=blond'],
      about: [
        'Of each cell only the latest try is listed, unless `--all-tries` is given. What all jobs of the list have in common stands above it; `--plain` prints every column for each job.',
      ],
      options: [
        state,
        recipe,
        ['--kind <kind>', 'only of this kind, such as character.humanoid'],
        ['--backend <backend>', 'only of this final backend', 'backend'],
        ['--waiting', 'only what waits for something other than a person'],
        lever,
        since,
        ['--all-tries', 'earlier tries of a cell too'],
        ['--limit <n>', 'at most n jobs (200)'],
        ['--after <job>', 'go on after this job, as the page before says', 'job'],
        ['--count', 'print only how many there are'],
      ],
      failures: ['run-not-found', 'run-ambiguous', 'job-not-found', 'recipe-not-found'],
      load: () => import('../commands/jobs.ts'),
    },
    {
      name: 'job show',
      operands: '<job>',
      completes: ['job'],
      summary: 'show one job whole: pictures, decisions, stages, notes, what happened to it',
      examples: ['art job show 42/3'],
      options: [],
      failures: ['job-not-found', 'run-ambiguous'],
      load: () => import('../commands/job-show.ts'),
    },
    {
      name: 'log',
      operands: '[run|job]',
      completes: [['run', 'job']],
      summary: 'show what happened, in the order of time',
      examples: ['art log --follow', 'art log 42/3', 'art log --since 2h'],
      about: [
        'Each line is one event of one job: when in local time, which job, what happened, from which state to which, what is known of it, and who did it. `--follow` goes on with every event as it is committed, until Ctrl-C, which is how it is meant to end: the exit code is 0.',
      ],
      options: [
        ['-f, --follow', 'go on with what happens from now'],
        ['--since <time>', 'only what happened since: 2026-11-01, or 2h, 3d, 1w ago'],
        ['--limit <n>', 'at most the last n events (50)'],
        ['--before <event>', 'only what happened before this event, as the page after says'],
      ],
      failures: ['run-not-found', 'run-ambiguous', 'job-not-found'],
      load: () => import('../commands/log.ts'),
    },
    {
      name: 'list-candidates',
      operands: '<recipe>',
      completes: ['recipe'],
      summary: 'list the candidates of a recipe, their verdicts and what they are promoted as',
      examples: [
        'art list-candidates iron.character.skald.v1',
        'art list-candidates iron.character.skald.v1 --verdict approved --lever hair=red',
      ],
      about: [
        'It reads the index in the database. Art that came by a clone or a copied folder has files and no rows: `art db rebuild` makes the rows of runs, jobs, candidates and decisions from them. The verdict is that of the decision that stands about exactly these bytes; `art verify` checks its signature.',
      ],
      options: [
        ['--verdict <verdict>', 'only with this verdict', ['approved', 'rejected', 'withdrawn', 'undecided']],
        lever,
        ['--limit <n>', 'at most n candidates (100)'],
        ['--after <place>', 'go on after this place, as the page before says'],
      ],
      failures: ['recipe-not-found', 'job-not-found', 'run-ambiguous'],
      load: () => import('../commands/list-candidates.ts'),
    },
  ],
};
