import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  globalFlags,
  misuseOf,
  parseLine,
  readFlag,
  readOperands,
  readWish,
  type Misuse,
} from '../../src/entry/cli/command-line.ts';
import { commands } from '../../src/entry/cli/commands.ts';
import { verdictFile } from '../../src/entry/cli/schemas/deciding.ts';

const root = join(import.meta.dirname, '../..');
const names = commands.map(({ name }) => name);
const chapters = readdirSync(join(root, 'docs/guide')).filter((file) => file.endsWith('.md'));
const pages = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'bench/README.md',
  ...chapters.map((file) => `docs/guide/${file}`),
  ...readdirSync(join(root, 'docs/reference'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/reference/${file}`),
];
const textOf = (page: string): string => readFileSync(join(root, page), 'utf8');

/** Command lines of a page, in sh blocks and in back-ticks, without comments and what follows in a pipe. */
function commandsIn(text: string): readonly string[] {
  const blocks = [...text.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, block = '']) => block.split('\n'));
  const inline = [...text.replaceAll(/```.*?```/gs, '').matchAll(/`([^`\n]+)`/g)].map(
    ([, code = '']) => code,
  );
  return [...blocks, ...inline].flatMap((line) => {
    const [, words] = /^\s*(?:\w+=\$\()?(?:npx )?art ([a-z].*)$/.exec(line) ?? [];
    return words === undefined ? [] : [words.replace(/\s(#|\||>|&|;).*$|\)$/, '').trim()];
  });
}

/** What stands for a word of the reader's: `<key id>`. */
const anyWord = 'any-word';

/** As a shell parts them, as far as the docs use it. */
const wordsOf = (line: string): readonly string[] =>
  [...line.replaceAll(/<[^<>]*>/g, anyWord).matchAll(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g)].map(([word]) =>
    word.replaceAll(/['"]/g, ''),
  );

/** What is wrong with a line; `null` for nothing. */
function faultOf(line: string): Misuse | string | null {
  const words = wordsOf(line).filter((word) => word !== '...' && !word.startsWith('${'));
  const wish = readWish(words, names);
  if (wish.kind === 'unknown-command' && wish.words[0] === anyWord) return null;
  if (wish.kind !== 'run') return wish.kind === 'help' || wish.kind === 'version' ? null : wish.kind;
  const spec = commands.find(({ name }) => name === wish.name);
  if (spec === undefined) return wish.name;
  const isOpen = spec.takesLevers === true;
  const parsed = parseLine(wish.rest, [...spec.options.map(readFlag), ...globalFlags], { isOpen });
  if ('kind' in parsed) return parsed;
  // A name alone, such as `art withdraw`, speaks of the command.
  if (isOpen || parsed.operands.length === 0) return null;
  const misuse = misuseOf(parsed.operands, readOperands(spec.operands, spec.completes));
  return misuse?.kind === 'value-unknown' && misuse.value === anyWord ? null : misuse;
}

const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

const anchorsOf = (page: string): ReadonlySet<string> =>
  new Set([...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slugOf(heading)));

describe.each(pages)('%s', (page) => {
  it('speaks of commands and options that there are', () => {
    const wrong = commandsIn(textOf(page)).flatMap((line) => {
      const fault = faultOf(line);
      return fault === null ? [] : [{ line, fault }];
    });
    expect(wrong).toEqual([]);
  });

  it('links to files and headings that there are', () => {
    const text = textOf(page).replaceAll(/```.*?```/gs, '');
    const broken = [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) => {
      if (/^https?:/.test(link)) return [];
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? page : join(dirname(page), path);
      if (!existsSync(join(root, target))) return [link];
      return anchor === undefined || !target.endsWith('.md') || anchorsOf(target).has(anchor) ? [] : [link];
    });
    expect(broken).toEqual([]);
  });
});

it('finds a command, an option and a link that are none', () => {
  expect(commandsIn('```sh\nart jobs 42 --stat Failed   # which\n```\n`npx art runshow`')).toEqual([
    'jobs 42 --stat Failed',
    'runshow',
  ]);
  expect(faultOf('jobs 42 --stat Failed')).toMatchObject({ kind: 'unknown-option' });
  expect(faultOf('runshow')).toBe('unknown-command');
});

it('the guide has an index of all its pages, and each says how to take back what it is about', () => {
  const index = textOf('docs/guide/README.md');
  for (const chapter of chapters.filter((file) => file !== 'README.md')) {
    expect(index).toContain(`](${chapter})`);
    expect(textOf(`docs/guide/${chapter}`), chapter).toMatch(/undo|taken back|takes back/i);
  }
});

it('the schema of a file of verdicts is published as it is', () => {
  const published = textOf('docs/reference/schema/verdicts.schema.json');
  expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(verdictFile)));
});
