/**
 * sRGB to OKLab with the same result on every machine. Engines may round Math.pow and Math.cbrt as they like;
 * + - * / and sqrt are exact in IEEE 754, so the roots are Newton's.
 * Source: Bjorn Ottosson, "A perceptual color space for image processing" (2020), matrices of 2021-01-25.
 */

const bits = new Float32Array(1);
const words = new Uint32Array(bits.buffer);

/** Cube root of a number from 0, to about the last bit. First guess from the exponent, then four Newton steps. */
export function cubeRoot(value: number): number {
  if (value <= 0) return 0;
  bits[0] = value;
  words[0] = Math.floor((words[0] as number) / 3) + 709_921_077;
  let root = bits[0];
  for (let i = 0; i < 4; i += 1) root = (root + root + value / (root * root)) / 3;
  return root;
}

/**
 * Fifth root of a number in (0, 1]: Newton from above converges without overshooting. A step that changes nothing ends
 * it early, with the very number that all 60 would give.
 */
function fifthRoot(value: number): number {
  let root = 1;
  for (let i = 0; i < 60; i += 1) {
    const square = root * root;
    const next = (4 * root + value / (square * square)) / 5;
    if (next === root) break;
    root = next;
  }
  return root;
}

/** Linear light, 0 .. 1, of each 8-bit sRGB value (IEC 61966-2-1). x^2.4 is x^2 times the fifth root of x^2. */
export const linearOf: Float64Array = Float64Array.from({ length: 256 }, (_, value) => {
  const v = value / 255;
  if (v <= 0.04045) return v / 12.92;
  const x = (v + 0.055) / 1.055;
  return x * x * fifthRoot(x * x);
});

/** Writes L (0 .. 1), a and b of an sRGB colour to `out[at .. at + 2]`. */
export function writeOklab(r: number, g: number, b: number, out: Float64Array, at = 0): void {
  const lr = linearOf[r] as number;
  const lg = linearOf[g] as number;
  const lb = linearOf[b] as number;
  const l = cubeRoot(0.4122214708 * lr + 0.5363325363 * lg + 0.0514459929 * lb);
  const m = cubeRoot(0.2119034982 * lr + 0.6806995451 * lg + 0.1073969566 * lb);
  const s = cubeRoot(0.0883024619 * lr + 0.2817188376 * lg + 0.6299787005 * lb);
  out[at] = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
  out[at + 1] = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  out[at + 2] = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
}
