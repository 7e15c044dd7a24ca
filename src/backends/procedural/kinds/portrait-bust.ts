import { everyValue, siblings, type ArtKind } from '../art-kind.ts';
import { partNames } from '../part-names.ts';
import { bustPicture } from '../portrait/bust.ts';
import type { Ground } from '../portrait/ground.ts';
import { parts as grounds } from '../portrait/grounds/parts.ts';
import { bustLevers, sitterOf } from '../portrait/sitter.ts';

const levers = { ...bustLevers, ground: partNames(grounds, 'none') } as const;

/** Head and shoulders of a character, 64 x 64 px: the person of the same seed and levers, near by. */
export const kind: ArtKind = {
  kind: 'portrait.bust',
  title: 'portraits of people',
  levers,
  draw({ levers: given, seed }) {
    const name = given['ground'] as (typeof levers.ground)[number];
    const ground: Ground | null = name === 'none' ? null : grounds[name];
    return bustPicture(sitterOf(given, seed), ground, seed);
  },
  preview: [
    siblings('siblings', {}, 10),
    siblings('before a ground', { ground: 'plain', armor: 'robe' }, 5),
    ...everyValue(levers, Object.keys(levers)),
  ],
};
