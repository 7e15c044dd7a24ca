import { stride, type Attack } from '../blow.ts';

/** A straight blow with the fist, for empty hands. */
const punch: Attack = [
  {
    durationMs: 130,
    hips: [0, -0.6, -0.7],
    chest: { turn: -30, lean: 4 },
    head: { turn: 24 },
    feet: stride(0.8, 1.2),
    mainHand: [0.5, -0.4, -0.3],
    offHand: [0.1, -0.15, 0.7],
    trail: [0, -0.2],
  },
  {
    durationMs: 70,
    hips: [0, -0.8, 1.6],
    chest: { turn: 34, lean: 12 },
    head: { turn: -28, lean: -6 },
    feet: stride(2.8, 2.2),
    mainHand: [-0.05, 0.05, 1],
    offHand: [0.35, -0.45, 0.2],
    trail: [0.8, 0.3],
    isStrike: true,
  },
  {
    durationMs: 120,
    hips: [0, -0.7, 1.3],
    chest: { turn: 26, lean: 10 },
    head: { turn: -20, lean: -4 },
    feet: stride(2.8, 2),
    mainHand: [0.05, -0.2, 0.85],
    offHand: [0.35, -0.5, 0.25],
    trail: [0.3, 0.3],
  },
  {
    durationMs: 140,
    hips: [0, -0.3, 0.4],
    chest: { turn: -4, lean: 4 },
    feet: stride(1.2, 0.8),
    mainHand: [0.36, -0.55, 0.45],
    offHand: [0.35, -0.6, 0.4],
    trail: [-0.2, 0],
  },
];

export default punch;
