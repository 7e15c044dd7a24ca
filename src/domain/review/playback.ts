import type { ReviewSprite } from './item.ts';

/** One step of what is played: a place in the item's sprites, and how long it stays, in ms. */
export interface PlayedSprite {
  readonly sprite: number;
  readonly durationMs: number;
}

/** For a step that says nothing: ten in a second. */
const usualStepMs = 100;
/** For the directions of a still figure, which turns so that each side can be looked at. */
const turnMs = 250;
/** Faster than this nobody sees a step, and a terminal cannot draw it; longer ones are taken as they are. */
const leastMs = 20;
/** Fewer sides than this are no turn. */
const leastSides = 4;

/**
 * What Space plays: the animation of the sprite that is shown, in its direction; of the whole picture the first
 * animation there is. Sprites without any turn through their directions. `null` where nothing can be played.
 */
export function playbackOf(
  sprites: readonly ReviewSprite[],
  shown: number | null,
): readonly PlayedSprite[] | null {
  const here = shown === null ? undefined : sprites[shown];
  const from = here ?? sprites.find(({ animation }) => animation !== null);
  if (from !== undefined && from.animation !== null) {
    const steps = track(
      sprites,
      (sprite) => sprite.animation === from.animation && sprite.direction === from.direction,
      usualStepMs,
    ).sort((a, b) => (sprites[a.sprite]?.step ?? 0) - (sprites[b.sprite]?.step ?? 0));
    return steps.length < 2 ? null : steps;
  }
  const sides = track(
    sprites,
    ({ animation, direction }) => animation === null && direction !== null,
    turnMs,
  );
  const isTurn = new Set(sides.map(({ sprite }) => sprites[sprite]?.direction)).size === sides.length;
  return isTurn && sides.length >= leastSides ? sides : null;
}

function track(
  sprites: readonly ReviewSprite[],
  belongs: (sprite: ReviewSprite) => boolean,
  usualMs: number,
): PlayedSprite[] {
  return sprites.flatMap((sprite, i) =>
    belongs(sprite) ? [{ sprite: i, durationMs: Math.max(leastMs, sprite.duration_ms ?? usualMs) }] : [],
  );
}
