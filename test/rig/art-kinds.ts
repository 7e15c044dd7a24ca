import fc from 'fast-check';
import procedural from '../../src/backends/procedural.ts';
import type { KindLevers } from '../../src/backends/procedural/art-kind.ts';
import type { BackendPicture } from '../../src/ports/backend.ts';

/** A value for each lever of a kind. */
export const someBinding = (levers: KindLevers): fc.Arbitrary<{ readonly [lever: string]: string }> =>
  fc.record(
    Object.fromEntries(Object.entries(levers).map(([name, drawn]) => [name, fc.constantFrom(...drawn)])),
  );

/** What the backend draws, by the door that workers use. */
export async function drawKind(
  kind: string,
  binding: { readonly [lever: string]: string },
  seed: number,
  phase: 'concept' | 'final' = 'final',
): Promise<BackendPicture> {
  const answer = await procedural.runner?.generate(
    { kind, phase, seed, binding, template: {}, locked: {}, concept: null },
    { signal: { aborted: false } },
  );
  const picture = answer?.ok === true ? answer.value.pictures[0] : undefined;
  if (picture === undefined) throw new Error(`${kind} was not drawn`);
  return picture;
}
