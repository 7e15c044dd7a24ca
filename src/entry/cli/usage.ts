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

/** A command that does not exist: mistyped, or one of two words written in one (`runshow`, `run-show`). */
export function unknownCommand(
  words: readonly [string, ...string[]],
  commands: readonly CommandSpec[],
): FailureOf<'usage'> {
  const spellings = new Map<string, string>();
  for (const { name } of commands) {
    spellings.set(name, name);
    spellings.set(name.replace(' ', '-'), name);
    spellings.set(name.replace(' ', ''), name);
  }
  const [first, second] = words;
  const groups = new Set(
    commands.filter(({ name }) => name.includes(' ')).map(({ name }) => name.split(' ')[0]),
  );
  const typed = second === undefined ? [first] : [`${first} ${second}`, first];
  const near = typed.map((word) => nearest(word, spellings.keys())).find(({ length }) => length > 0) ?? [];
  const ofGroup = groups.has(first) ? `See its commands with \`art help ${first}\`.` : null;
  const meant = [...new Set(near.map((one) => spellings.get(one) ?? one))].map((name) => `\`art ${name}\``);
  return usage(
    `There is no command ${groups.has(first) ? words.join(' ') : first}.`,
    meant.length > 0
      ? `Did you mean ${meant.join(' or ')}?`
      : (ofGroup ?? 'See all commands with `art help`.'),
  );
}
