import { directions, type Sprite } from '../candidate/sprite.ts';

type Place = Pick<Sprite, 'direction' | 'animation' | 'step'>;

/**
 * Sprites in the order in which a person reads them: stills before animations, animations as the table first names
 * them, within each the directions s, sw, w, nw, n, ne, e, se, and within a direction the steps as they are played.
 * What has no direction or no step comes first; sprites that are alike in all of this keep the table's order.
 */
export function readingOrder<T extends Place>(sprites: readonly T[]): T[] {
  const animations = [...new Set(sprites.map(({ animation }) => animation))].filter((name) => name !== null);
  const rank = ({ animation, direction, step }: Place): readonly [number, number, number] => [
    animation === null ? -1 : animations.indexOf(animation),
    direction === null ? -1 : directions.indexOf(direction),
    step ?? -1,
  ];
  return sprites
    .map((sprite) => ({ sprite, rank: rank(sprite) }))
    .sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || a.rank[2] - b.rank[2])
    .map(({ sprite }) => sprite);
}
