/** A rectangle in px, from the picture's top left corner. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Whether a region has whole, positive sizes and lies inside a picture of that size. */
export function isInside(region: Region, width: number, height: number): boolean {
  const { x, y, w, h } = region;
  return (
    [x, y, w, h].every((n) => Number.isSafeInteger(n) && n >= 0) &&
    w > 0 &&
    h > 0 &&
    x + w <= width &&
    y + h <= height
  );
}
