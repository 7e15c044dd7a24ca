import type { Digest } from '../ids.ts';

/** What keeps bytes in the store, the strongest first. The first of a blob's holders is the one that is counted. */
export const holderKinds = [
  'promoted',
  'approved',
  'shipped',
  'recipe-lock',
  'open-run',
  'parent',
  'pinned',
  'paid',
  'sealed-run',
  'imported-run',
  'young',
] as const;
export type HolderKind = (typeof holderKinds)[number];

export interface Holder {
  readonly kind: HolderKind;
  /** A run, or the file that names the bytes. */
  readonly by: string;
}

/** Who holds what, gathered bit by bit. */
export class Holders {
  readonly #byDigest = new Map<Digest, Holder[]>();

  hold(digest: Digest, kind: HolderKind, by: string): void {
    const there = this.#byDigest.get(digest);
    if (there === undefined) this.#byDigest.set(digest, [{ kind, by }]);
    else if (!there.some((one) => one.kind === kind && one.by === by)) there.push({ kind, by });
  }

  has(digest: Digest): boolean {
    return this.#byDigest.has(digest);
  }

  /** Strongest first. */
  of(digest: Digest): readonly Holder[] {
    const rank = ({ kind }: Holder): number => holderKinds.indexOf(kind);
    return [...(this.#byDigest.get(digest) ?? [])].sort(
      (a, b) => rank(a) - rank(b) || (a.by < b.by ? -1 : a.by > b.by ? 1 : 0),
    );
  }
}

/** Every digest that stands somewhere in a text. One that is none costs disk; one that is missed would cost art. */
export const digestsIn = (text: string): readonly Digest[] => [
  ...new Set((text.match(/\b[0-9a-f]{64}\b/g) ?? []) as Digest[]),
];
