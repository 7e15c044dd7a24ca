/**
 * Px from each pixel to the nearest of the other kind, `parts` 0 being one kind and all else the other: above 0 where it
 * is not 0, below 0 where it is. Chamfer distances (Borgefors 1986) with steps of 1 and 1.4; at most 99.
 */
export function depthsOf(parts: Uint8Array, span: number): Float32Array {
  const depths = new Float32Array(parts.length);
  for (const sign of [1, -1]) {
    const far = new Float32Array(parts.length);
    for (let i = 0; i < far.length; i += 1) far[i] = (parts[i] !== 0) === sign > 0 ? 99 : 0;
    for (let i = span + 1; i < far.length; i += 1) sweep(far, i, 1, span);
    for (let i = far.length - span - 2; i >= 0; i -= 1) sweep(far, i, -1, span);
    for (let i = 0; i < far.length; i += 1) if (far[i] !== 0) depths[i] = sign * (far[i] as number);
  }
  return depths;
}

/** The least that the neighbours already visited allow. */
function sweep(far: Float32Array, i: number, way: number, span: number): void {
  let least = far[i] as number;
  if (least === 0) return;
  const back = i - way;
  const row = i - way * span;
  least = Math.min(least, (far[back] as number) + 1, (far[row] as number) + 1);
  far[i] = Math.min(least, (far[row - 1] as number) + 1.4, (far[row + 1] as number) + 1.4);
}
