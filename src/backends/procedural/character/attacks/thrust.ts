import { stride, type Attack } from '../blow.ts';

/** A stab with one hand. */
const thrust: Attack = [
  {
    durationMs: 140,
    hips: [0, -0.5, -0.9],
    chest: { turn: -28, lean: 2 },
    head: { turn: 22 },
    feet: stride(0.6, 1.2),
    mainHand: [0.5, -0.35, -0.45],
    weapon: [-0.05, 0.18, 1],
    offHand: [0.4, -0.45, 0.65],
    shield: [0.3, 0.1, 0.9],
    trail: [0, -0.2],
  },
  {
    durationMs: 70,
    hips: [0, -0.8, 1.6],
    chest: { turn: 30, lean: 12 },
    head: { turn: -24, lean: -6 },
    feet: stride(3, 2.4),
    mainHand: [0.3, 0.02, 0.92],
    weapon: [0.42, 0.1, 1],
    offHand: [0.65, -0.55, -0.3],
    shield: [0.85, 0.1, 0.1],
    trail: [0.8, 0.2],
    isStrike: true,
  },
  {
    durationMs: 120,
    hips: [0, -0.8, 1.4],
    chest: { turn: 26, lean: 12 },
    head: { turn: -20, lean: -6 },
    feet: stride(3, 2.2),
    mainHand: [0.26, -0.2, 0.84],
    weapon: [0.3, -0.16, 1],
    offHand: [0.65, -0.6, -0.2],
    shield: [0.8, 0.1, 0.2],
    trail: [0.4, 0.3],
  },
  {
    durationMs: 140,
    hips: [0, -0.3, 0.5],
    chest: { turn: 2, lean: 4 },
    feet: stride(1.4, 0.8),
    mainHand: [0.32, -0.6, 0.45],
    weapon: [0.2, 0.35, 0.9],
    offHand: [0.42, -0.7, 0.3],
    trail: [-0.2, 0],
  },
];

export default thrust;
