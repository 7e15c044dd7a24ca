import { failure } from '../../domain/failure.ts';
import { splitRecipeId, type RecipeId } from '../../domain/ids.ts';
import { titleOf } from '../../domain/recipe/start-template.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { printable } from '../../domain/source/printable.ts';
import type { Project } from '../../compose.ts';
import type { CommandContext } from './context.ts';
import {
  backendFault,
  backendsFor,
  drawnFault,
  drawnKinds,
  kindFault,
  leverFault,
  presumedKind,
  segmentFault,
  splitValues,
  titleFault,
  vocabularyOf,
  type WishFlags,
} from './recipe-wish.ts';
import { terminalStreams } from './streams.ts';
import { askLines, type LineAsker } from './terminal/ask-line.ts';

/** Thrown inside the talk alone, to leave it from any depth. */
class Left extends Error {}

/** Asks what the command line left open, one line each. A person who leaves is `interrupted`; nothing is written. */
export async function askRecipe(
  context: CommandContext,
  { registry: { backends }, files }: Project,
  flags: WishFlags,
): Promise<Result<WishFlags>> {
  const ages = await files.list('content/ages');
  return askLines(terminalStreams(context, 'stderr'), async (asker) => {
    asker.say('A new recipe. Enter takes what stands in brackets; Ctrl-D leaves, and nothing is written.');
    const ask = async (
      question: string,
      presumed: string | null,
      fault: (answer: string) => string | null,
    ): Promise<string> => {
      const answer = await asker.ask({ question, presumed, fault });
      if (answer === null) throw new Left();
      return answer;
    };
    try {
      const drawn = drawnKinds(backends, flags.id);
      const presumed = flags.id === null ? drawn[0] : presumedKind(drawn, flags.id);
      const question = `Kind of picture (drawn here: ${drawn.length > 0 ? drawn.join(', ') : 'none'})`;
      const kind = flags.kind ?? (await ask(question, presumed ?? null, (text) => kindFault(text, flags.id)));
      const id = flags.id ?? (await askId(ask, kind, ages.ok ? ages.value : []));
      const title =
        flags.title ?? (await ask('Title, for people', titleOf(splitRecipeId(id).slug), titleFault));
      const able = backendsFor(kind, backends);
      const names =
        flags.backends.length > 0
          ? flags.backends
          : [
              await ask(`Backend (${[...backends.keys()].join(', ')})`, able[0] ?? null, (text) =>
                backendFault(text, backends),
              ),
            ];
      const levers =
        flags.levers.size > 0
          ? flags.levers
          : await askLevers(asker, ask, vocabularyOf(names, kind, backends));
      return ok({ ...flags, id, kind, title, backends: names, levers });
    } catch (error) {
      if (error instanceof Left) return fail(failure('interrupted', { at: 'question' }));
      throw error;
    }
  });
}

type Ask = (
  question: string,
  presumed: string | null,
  fault: (answer: string) => string | null,
) => Promise<string>;

async function askId(ask: Ask, kind: string, ages: readonly string[]): Promise<RecipeId> {
  const slug = await ask('Slug: one word that names it', null, segmentFault);
  const age = await ask('Age of the game that it belongs to', ages.at(-1) ?? 'first', segmentFault);
  return `${age}.${kind.split('.')[0]}.${slug}.v1` as RecipeId;
}

async function askLevers(
  { say }: LineAsker,
  ask: Ask,
  own: { readonly [lever: string]: readonly string[] } | null,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const levers = new Map<string, readonly string[]>();
  if (own !== null) {
    say('Levers: what a caller may choose. For each: the values with commas between, or - to leave it out.');
    for (const [name, values] of Object.entries(own)) {
      const answer = await ask(`  ${printable(name)}`, values.join(','), (text) =>
        text === '-'
          ? null
          : (drawnFault(name, splitValues(text), own) ?? leverFault(name, splitValues(text))),
      );
      if (answer !== '-') levers.set(name, splitValues(answer));
    }
    return levers;
  }
  say('Levers: what a caller may choose, as name=a,b,c. An empty line ends them.');
  for (;;) {
    const answer = await ask('  lever', '', (text) => {
      if (text === '') return null;
      const at = text.indexOf('=');
      if (at < 1) return 'Write a name, =, and the values with commas between: mood=calm,grim';
      const name = text.slice(0, at).trim();
      return levers.has(name)
        ? `${name} is there already.`
        : leverFault(name, splitValues(text.slice(at + 1)));
    });
    if (answer === '') return levers;
    const at = answer.indexOf('=');
    levers.set(answer.slice(0, at).trim(), splitValues(answer.slice(at + 1)));
  }
}
