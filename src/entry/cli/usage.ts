import type { FailureOf } from '../../domain/failure.ts';
import { nearest } from '../../domain/source/nearest.ts';
import type { Flag, Misuse } from './command-line.ts';
import type { CommandSpec } from './command-spec.ts';
import { unknownWord, usage } from './options.ts';

/** A wrong command line as a failure, with what was probably meant. */
export function tellMisuse(spec: CommandSpec, flags: readonly Flag[], misuse: Misuse): FailureOf<'usage'> {
  const example = `For example: ${spec.examples[0]}`;
  switch (misuse.kind) {
    case 'unknown-option':
      return unknownOption(misuse.flag, flags, spec.name);
    case 'value-missing': {
      const { long, value } = misuse.flag;
      return usage(`${long} needs a value: ${long} ${value ?? ''}.`, example);
    }
    case 'value-unwanted':
      return usage(`${misuse.flag.long} takes no value.`, `Write ${misuse.flag.long} alone.`);
    case 'value-unknown':
      return unknownWord(misuse.of, misuse.value, misuse.words);
    case 'operand-missing':
      return usage(`art ${spec.name} needs ${misuse.operand.text}.`, example);
    case 'operand-unwanted':
      return usage(`"${misuse.word}" is one word too many for art ${spec.name}.`, example);
  }
}

/** An option that a command, or the program itself with `of: null`, does not have. */
export function unknownOption(given: string, flags: readonly Flag[], of: string | null): FailureOf<'usage'> {
  const [near] = nearest(
    given,
    flags.map(({ long }) => long),
  );
  const help = of === null ? 'art help' : `art help ${of}`;
  return usage(
    `There is no option ${given}${of === null ? '' : ` of art ${of}`}.`,
    near === undefined ? `See its options with \`${help}\`.` : `Did you mean ${near}?`,
  );
}

/** What people call things elsewhere. */
const otherWords: { readonly [word: string]: string } = {
  preview: 'plan',
  explain: 'why',
  diff: 'run diff',
  make: 'generate',
  queue: 'generate',
  approve: 'review',
  reject: 'review',
  cull: 'review',
  events: 'log',
  history: 'log',
  candidates: 'list-candidates',
  levers: 'recipe show',
  check: 'doctor',
  start: 'up',
  demote: 'withdraw',
  unpromote: 'withdraw',
  rollback: 'ship --rollback <pack>',
  key: 'reviewer add',
};

/**
 * A command that does not exist: mistyped, one of two words written in one (`runshow`, `run-show`), turned round
 * (`show run`), half of one (`lock`), or without its second word (`run 42`).
 */
export function unknownCommand(
  words: readonly [string, ...string[]],
  commands: readonly CommandSpec[],
): FailureOf<'usage'> {
  const spellings = new Map<string, string>();
  for (const { name } of commands) {
    spellings.set(name, name);
    spellings.set(name.replace(' ', '-'), name);
    spellings.set(name.replace(' ', ''), name);
    spellings.set(name.split(' ').reverse().join(' '), name);
  }
  const [first, second] = words;
  const groups = new Set(
    commands.filter(({ name }) => name.includes(' ')).map(({ name }) => name.split(' ')[0]),
  );
  if (!groups.has(first)) for (const group of groups) spellings.set(group ?? '', group ?? '');
  spellings.set('help', 'help');
  const typed = second === undefined ? [first] : [`${first} ${second}`, first];
  const shown = second === undefined ? undefined : commandOn(first, second, commands);
  if (shown !== undefined)
    return usage(`There is no command ${first} ${second}.`, `Did you mean \`art ${shown} ${second}\`?`);
  const other = Object.hasOwn(otherWords, first.toLowerCase()) ? otherWords[first.toLowerCase()] : undefined;
  const halves = commands.flatMap(({ name }) => (name.split(' ')[1] === first.toLowerCase() ? name : []));
  const whole = typed.map((word) => nearest(word, spellings.keys())).find(({ length }) => length > 0) ?? [];
  const isHalf = halves.length > 0 && (second === undefined || whole.length === 0);
  const near = other !== undefined ? [other] : isHalf ? halves : whole;
  const ofGroup = groups.has(first) ? `See its commands with \`art help ${first}\`.` : null;
  const meant = [...new Set(near.map((one) => spellings.get(one) ?? one))].map((name) => `\`art ${name}\``);
  const isKnown = groups.has(first) || commands.some(({ name }) => name === first);
  return usage(
    `There is no command ${isKnown ? words.join(' ') : first}.`,
    meant.length > 0
      ? `Did you mean ${meant.join(' or ')}?`
      : (ofGroup ?? 'See all commands with `art help`.'),
  );
}

/**
 * `run show` for `run 42`, `job show` for `run 42/3`: the second word is no command of the group, nor like one, and can
 * be looked at.
 */
function commandOn(first: string, second: string, commands: readonly CommandSpec[]): string | undefined {
  const show = `${first === 'run' && second.includes('/') ? 'job' : first} show`;
  const own = commands.filter(({ name }) => name.startsWith(`${first} `));
  const isNear =
    nearest(
      second,
      own.map(({ name }) => name.split(' ')[1] ?? ''),
    ).length > 0;
  return isNear || !/[0-9.]/.test(second)
    ? undefined
    : commands.find(({ name, operands }) => name === show && operands !== '')?.name;
}
