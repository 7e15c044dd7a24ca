/** A number with its noun. @example count(2, 'job') // '2 jobs' */
export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** Names in a sentence: the first `most` of them, and how many more. @example few(['a', 'b', 'c'], 2) // 'a, b and 1 more' */
export const few = (names: readonly string[], most = 5): string =>
  names.length <= most
    ? names.join(', ')
    : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
