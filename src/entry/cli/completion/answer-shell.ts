import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readSurroundings } from '../../config.ts';
import { commands } from '../commands.ts';
import { globalOptions, groups, helpOptions } from '../program-options.ts';
import { completionOf } from './flags.ts';
import { leversOf, projectWords } from './project-words.ts';
import { suggest, type Vocabulary } from './suggest.ts';

/**
 * `art complete -- <words>`, which the completion scripts call: one suggestion a line, a tab before what is said of it;
 * `:files` or `:folders` where the shell is to complete a path itself. A suggestion never begins with a colon. Exits 0
 * and says nothing whatever goes wrong: it speaks into the middle of a line that a person is typing.
 */
export function answerShell(argv: readonly string[]): number {
  try {
    const [, dashes, ...words] = argv;
    if (dashes === '--' && words.length > 0) process.stdout.write(answerLines(words));
  } catch {
    // Said above.
  }
  return 0;
}

function answerLines(words: readonly string[]): string {
  const { home, isUtf8 } = readSurroundings();
  let root: string | null | undefined;
  const project = (): string | null => (root === undefined ? (root = projectOf(words, home)) : root);
  const vocabulary: Vocabulary = {
    commands,
    groups,
    globals: [...globalOptions, ...helpOptions].map(completionOf),
    isUtf8,
    words(kind, typed) {
      if (kind === 'command') return commands.map(({ name }) => ({ value: name, about: '' }));
      const at = project();
      return at === null ? [] : projectWords(at, kind, typed);
    },
    levers: (named) => {
      const at = project();
      return at === null ? {} : leversOf(at, named);
    },
  };
  const { suggestions, paths } = suggest(words, vocabulary);
  const lines = suggestions.map(({ value, about }) => (about === '' ? value : `${value}\t${about}`));
  return [...lines, ...(paths === null ? [] : [`:${paths}`])].map((line) => `${line}\n`).join('');
}

/** The project that the line is about: the one it names, or the one around the working folder. */
function projectOf(words: readonly string[], home: string): string | null {
  const typed = words.slice(0, -1);
  const at = typed.findLastIndex((word) => word === '--project' || word.startsWith('--project='));
  const named = at === -1 ? null : ((typed[at]?.split('=').slice(1).join('=') || typed[at + 1]) ?? null);
  const start = resolve(named === null ? '.' : plainPath(named, home));
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'art.config.json'))) return realpathSync(folder);
    if (named !== null || dirname(folder) === folder) return null;
  }
}

/** A path as bash hands it over, before it takes away quotes and the tilde. */
function plainPath(word: string, home: string): string {
  const quoted = /^(["'])(.*)\1$/s.exec(word);
  if (quoted !== null) return quoted[2] ?? '';
  return word.replace(/^~(?=\/|$)/, () => home).replace(/\\(.)/gs, '$1');
}
