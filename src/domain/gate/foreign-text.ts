const maxReason = 1000;
const maxName = 64;

/**
 * The one place where foreign text becomes a reason: line ends to `\n`, other control characters to spaces, lone
 * surrogates to U+FFFD, trimmed, cut at 1,000 code points. `null` when nothing is left. What it gives it gives
 * again: a reason in a file that this would change was not written by Artkiln.
 */
export function reasonFrom(text: string): string | null {
  const plain = text
    .replace(/\r\n?/g, '\n')
    .replace(/(?!\n)\p{Cc}/gu, ' ')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .trim();
  const cut = [...plain].slice(0, maxReason).join('').trimEnd();
  return cut === '' ? null : cut;
}

/**
 * The one place where foreign text becomes a reviewer's name: one line, single spaces, without control, format
 * (bidirectional overrides among them) and private characters, cut at 64 code points. `null` when nothing is left.
 */
export function reviewerNameFrom(text: string): string | null {
  const plain = text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Co}\p{Surrogate}]/gu, '')
    .replace(/ +/g, ' ')
    .trim();
  const cut = [...plain].slice(0, maxName).join('').trimEnd();
  return cut === '' ? null : cut;
}
