// The generated pages of the reference: docs/reference/cli.md and docs/reference/failures.md.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { failureTable, type FailureKind } from '../src/domain/failure.ts';
import type { CommandSpec, OptionSpec } from '../src/entry/cli/command-spec.ts';
import { commands, topics } from '../src/entry/cli/commands.ts';
import { globalOptions, helpOptions } from '../src/entry/cli/program-options.ts';
import { patternOf } from './failure-pattern.ts';
import { defOf, publishedSchemas } from './gen-schema.ts';

const here = import.meta.dirname;

/** `<folder>` in prose would be taken for HTML, and a bar for the end of a cell. */
const escaped = (text: string): string =>
  text
    .split(/(`[^`]*`)/)
    .map((part, place) => (place % 2 === 1 ? part : part.replaceAll('<', '&lt;').replaceAll('>', '&gt;')))
    .join('')
    .replaceAll('|', '\\|');

const sentence = (text: string): string =>
  `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const optionTable = (options: readonly OptionSpec[]): string =>
  table(
    ['option', 'does'],
    options.map(([flags, doc]) => [`\`${flags}\``, escaped(doc)]),
  );

const failureLink = (kind: string): string => `[\`${kind}\`](failures.md#${kind})`;

/** `docs/reference/cli.md`: what is written by hand stands in `cli-page.md`. */
export async function cliPage(): Promise<string> {
  const published = await publishedSchemas();
  const parts: { readonly [name: string]: string } = {
    'global-options': optionTable([...globalOptions, ...helpOptions]),
    commands: topics
      .filter((topic) => topic.commands.length > 0)
      .map(({ title, commands: of }) =>
        [
          `## ${title}`,
          ...of.map((spec) => commandSection(spec, Object.keys(published[spec.name]?.events ?? {}))),
        ].join('\n\n'),
      )
      .join('\n\n'),
    'exit-codes': exitCodes(),
  };
  const template = readFileSync(join(here, 'cli-page.md'), 'utf8');
  return template.replace(/<!-- ([a-z-]+) -->/g, (_, name: string) => {
    const part = parts[name];
    if (part === undefined) throw new Error(`cli-page.md asks for ${name}, which nobody writes`);
    return part;
  });
}

function commandSection(spec: CommandSpec, events: readonly string[]): string {
  const { name, operands, summary, about = [], examples, options, failures } = spec;
  const usage = `art ${name}${operands === '' ? '' : ` ${operands}`}${spec.takesLevers === true ? ' --<lever> <value> ...' : ''}`;
  const codes = failures.map((kind) => `${failureLink(kind)} (${failureTable[kind].exit})`);
  const told = events.length === 0 ? '' : `, events ${events.map((event) => `\`${event}\``).join(', ')}`;
  return [
    `### art ${name}`,
    `\`${usage}\``,
    [sentence(escaped(summary)), ...about.slice(0, 1)].join(' '),
    ...about.slice(1),
    `\`\`\`sh\n${examples.join('\n')}\n\`\`\``,
    ...(options.length === 0 ? [] : [optionTable(options)]),
    [
      ...(codes.length === 0 ? [] : [`Failures: ${codes.join(', ')}.`]),
      `Records: [\`${defOf(name, 'data')}\`](schema/cli.schema.json)${told}.`,
    ].join(' '),
  ].join('\n\n');
}

const meanings: readonly (readonly [code: number, meaning: string])[] = [
  [0, 'done'],
  [1, 'unexpected: a fault of Artkiln'],
  [2, 'wrong usage, or a lever or value that does not exist'],
  [3, 'not found'],
  [4, 'refused: no right, no key, no approval'],
  [5, 'conflict: something has moved'],
  [6, 'validation failed'],
  [7, 'the spending ceiling is reached'],
  [8, 'a backend is not available'],
  [9, 'a person has to act first'],
  [10, 'drift: something is not as it was recorded'],
  [11, 'the database or a file cannot be used by this version'],
  [12, 'this machine: disk, rights, ports, Node'],
  [124, 'timed out'],
  [130, 'interrupted'],
];

const kinds = (Object.keys(failureTable) as FailureKind[]).sort();

const exitCodes = (): string =>
  table(
    ['code', 'meaning'],
    meanings.map(([code, meaning]) => [String(code), meaning]),
  );

/** Titles of the topics in `src/domain/failures`, in the order of the page. */
const failureTopics: { readonly [file: string]: string } = {
  cli: 'The command line and the project',
  recipe: 'Recipes and levers',
  making: 'Asking for art',
  job: 'Runs and jobs',
  gate: 'Reviewers and decisions',
  picture: 'Pictures',
  shipping: 'Promoting and shipping',
  store: 'Files',
  database: 'The database',
};

/** `docs/reference/failures.md`: every failure that a person or a script can meet. */
export async function failuresPage(): Promise<string> {
  const folder = join(here, '../src/domain/failures');
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'define.ts')
    .map((file) => file.slice(0, -3));
  const order = [
    ...Object.keys(failureTopics).filter((file) => files.includes(file)),
    ...files.filter((file) => !(file in failureTopics)).sort(),
  ];
  const sections: string[] = [];
  for (const file of order) {
    const module = (await import(pathToFileURL(join(folder, `${file}.ts`)).href)) as Record<string, unknown>;
    const of = Object.entries(module)
      .filter(([name]) => name.endsWith('Failures'))
      .flatMap(([, exported]) => Object.keys(exported as object))
      .filter((kind): kind is FailureKind => kind in failureTable);
    if (of.length === 0) continue;
    sections.push(`## ${failureTopics[file] ?? sentence(file).slice(0, -1)}`, ...of.map(failureSection));
  }
  return [
    '<!-- Generated by `npm run gen` from src/domain/failures. Do not edit. -->',
    '# Failures',
    `Every expected bad outcome has a kind, which is stable and for programs, an exit code, and words for people, which may change: what happened, what was kept, what to do next. Words in angle brackets stand for what the failure is about. \`--json\` gives the same as the record \`failure\` of [the schema](schema/cli.schema.json); the exit codes are listed in [commands](cli.md#exit-codes).`,
    byExitCode(),
    ...sections,
    '',
  ].join('\n\n');
}

const byExitCode = (): string =>
  meanings
    .map(
      ([code, meaning]) => [code, meaning, kinds.filter((kind) => failureTable[kind].exit === code)] as const,
    )
    .filter(([, , of]) => of.length > 0)
    .map(
      ([code, meaning, of]) =>
        `- **${code}**, ${meaning}: ${of.map((kind) => `[${kind}](#${kind})`).join(', ')}`,
    )
    .join('\n');

function failureSection(kind: FailureKind): string {
  const pattern = patternOf(kind);
  const met = commands
    .filter(({ failures }) => failures.includes(kind))
    .map(({ name }) => `[art ${name}](cli.md#art-${name.replaceAll(' ', '-')})`);
  const lines = [
    `Exit code ${failureTable[kind].exit}.${pattern === null ? '' : ` ${escaped(pattern.message)}`}`,
    ...(pattern?.kept == null ? [] : [`Kept: ${escaped(pattern.kept)}`]),
    ...(pattern?.next == null ? [] : [`Next: ${escaped(pattern.next)}`]),
    ...(met.length === 0 ? [] : [`Met by ${met.join(', ')}.`]),
  ];
  return `### ${kind}\n\n${lines.join('  \n')}`;
}
