import type { Json } from '../domain/canonical-json.ts';
import { failure } from '../domain/failure.ts';
import type { FieldTable } from '../domain/recipe/field.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Backend, BackendPicture, BackendRequest } from '../ports/backend.ts';
import { findingsIn } from './procedural/findings.ts';
import {
  figureLevers,
  isKind,
  kinds,
  leverNames,
  leversOf,
  materials,
  type LeverName,
  type Look,
} from './procedural/levers.ts';

const figureFields: FieldTable = Object.fromEntries(
  leverNames.map((name) => [
    name,
    {
      rule: { type: 'string', oneOf: figureLevers[name] },
      doc: `${name} of every figure of a recipe without that lever; "${figureLevers[name][0]}" when left out.`,
    },
  ]),
);

/**
 * Draws characters and statues from levers and a seed, with nothing but arithmetic: no GPU, key or network, and the
 * same bytes on every machine (only + - * / sqrt floor and integers). The seed makes the person: build, skin, cloth,
 * beard, scars, what is worn over the armor. One seed is one person in the concept, in every direction of the final
 * and under every binding; ten neighbouring seeds are ten different people.
 *
 * `character.humanoid`: concept 128 x 192 px, final 384 x 48 px with eight sprites named by direction.
 * `object.prop`: a statue, 48 x 64 px, one sprite named `still`.
 * Both take the levers hair, hair_color, armor and weapon, or fewer; statues take `material` as well.
 * Sizes are fixed, so canvas fields of a recipe are left to its other backends.
 */
const procedural: Backend = {
  apiVersion: 1,
  name: 'procedural',
  version: 1,
  title: 'Procedural figures',
  isPaid: false,
  reproducibility: 'deterministic',
  ai: 'none',
  phases: ['concept', 'final', 'both'],
  templateFields: {
    figure: {
      rule: { type: 'object', fields: figureFields },
      doc: 'Values for what the levers of the recipe leave open.',
    },
    material: {
      rule: { type: 'string', oneOf: materials },
      doc: `What a statue is made of, for the kind object.prop; "${materials[0]}" when left out.`,
    },
  },
  lockedFields: {},
  readsLocked: [],
  fileFields: [],
  vocabulary: Object.fromEntries(kinds.map((kind) => [kind, leversOf(kind)])),
  validate: findingsIn,
  runner: {
    environment: () => Promise.resolve(ok({})),
    generate: async (request) => {
      const picture = await pictureFor(request);
      return picture.ok ? ok({ pictures: [picture.value], model: null, prompt: null }) : picture;
    },
  },
};

export default procedural;

async function pictureFor(request: BackendRequest): Promise<Result<BackendPicture>> {
  const { kind, phase, seed } = request;
  if (!isKind(kind)) return notDrawable('the kind', kind);
  const look = lookOf(request);
  if (!look.ok) return look;
  const asked = request.binding['material'] ?? request.template['material'] ?? materials[0];
  const material = kind === 'character.humanoid' ? null : asked;
  if (material !== null && !isOneOf(materials, material)) return notDrawable('material', material);
  // What draws is loaded by whoever draws: a command that only plans needs to know the levers and no more.
  const { drawFigure } = await import('./procedural/figures.ts');
  return ok(drawFigure({ look: look.value, seed, phase, material }));
}

/** The binding's value, else the template's, else this backend's own. */
function lookOf({ binding, template }: BackendRequest): Result<Look> {
  const figure = template['figure'];
  const given: { readonly [name: string]: Json } =
    typeof figure === 'object' && figure !== null && !Array.isArray(figure)
      ? (figure as { readonly [name: string]: Json })
      : {};
  const look: Partial<Record<LeverName, string>> = {};
  for (const name of leverNames) {
    const value = binding[name] ?? given[name] ?? figureLevers[name][0];
    if (!isOneOf(figureLevers[name], value)) return notDrawable(name, value);
    look[name] = value;
  }
  return ok(look as Look);
}

const isOneOf = <T extends string>(list: readonly T[], value: Json): value is T =>
  (list as readonly Json[]).includes(value);

const notDrawable = (what: string, value: Json): Result<never> =>
  fail(
    failure('picture-not-drawable', {
      backend: 'procedural',
      what,
      value: typeof value === 'string' ? value : JSON.stringify(value),
    }),
  );
