import type { CommandTopic } from '../command-spec.ts';
import { checkNames } from '../doctor/check-names.ts';
import { dryRun } from './shared-options.ts';

export const project: CommandTopic = {
  title: 'Every day',
  commands: [
    {
      name: 'init',
      operands: '[folder]',
      summary: 'make a project',
      examples: ['art init my-game --sample'],
      options: [['--sample', 'copy the sample project Skerry instead of an empty one'], dryRun],
      failures: ['project-exists', 'file-unusable', 'disk-full'],
      load: () => import('../commands/init.ts'),
    },
    {
      name: 'up',
      operands: '',
      summary: 'start the database and a worker, and show what waits for you',
      examples: ['art up'],
      options: [],
      failures: ['port-taken'],
      load: () => import('../commands/up.ts'),
    },
    {
      name: 'status',
      operands: '',
      summary: 'what waits, what runs, what shipped',
      examples: ['art status'],
      options: [],
      failures: [],
      load: () => import('../commands/status.ts'),
    },
    {
      name: 'worker',
      operands: '',
      summary: 'run one worker in the foreground',
      examples: ['art worker'],
      options: [['--until-idle', 'stop when nothing is left that a worker could do']],
      failures: ['machine-unfit'],
      load: () => import('../commands/worker.ts'),
    },
    {
      name: 'doctor',
      operands: '',
      summary: 'look at machine, project and database, and say what to mend',
      examples: ['art doctor', 'art doctor --only database --json'],
      about: [
        'Looks and changes nothing: it starts no database and writes no file. Each finding is `ok`, `warn` or `error`, and those that are not `ok` say how to mend them. It works in a broken project too: what cannot be looked at is a finding.',
        'Exits with 0 when nothing is an error, with warnings too, else with 6.',
      ],
      options: [['--only <check...>', 'only these checks', checkNames]],
      failures: [],
      load: () => import('../commands/doctor.ts'),
    },
    {
      name: 'config show',
      operands: '',
      summary: 'show every setting and where it comes from',
      examples: ['art config show --origin'],
      about: [
        'A flag counts more than the environment, the environment more than the project’s `art.config.json`, that more than your own `~/.config/artkiln/config.json`, and each of them more than the default. See [settings](config.md). Passwords are masked.',
      ],
      options: [['--origin', 'show where each value comes from']],
      failures: ['config-invalid'],
      load: () => import('../commands/config-show.ts'),
    },
    {
      name: 'completion',
      operands: '<shell>',
      completes: [['bash', 'zsh', 'fish']],
      summary: 'print the completion script of bash, zsh or fish',
      examples: ['art completion bash', 'art completion zsh > ~/.zfunc/_art'],
      about: [
        'Prints the script and says where it goes; installs nothing. At Tab it offers commands, options, recipes, the levers of the recipe that the line names with their values (in a sweep after a comma too), runs, jobs, assets, ages, reviewers and states, from the project’s files and without the database.',
        'A name that cannot be typed as it stands, such as one with a quote, a space or a dollar sign, is left out. A reviewer with such a name is offered by the start of the key id.',
      ],
      options: [],
      failures: [],
      load: () => import('../commands/completion.ts'),
    },
  ],
};
