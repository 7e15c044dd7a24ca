import { towardLamp } from '../light.ts';

/** Toward the lamp, of length 1. */
export const lamp = unitLamp();

function unitLamp(): { readonly right: number; readonly up: number; readonly near: number } {
  const [right, up, near] = towardLamp;
  const length = Math.sqrt(right * right + up * up + near * near);
  return { right: right / length, up: up / length, near: near / length };
}

/** Light on a rounded thing at a place of its outline's disc: -1 .. 1 to the right and down. */
export function roundLight(right: number, down: number): number {
  const near = Math.sqrt(Math.max(0, 1 - right * right - down * down));
  return right * lamp.right - down * lamp.up + near * lamp.near;
}
