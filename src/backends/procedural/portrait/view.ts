import type { View } from '../solids/view.ts';

/** Turned to the left by 22.6 degrees (12/13, 5/13), seen from 8.8 above (84/85, 13/85): exact ratios, no sines. */
const [turnCosine, turnSine] = [12 / 13, 5 / 13];
const [pitchCosine, pitchSine] = [84 / 85, 13 / 85];
/** How a sitter is seen. */
export const bustView: View = {
  right: [turnCosine, 0, -turnSine],
  up: [-turnSine * pitchSine, pitchCosine, -turnCosine * pitchSine],
  toViewer: [turnSine * pitchCosine, pitchSine, turnCosine * pitchCosine],
};
