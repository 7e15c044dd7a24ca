import type { BackendPicture } from '../../ports/backend.ts';

/** Levers of a kind with what can be drawn. The first value of each is drawn where nothing is said. */
export type KindLevers = { readonly [lever: string]: readonly [string, ...string[]] };

/** A picture that is wanted. */
export interface Wish {
  readonly phase: 'concept' | 'final';
  /** A value for every lever of the kind. */
  readonly levers: { readonly [lever: string]: string };
  /** Effective seed: varies what the levers leave open. 1 .. 2^53-1. */
  readonly seed: number;
}

/**
 * One kind of art: the export `kind` of a file in `kinds/`, found by `npm run gen`. The same wish gives the same bytes
 * on every machine: only + - * / sqrt floor and integers.
 */
export interface ArtKind {
  /** As in recipes: `object.tree`. */
  readonly kind: string;
  /** What it draws, in a few words for people; begins in lower case. */
  readonly title: string;
  readonly levers: KindLevers;
  readonly draw: (wish: Wish) => BackendPicture;
  /** Wishes that its contact sheet shows; levers that are left out take their first value. */
  readonly preview: readonly PreviewRow[];
}

/** A row of a contact sheet. */
export interface PreviewRow {
  readonly title: string;
  /** How large it is shown, a whole number; left out, as large as fits, at most 4. */
  readonly scale?: number;
  readonly pictures: readonly {
    readonly levers?: { readonly [lever: string]: string };
    readonly seed?: number;
    readonly phase?: 'concept' | 'final';
    /** Names of the sprites to show, from left to right: all of the picture when left out. */
    readonly sprites?: readonly string[];
    /** What is written below it: its levers when left out. */
    readonly caption?: string;
  }[];
}

/** The seed of previews where none is said; siblings follow it. Any would do, as long as sheets can be compared. */
export const previewSeed = 7301;

/** A row for each lever that is named: one picture for each of its values. */
export const everyValue = (
  levers: KindLevers,
  names: readonly string[],
  seed = previewSeed,
  more: Pick<PreviewRow['pictures'][number], 'levers' | 'sprites'> = {},
): PreviewRow[] =>
  names.map((name) => ({
    title: name,
    pictures: (levers[name] ?? []).map((value) => ({
      ...more,
      levers: { ...more.levers, [name]: value },
      caption: value,
      seed,
    })),
  }));

/** A row of siblings: the same levers and one seed after the other. */
export const siblings = (
  title: string,
  levers: { readonly [lever: string]: string },
  count = 8,
  sprites?: readonly string[],
): PreviewRow => ({
  title,
  pictures: Array.from({ length: count }, (_, child) => ({
    levers,
    seed: previewSeed + child,
    ...(sprites === undefined ? {} : { sprites, caption: String(previewSeed + child) }),
  })),
});
