/** Text cut to at most `most` characters, with an ellipsis for what was cut; never through a surrogate pair. */
export function shortened(text: string, most: number): string {
  // A character is at most two units, so that what is shorter needs no second look.
  if (text.length <= most) return text;
  const kept: string[] = [];
  for (const character of text) {
    if (kept.length === most) return `${kept.slice(0, most - 1).join('')}…`;
    kept.push(character);
  }
  return text;
}
