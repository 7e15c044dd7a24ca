import { failure } from '../domain/failure.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { BackendPicture, BackendRequest, FreeBackend } from '../ports/backend.ts';
import type { Wish } from './procedural/art-kind.ts';
import { catalog, type ListedKind } from './procedural/catalog.ts';
import { findingsIn, lookIn } from './procedural/findings.ts';

/**
 * Draws from levers and a seed, with nothing but arithmetic: no GPU, key or network, and the same bytes on every
 * machine (only + - * / sqrt floor and integers). The seed makes what the levers leave open: of a person build, skin,
 * beard, scars. One seed is one person in the concept, in every direction of the final and under every binding; ten
 * neighbouring seeds are ten different people.
 *
 * Each kind of art is one file in `procedural/kinds/`, which says what levers it takes and how large it draws.
 * Sizes are the kind's, so canvas fields of a recipe are left to its other backends.
 */
const procedural: FreeBackend = {
  apiVersion: 1,
  name: 'procedural',
  version: 2,
  title: 'Procedural art',
  isPaid: false,
  reproducibility: 'deterministic',
  ai: 'none',
  phases: ['concept', 'final', 'both'],
  templateFields: {
    look: {
      rule: { type: 'map', values: { type: 'string', maxLength: 40 }, keyPattern: '^[a-z][a-z0-9_]{0,31}$' },
      doc: 'Values for levers of the kind that the recipe does not have; the kind has its own for the rest.',
    },
  },
  lockedFields: {},
  readsLocked: [],
  fileFields: [],
  vocabulary: Object.fromEntries(catalog.map(({ kind, levers }) => [kind, levers])),
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
  const listed = catalog.find(({ kind }) => kind === request.kind);
  if (listed === undefined) return notDrawable('the kind', request.kind);
  const levers = leversOf(request, listed);
  if (!levers.ok) return levers;
  // What draws is loaded by whoever draws: a command that only plans needs to know the levers and no more.
  const { kind } = await listed.load();
  return ok(kind.draw({ phase: request.phase, levers: levers.value, seed: request.seed }));
}

/** Of each lever the binding's value, else the template's, else the kind's own. */
function leversOf({ binding, template }: BackendRequest, listed: ListedKind): Result<Wish['levers']> {
  const look = lookIn(template);
  const levers: { [lever: string]: string } = {};
  for (const [lever, drawn] of Object.entries(listed.levers)) {
    const value = Object.hasOwn(binding, lever)
      ? binding[lever]
      : Object.hasOwn(look, lever)
        ? look[lever]
        : drawn[0];
    if (value === undefined || !drawn.includes(value)) return notDrawable(lever, value ?? '');
    levers[lever] = value;
  }
  return ok(levers);
}

const notDrawable = (what: string, value: string): Result<never> =>
  fail(failure('picture-not-drawable', { backend: 'procedural', what, value }));
