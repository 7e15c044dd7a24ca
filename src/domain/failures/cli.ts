import { shellWord } from '../source/shell-word.ts';
import { define } from './define.ts';

const keptAt = {
  work: 'What was committed before stands.',
  question: 'Nothing was changed.',
  passphrase: 'Nothing was signed by it; draft verdicts stay drafts, and what was signed before stands.',
  'new-key': 'No key was made and nothing was signed; draft verdicts stay drafts.',
} as const;

export const cliFailures = {
  usage: define<{ what: string; next: string | null }>({
    exit: 2,
    http: 400,
    message: (f) => f.what,
    next: (f) => f.next ?? 'Add --help to see how the command is used.',
  }),
  'project-not-found': define<{
    from: string;
    /** Folders right below, by name, that are projects. */
    below?: readonly string[];
  }>({
    exit: 3,
    http: 404,
    message: (f) => `There is no art.config.json in ${f.from} or any folder above it.`,
    next: ({ below = [] }) =>
      below.length === 0
        ? 'Run `art init` in the folder of your game, or pass --project <folder>.'
        : `Pass ${below.map((name) => `--project ${shellWord(name)}`).join(' or ')}, or change to that folder.`,
  }),
  'config-invalid': define<{ file: string; faults: readonly string[] }>({
    exit: 6,
    http: 422,
    message: (f) => `${f.file} cannot be used: ${f.faults.join('; ')}.`,
    kept: () => 'Nothing was started or written.',
    next: (f) => `Mend ${f.file} and run the command again.`,
  }),
  'machine-unfit': define<{ what: string; next: string }>({
    exit: 12,
    http: 500,
    message: (f) => f.what,
    next: (f) => f.next,
  }),
  'needs-terminal': define<{ flags: readonly string[] }>({
    exit: 2,
    http: 400,
    message: () => 'This needs an answer, and there is no terminal to ask on.',
    kept: () => 'Nothing was changed.',
    next: (f) => `Pass ${f.flags.join(', ')}.`,
  }),
  /** `at`: what was being asked. Left out where work was under way. */
  interrupted: define<{ at?: 'question' | 'passphrase' | 'new-key' }>({
    exit: 130,
    http: 499,
    message: () => 'Interrupted.',
    kept: ({ at }) => keptAt[at ?? 'work'],
    next: ({ at }) => (at === undefined ? null : 'Run the command again when you are ready.'),
  }),
  declined: define<object>({
    exit: 130,
    http: 499,
    message: () => 'Not confirmed.',
    kept: () => 'Nothing was changed.',
    next: () => 'Run the command again to go on; --dry-run shows what it would do.',
  }),
  'project-exists': define<{ folder: string }>({
    exit: 5,
    http: 409,
    message: (f) => `${f.folder} is a project already.`,
    kept: () => 'Nothing was changed.',
    next: () => 'Run `art up` in it.',
  }),
  'output-exists': define<{ path: string }>({
    exit: 5,
    http: 409,
    message: (f) => `${f.path} is there already.`,
    kept: () => 'Nothing was written.',
    next: () => 'Pass --force to overwrite it, or another file with --output.',
  }),
  'port-taken': define<{ port: number }>({
    exit: 12,
    http: 500,
    message: (f) => `Port ${f.port} of this machine is taken by another program.`,
    kept: () => 'Nothing was started.',
    next: () => 'Set "port" in art.config.json to a free one from 1024 to 65535.',
  }),
};
