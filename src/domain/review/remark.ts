/** What one person said of a picture, beside any verdict: stars, a label, words. What is `null` is not said. */
export interface Remark {
  /** SHA-256 of the picture's file, 64 hex digits. */
  readonly digest: string;
  readonly author: string;
  /** 0 to 5; 0 takes the stars away. */
  readonly stars: number | null;
  readonly label: string | null;
  readonly text: string | null;
}

/** Remarks by digest, each list oldest first. */
export type Remarks = ReadonlyMap<string, readonly Remark[]>;

export const mostStars = 5;

export function remarksByDigest(remarks: readonly Remark[]): Remarks {
  const by = new Map<string, Remark[]>();
  for (const remark of remarks) by.set(remark.digest, [...(by.get(remark.digest) ?? []), remark]);
  return by;
}

/** The stars that each person gives now, in the order in which they first spoke; nobody with none. */
export function starsNow(remarks: readonly Remark[]): ReadonlyMap<string, number> {
  const stars = new Map<string, number>();
  for (const remark of remarks) if (remark.stars !== null) stars.set(remark.author, remark.stars);
  return new Map([...stars].filter(([, given]) => given > 0));
}

/** The words that were said, oldest first. */
export const wordsOf = (remarks: readonly Remark[]): readonly { author: string; text: string }[] =>
  remarks.flatMap(({ author, text }) => (text === null || text === '' ? [] : [{ author, text }]));
