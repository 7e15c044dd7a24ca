import { jobStates } from '../../../domain/job/transition.ts';
import { flagOfLever } from '../../../domain/recipe/lever-flag.ts';
import { readFlag } from '../command-line.ts';
import {
  isWordKind,
  type CommandSpec,
  type Completes,
  type OptionSpec,
  type WordKind,
} from '../command-spec.ts';

/** What may stand in a place: these very words, names of these kinds from the project, or free text. */
export type Meaning =
  { readonly words: readonly string[] } | { readonly kinds: readonly WordKind[] } | { readonly free: true };

/** An option as it is completed. */
export interface CompletedFlag {
  /** `-q`, `--quiet`: every way to write it, the long one last. */
  readonly forms: readonly string[];
  readonly long: string;
  readonly about: string;
  readonly takesValue: boolean;
  readonly mayRepeat: boolean;
  readonly value: Meaning;
  /** Made of a lever of the named recipe: its words are foreign. */
  readonly isLever: boolean;
}

/** What completes a place that does not say so itself, by the name that the help shows there. */
const byPlaceholder: { readonly [name: string]: Completes } = {
  recipe: 'recipe',
  run: 'run',
  job: 'job',
  what: ['run', 'job'],
  age: 'age',
  asset: 'asset',
  asset_id: 'asset',
  reviewer: 'reviewer',
  backend: 'backend',
  command: 'command',
  file: 'file',
  folder: 'folder',
  state: jobStates,
};

/** What a row of the table of commands says of a place; by its placeholder where it says nothing. */
function meaningOf(told: Completes | undefined, placeholder: string, long = ''): Meaning {
  const bare = placeholder.replace(/[<>[\].]/g, '');
  // `--backend <name>`: the option says what the placeholder does not.
  const name = Object.hasOwn(byPlaceholder, bare) ? bare : long.replace(/^--/, '');
  const completes =
    told ?? (told === undefined && Object.hasOwn(byPlaceholder, name) ? byPlaceholder[name] : null);
  if (completes == null) return { free: true };
  const all: readonly string[] = typeof completes === 'string' ? [completes] : completes;
  return all.every(isWordKind) ? { kinds: all } : { words: all };
}

/** What an option's row offers at Tab. */
export function completionOf(option: OptionSpec): CompletedFlag {
  const { long, short, value, isMany } = readFlag(option);
  const [, about, completes] = option;
  return {
    forms: short === null ? [long] : [short, long],
    long,
    about,
    takesValue: value !== null,
    mayRepeat: isMany,
    value: meaningOf(completes, value ?? '', value === null ? '' : long),
    isLever: false,
  };
}

/** The flags of a recipe's levers. */
export const leverFlags = (levers: {
  readonly [lever: string]: readonly string[];
}): readonly CompletedFlag[] =>
  Object.entries(levers).map(([lever, words]) => {
    const long = flagOfLever(lever);
    const about = words.slice(0, 6).join(', ');
    return {
      forms: [long],
      long,
      about,
      takesValue: true,
      mayRepeat: false,
      value: { words },
      isLever: true,
    };
  });

/** What the operand at a place may be; the last one stands for all that follow where it repeats. */
export function operandAt(spec: CommandSpec, place: number): Meaning {
  const names = spec.operands.split(' ').filter((one) => one !== '');
  const last = names.length - 1;
  if (place > last && names[last]?.includes('...') !== true) return { free: true };
  const at = Math.min(place, last);
  const told = spec.completes?.[Math.min(at, spec.completes.length - 1)];
  return meaningOf(told, names[at] ?? '');
}
