import type { CommandSpec, WordKind } from '../command-spec.ts';
import { completionOf, leverFlags, operandAt, type CompletedFlag, type Meaning } from './flags.ts';
import type { ForeignWord } from './project-words.ts';
import { isSafeWord, ownAbout, safeAbout, type Suggestion } from './safe-word.ts';

export interface Answer {
  readonly suggestions: readonly Suggestion[];
  /** What the shell completes better itself, since it quotes names in its own way. */
  readonly paths: 'files' | 'folders' | null;
}

/** What the command line knows of itself and of the project. */
export interface Vocabulary {
  readonly commands: readonly CommandSpec[];
  readonly groups: Readonly<Record<string, string>>;
  readonly globals: readonly CompletedFlag[];
  readonly isUtf8: boolean;
  words(kind: WordKind, typed: string): readonly ForeignWord[];
  levers(recipeId: string): { readonly [lever: string]: readonly string[] };
}

const nothing: Answer = { suggestions: [], paths: null };
/** Longer lists are read by nobody. */
const most = 200;

/**
 * What could stand at the cursor: `words` are those after the program's name, the last one as far as it is typed. Every
 * value is a word that can be typed as it stands; foreign names that cannot are left out.
 */
export function suggest(words: readonly string[], vocabulary: Vocabulary): Answer {
  const typed = words.at(-1) ?? '';
  const line = readLine(words.slice(0, -1), vocabulary);
  if (line.open !== null) return meant(line.open.value, { typed, lead: '' }, vocabulary);
  if (typed.startsWith('--') && typed.includes('=')) {
    const [name = ''] = typed.split('=');
    const flag = line.flags.find((one) => one.takesValue && one.forms.includes(name));
    const lead = `${name}=`;
    return flag === undefined
      ? nothing
      : meant(flag.value, { typed: typed.slice(lead.length), lead }, vocabulary);
  }
  if (typed.startsWith('-')) return fitting(typed, flagWords(line, line.flags, vocabulary.isUtf8));
  if (line.spec === null) return fitting(typed, commandWords(line.group, vocabulary));
  const operand = operandAt(line.spec, line.operands);
  if (!('free' in operand)) return meant(operand, { typed, lead: '' }, vocabulary);
  // A recipe is named, and each of its levers has to be: they are what comes next.
  const levers = line.flags.filter((flag) => flag.isLever);
  return typed === '' ? fitting(typed, flagWords(line, levers, vocabulary.isUtf8)) : nothing;
}

/** What has been typed before the word at the cursor. */
interface Line {
  /** `null` while the command's name is to come, or is none. */
  readonly spec: CommandSpec | null;
  /** What the next word of the name belongs to: a group, or the empty text for the program itself. */
  readonly group: string;
  readonly operands: number;
  /** Options that stand there, by their long form. */
  readonly given: ReadonlySet<string>;
  /** The option that waits for its value. */
  readonly open: CompletedFlag | null;
  readonly flags: readonly CompletedFlag[];
}

function readLine(words: readonly string[], vocabulary: Vocabulary): Line {
  let spec: CommandSpec | null = null;
  let group = '';
  let operands = 0;
  let flags: readonly CompletedFlag[] = vocabulary.globals;
  let open: CompletedFlag | null = null;
  const given = new Set<string>();
  for (const word of words) {
    if (open !== null) {
      open = null;
    } else if (word.startsWith('-')) {
      const [name = ''] = word.split('=');
      const flag = flags.find((one) => one.forms.includes(name));
      if (flag?.mayRepeat === false) given.add(flag.long);
      if (flag?.takesValue === true && !word.includes('=')) open = flag;
    } else if (spec === null && `${group}${word}` === 'help') {
      // `art help <command>`: what follows is as without it.
    } else if (spec === null) {
      group = `${group} ${word}`.trim();
      spec = vocabulary.commands.find((one) => one.name === group) ?? null;
      if (spec !== null) flags = [...spec.options.map(completionOf), ...vocabulary.globals];
    } else {
      if (operands === 0 && spec.takesLevers === true)
        flags = [...leverFlags(vocabulary.levers(word)), ...flags];
      operands += 1;
    }
  }
  return { spec, group, operands, given, open, flags };
}

const fitting = (typed: string, found: readonly Suggestion[]): Answer => ({
  suggestions: found.filter(({ value }) => value.startsWith(typed)).slice(0, most),
  paths: null,
});

function flagWords(line: Line, flags: readonly CompletedFlag[], isUtf8: boolean): readonly Suggestion[] {
  return flags
    .filter((flag) => !line.given.has(flag.long) && /^--[a-z][a-z0-9-]*$/.test(flag.long))
    .map(({ long, about, isLever }) => ({
      value: long,
      about: isLever ? safeAbout(about, isUtf8) : ownAbout(about, isUtf8),
    }));
}

/** The commands of the program, or of a group; none after a word that is neither. */
function commandWords(group: string, { commands, groups, isUtf8 }: Vocabulary): readonly Suggestion[] {
  const found = new Map<string, string>();
  const lead = group === '' ? '' : `${group} `;
  for (const { name, summary } of commands) {
    if (!name.startsWith(lead)) continue;
    const [word = '', more] = name.slice(lead.length).split(' ');
    found.set(word, more === undefined ? summary : (groups[word] ?? ''));
  }
  if (group === '') found.set('help', 'show help for a command');
  return [...found].map(([value, about]) => ({ value, about: ownAbout(about, isUtf8) }));
}

/** Words for an operand or an option's value; `lead` is what stands before it in the same word, `--hair=`. */
function meant(
  meaning: Meaning,
  { typed, lead }: { readonly typed: string; readonly lead: string },
  vocabulary: Vocabulary,
): Answer {
  if ('free' in meaning) return nothing;
  const kinds = 'kinds' in meaning ? meaning.kinds : [];
  const paths = kinds.includes('file') ? 'files' : kinds.includes('folder') ? 'folders' : null;
  if (paths !== null) return { suggestions: [], paths: lead === '' ? paths : null };
  // Of a sweep, `red,bl`: what stands before the last comma stays, and is not offered again.
  const comma = typed.lastIndexOf(',') + 1;
  const [before, last] = [typed.slice(0, comma), typed.slice(comma)];
  const chosen = before.split(',').filter((one) => one !== '');
  if (!chosen.every((one) => isSafeWord(one, vocabulary.isUtf8))) return nothing;
  const words =
    'words' in meaning
      ? meaning.words.map((word) => ({ value: word, about: '' }))
      : kinds.flatMap((kind) => vocabulary.words(kind, last));
  const safe = words.filter(({ value }) => isSafeWord(value, vocabulary.isUtf8) && !chosen.includes(value));
  const begun = safe.filter(({ value }) => value.startsWith(last));
  const inside = begun.length === 0 ? safe.filter(({ value }) => value.includes(last)) : [];
  // One name that holds what was typed is what was meant: `skald` for iron.character.skald.v1.
  const found = inside.length === 1 ? inside : begun;
  return {
    suggestions: found.slice(0, most).map(({ value, about }) => ({
      value: `${lead}${before}${value}`,
      about: safeAbout(about, vocabulary.isUtf8),
    })),
    paths: null,
  };
}
