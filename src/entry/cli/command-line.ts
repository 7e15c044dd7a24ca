import { parseArgs } from 'node:util';
import { isWordKind, type Completes, type OptionSpec } from './command-spec.ts';
import { globalOptions, helpOptions } from './program-options.ts';

/** An option of a command, read from its notation. */
export interface Flag {
  /** `--dry-run`. */
  readonly long: string;
  /** `-n`. */
  readonly short: string | null;
  /** Its name in `Given.options`: `dryRun`; of `--no-color` it is `color`. */
  readonly name: string;
  /** `<folder>`, `<value>...`; `null` for a switch. */
  readonly value: string | null;
  /** `<value>...`: may be given several times. */
  readonly isMany: boolean;
  /** `--no-color` sets its option to false. */
  readonly isNegated: boolean;
  /** The words that its value may be; `null` where any may. */
  readonly words: readonly string[] | null;
}

/** An operand of a command, read from its notation. */
export interface Operand {
  /** As it is written: `<run>`, `[what...]`. */
  readonly text: string;
  readonly isRequired: boolean;
  readonly isMany: boolean;
  readonly words: readonly string[] | null;
}

/** What is wrong with a command line; who tells it knows the command. */
export type Misuse =
  | { readonly kind: 'unknown-option'; readonly flag: string }
  | { readonly kind: 'value-missing'; readonly flag: Flag }
  | { readonly kind: 'value-unwanted'; readonly flag: Flag }
  | {
      readonly kind: 'value-unknown';
      readonly of: string;
      readonly value: string;
      readonly words: readonly string[];
    }
  | { readonly kind: 'operand-missing'; readonly operand: Operand }
  | { readonly kind: 'operand-unwanted'; readonly word: string };

export interface ParsedLine {
  readonly operands: readonly string[];
  readonly options: { readonly [name: string]: string | boolean | readonly string[] };
}

/** The few words that may stand in a place; `null` where names or free text stand. */
const wordsOf = (completes: Completes | undefined): readonly string[] | null =>
  completes == null || typeof completes === 'string' || completes.every(isWordKind) ? null : completes;

/** @example readFlag(['-n, --dry-run', 'say what would be done']).name // 'dryRun' */
export function readFlag([flags, , values]: OptionSpec): Flag {
  const [, short = null, long = '', value = null] = /^(?:(-\w),? )?(--[\w-]+)(?: (.+))?$/.exec(flags) ?? [];
  if (long === '') throw new Error(`"${flags}" is not how an option is written`);
  const isNegated = long.startsWith('--no-');
  const name = long.slice(isNegated ? 5 : 2).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return {
    long,
    short,
    name,
    value,
    isMany: value?.includes('...') === true,
    isNegated,
    words: wordsOf(values),
  };
}

/** @example readOperands('<recipe> [hash16]').map((one) => one.isRequired) // [true, false] */
export const readOperands = (notation: string, completes: readonly Completes[] = []): readonly Operand[] =>
  notation
    .split(' ')
    .filter((text) => text !== '')
    .map((text, place) => ({
      text,
      isRequired: text.startsWith('<'),
      isMany: text.includes('...'),
      words: wordsOf(completes[place] ?? completes.at(-1)),
    }));

/** A word that could be an option; `-` alone is a file, and `-3` a number. */
const isOptionLike = (word: string): boolean => /^-[^\d]/.test(word);

/**
 * Takes a command line apart, with Node's own reader of arguments: options stand anywhere, as `--long value`,
 * `--long=value` or `-s value`, and switches of one letter may stand together. After `--` every word is an operand.
 * With `isOpen` an option that nobody knows is left among the operands, where it stood, for the command to read.
 */
export function parseLine(
  words: readonly string[],
  flags: readonly Flag[],
  { isOpen = false }: { readonly isOpen?: boolean } = {},
): ParsedLine | Misuse {
  const operands: string[] = [];
  const options: { [name: string]: string | boolean | readonly string[] } = {};
  // Not strict: its own refusals are prose, and the tokens say what is needed to word them here.
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(flags.map((flag) => [flag.long.slice(2), asNodeTakesIt(flag)])),
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind === 'positional') {
      operands.push(token.value);
      continue;
    }
    if (token.kind === 'option-terminator') {
      if (isOpen) operands.push('--');
      continue;
    }
    const flag = flags.find((one) => one.long === `--${token.name}`);
    if (flag === undefined) {
      if (!isOpen) return { kind: 'unknown-option', flag: token.rawName };
      operands.push(words[token.index] ?? token.rawName);
    } else if (flag.value === null) {
      if (token.value !== undefined) return { kind: 'value-unwanted', flag };
      options[flag.name] = !flag.isNegated;
    } else {
      const { value } = token;
      // `--reason --json` lacks its reason; one that begins so is given with `=`.
      const isOption =
        token.inlineValue === false && flags.some((one) => one.long === value || one.short === value);
      if (value === undefined || value === '--' || isOption) return { kind: 'value-missing', flag };
      const meant = flag.words === null ? value : wordsMeant(value, flag.words);
      if (typeof meant !== 'string')
        return { kind: 'value-unknown', of: flag.long, value: meant.unknown, words: flag.words ?? [] };
      const before = options[flag.name];
      const added = flag.words === null ? [meant] : meant.split(',');
      options[flag.name] = flag.isMany
        ? [...(Array.isArray(before) ? (before as string[]) : []), ...added]
        : meant;
    }
  }
  return { operands, options };
}

/** Words with commas, in the letters of the list: `approved` means `Approved`. */
function wordsMeant(value: string, words: readonly string[]): string | { readonly unknown: string } {
  const meant: string[] = [];
  for (const typed of value.split(',')) {
    const word = words.find((one) => one.toLowerCase() === typed.toLowerCase());
    if (word === undefined) return { unknown: typed };
    meant.push(word);
  }
  return meant.join(',');
}

const asNodeTakesIt = ({ value, short }: Flag): { type: 'string' | 'boolean'; short?: string } => ({
  type: value === null ? 'boolean' : 'string',
  ...(short === null ? {} : { short: short.slice(1) }),
});

/** Whether the operands are what a command takes; `null` when they are. */
export function misuseOf(operands: readonly string[], wanted: readonly Operand[]): Misuse | null {
  const missing = wanted[operands.length];
  if (missing?.isRequired === true) return { kind: 'operand-missing', operand: missing };
  const last = wanted.at(-1);
  for (const [place, word] of operands.entries()) {
    const operand = wanted[place] ?? (last?.isMany === true ? last : undefined);
    if (operand === undefined) return { kind: 'operand-unwanted', word };
    if (operand.words !== null && !operand.words.includes(word))
      return { kind: 'value-unknown', of: operand.text, value: word, words: operand.words };
  }
  return null;
}

/** Options of every command. Help and version are read before them, and stand here to be meant. */
export const globalFlags: readonly Flag[] = [...globalOptions, ...helpOptions].map(readFlag);

/** What a command line asks for, before the options of its command are read. */
export type Wish =
  | { readonly kind: 'version' }
  /** Help for the program, a group or a command; `name` is empty for the program. */
  | { readonly kind: 'help'; readonly name: string }
  | { readonly kind: 'run'; readonly name: string; readonly rest: readonly string[] }
  | { readonly kind: 'unknown-command'; readonly words: readonly [string, ...string[]] }
  | { readonly kind: 'unknown-option'; readonly flag: string };

/** Finds the command that is meant: the words before `--` that are no options, nor the value of `--project`. */
export function readWish(argv: readonly string[], names: readonly string[]): Wish {
  const end = argv.indexOf('--');
  const head = end === -1 ? argv : argv.slice(0, end);
  if (head.includes('--version')) return { kind: 'version' };
  const places: number[] = [];
  for (let at = 0; at < head.length; at += 1) {
    if (head[at] === '--project') at += 1;
    else if (!isOptionLike(head[at] ?? '')) places.push(at);
  }
  const asksHelp = head.includes('-h') || head.includes('--help');
  const isHelp = head[places[0] ?? -1] === 'help';
  const [firstAt, secondAt] = isHelp ? places.slice(1) : places;
  const first = argv[firstAt ?? -1];
  const second = argv[secondAt ?? -1];
  const help = (name: string): Wish => ({ kind: 'help', name });
  if (first === undefined) {
    const known = globalFlags.flatMap(({ long, short }) => (short === null ? [long] : [long, short]));
    const flag = head.find((word) => isOptionLike(word) && !known.includes(word.split('=')[0] ?? ''));
    return flag === undefined || asksHelp ? help('') : { kind: 'unknown-option', flag };
  }
  const isGroup = names.some((name) => name.startsWith(`${first} `));
  const both = second === undefined ? first : `${first} ${second}`;
  const name = [both, first].find((one) => names.includes(one));
  if (name === undefined) {
    if (isGroup && (second === undefined || (asksHelp && !isHelp))) return help(first);
    return { kind: 'unknown-command', words: second === undefined ? [first] : [first, second] };
  }
  // `runs show` is `run show`: no run, job or recipe has the name of a command.
  const singular = `${first.replace(/s$/, '')} ${second ?? ''}`;
  if (name === first && second !== undefined && singular !== both && names.includes(singular))
    return { kind: 'unknown-command', words: [first, second] };
  if (isHelp || asksHelp) return help(name);
  const used = new Set(name === both ? [firstAt, secondAt] : [firstAt]);
  return { kind: 'run', name, rest: argv.filter((_, at) => !used.has(at)) };
}
