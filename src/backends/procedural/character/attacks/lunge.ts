import { stride, type Attack } from '../blow.ts';

/** A long thrust with a pole in both hands. */
const lunge: Attack = [
  {
    durationMs: 170,
    hips: [0, -0.6, -1.2],
    chest: { turn: -34, lean: 0 },
    head: { turn: 28 },
    feet: stride(1, 1.2),
    mainHand: [0.35, -0.5, -0.35],
    weapon: [-0.2, 0.12, 1],
    slide: -4,
    grasp: 6.2,
    shield: [0.5, 0.1, 0.8],
    trail: [0, -0.2],
  },
  {
    durationMs: 80,
    hips: [0, -1, 1.4],
    chest: { turn: 16, lean: 12 },
    head: { turn: -12, lean: -6 },
    feet: stride(3.2, 2.4),
    mainHand: [0.34, -0.28, 0.74],
    weapon: [0.4, -0.06, 1],
    slide: -3,
    grasp: 4,
    shield: [0.8, 0.1, 0.4],
    trail: [0.8, 0.1],
    isStrike: true,
  },
  {
    durationMs: 130,
    hips: [0, -1, 1.1],
    chest: { turn: 10, lean: 10 },
    head: { turn: -8, lean: -5 },
    feet: stride(3.2, 2.2),
    mainHand: [0.26, -0.42, 0.5],
    weapon: [0.34, -0.1, 1],
    slide: -3.5,
    grasp: 4.6,
    shield: [0.8, 0.1, 0.4],
    trail: [0.4, 0.2],
  },
  {
    durationMs: 150,
    hips: [0, -0.4, 0.3],
    chest: { turn: -10, lean: 4 },
    head: { turn: 8 },
    feet: stride(1.4, 0.8),
    mainHand: [0.4, -0.55, 0.35],
    weapon: [-0.1, 0.75, 0.65],
    slide: -1.5,
    trail: [-0.2, 0],
  },
];

export default lunge;
