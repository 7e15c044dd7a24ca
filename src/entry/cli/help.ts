import type { CommandSpec, CommandTopic } from './command-spec.ts';
import { globalOptions, groups, helpOptions } from './program-options.ts';

/** Help is written for a terminal of 80 columns, whichever width it has: it is copied, piped and quoted. */
const width = 80;

/** The way from nothing to a shipped picture. */
const firstSteps: readonly (readonly [string, string])[] = [
  ['art init my-game --sample', 'make a project with recipes to try'],
  ['art up', 'start its database and a worker'],
  ['art generate <recipe> --help', 'see the levers of a recipe'],
  ['art review', 'approve or reject what was drawn'],
  ['art promote 42/1', 'choose an approved candidate'],
  ['art ship', 'pack what is chosen for the game'],
];

/** The help of the whole program. */
export function programHelp(topics: readonly CommandTopic[]): string {
  const indent = indentOf(topics.flatMap(({ commands }) => commands.map(termOf)));
  return page([
    ['Artkiln turns versioned recipes into frozen, shipped game art.'],
    ['Examples:', ...rows(firstSteps)],
    ['Usage: art <command> [options]'],
    ...topics
      .filter(({ commands }) => commands.length > 0)
      .map(({ title, commands }) => [`${title}:`, ...rows(commands.map(termOf), indent)]),
    ['Options of every command, before or after its name:', ...rows([...globalOptions, ...helpOptions])],
    [
      'More on one command: art help <command>',
      'Guide: docs/guide/README.md   Reference: docs/reference/cli.md',
    ],
  ]);
}

/** The help of a group: `art run`. */
export function groupHelp(group: string, commands: readonly CommandSpec[]): string {
  const about = groups[group];
  return page([
    ['Examples:', ...commands.map(({ examples }) => `  ${examples[0]}`)],
    [`Usage: art ${group} <command> [options]${about === undefined ? '' : `: ${about}`}`],
    ['Commands:', ...rows(commands.map(termOf))],
    [`More on one of them: art help ${group} <command>`],
  ]);
}

/** What a failure of a command means to a script. */
export interface Ending {
  readonly kind: string;
  readonly exit: number;
}

/** The help of one command: `extra` stands after its options. */
export function commandHelp(
  spec: CommandSpec,
  endings: readonly Ending[],
  extra: string | null = null,
): string {
  const { name, operands, summary, examples, options, about = [] } = spec;
  const globals = [...globalOptions, ...helpOptions]
    .map(([flags]) => flags.split(',')[0] ?? flags)
    .join('  ');
  return page([
    [examples.length === 1 ? 'Example:' : 'Examples:', ...examples.map((one) => `  ${one}`)],
    wrap(
      `Usage: art ${name}${operands === '' ? '' : ` ${operands}`}${options.length === 0 ? '' : ' [options]'}`,
      0,
      7,
    ),
    wrap(`${summary[0]?.toUpperCase() ?? ''}${summary.slice(1)}.`),
    ...about.map((paragraph) => wrap(plainText(paragraph))),
    ...(options.length === 0 ? [] : [['Options:', ...rows(options)]]),
    ...(extra === null ? [] : [[extra.trim()]]),
    wrap(`Also: ${globals}`, 0, 6),
    ...(endings.length === 0 ? [] : [['Exit codes of its failures:', ...rows(exitsOf(endings))]]),
    [`More: ${anchorOf(name)}`],
  ]);
}

/** Where the reference tells of a command. */
const anchorOf = (name: string): string => `docs/reference/cli.md#art-${name.replaceAll(' ', '-')}`;

/** Per exit code the failures that end with it. */
function exitsOf(endings: readonly Ending[]): (readonly [string, string])[] {
  const codes = [...new Set(endings.map(({ exit }) => exit))].sort((a, b) => a - b);
  const kindsOf = (code: number): string[] =>
    endings.filter(({ exit }) => exit === code).map(({ kind }) => kind);
  return codes.map((code) => [String(code), kindsOf(code).join(', ')]);
}

const termOf = ({ name, operands, summary }: CommandSpec): readonly [string, string] => [
  `${name} ${operands}`.trim(),
  summary,
];

type Term = readonly [term: string, text: string, ...more: unknown[]];

/** Where the second column begins; at most so far that its texts keep half of the line. */
const indentOf = (pairs: readonly Term[]): number =>
  Math.min(30, Math.max(...pairs.map(([term]) => term.length)) + 4);

/** Terms and what they do, in two columns; a term that is too long has its text on the next line. */
function rows(pairs: readonly Term[], indent = indentOf(pairs)): string[] {
  return pairs.flatMap(([term, text]) => {
    const [first = '', ...more] = wrap(plainText(text), indent, indent);
    return term.length + 4 > indent
      ? [`  ${term}`, first, ...more]
      : [`  ${term}`.padEnd(indent) + first.slice(indent), ...more];
  });
}

/** Words in lines of at most 80 columns, the first behind `first` spaces, the others behind `hang`. */
function wrap(text: string, first = 0, hang = 0): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const room = width - (lines.length === 0 ? first : hang);
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.map((one, at) => ' '.repeat(at === 0 ? first : hang) + one);
}

/** Markdown as it is read on a terminal: links as their text. */
const plainText = (markdown: string): string => markdown.replace(/\[([^\]]+)\]\([^)]*\)/g, '$1');

const page = (parts: readonly (readonly string[])[]): string =>
  `${parts.map((part) => part.join('\n')).join('\n\n')}\n`;
