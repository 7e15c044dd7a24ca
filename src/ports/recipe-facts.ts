import type { Composition } from '../domain/manifest/projection.ts';
import type { Digest, RecipeId } from '../domain/ids.ts';
import type { Result } from '../domain/result.ts';

/** What promotion and the age manifest need of a recipe. */
export interface RecipeFacts extends Composition {
  /** The entry kinds that it may fill. */
  readonly validOutputKinds: readonly string[];
}

/** Reads a recipe of the project. Fails when it is gone or drifted from the digest that was approved. */
export type ReadRecipeFacts = (recipeId: RecipeId, digest: Digest) => Promise<Result<RecipeFacts>>;
