import { stride, type Attack } from '../blow.ts';

/** Lifted behind the head and brought down before the feet. */
const overhead: Attack = [
  {
    durationMs: 180,
    hips: [0, 0.2, -0.9],
    chest: { turn: -14, lean: -10 },
    head: { turn: 10, lean: -4 },
    feet: stride(0.8, 1.2),
    mainHand: [0.62, 0.66, -0.3],
    weapon: [0.6, 0.6, -0.7],
    offHand: [0.4, -0.3, 0.75],
    shield: [0.2, 0.2, 0.9],
    trail: [-0.1, 0],
  },
  {
    durationMs: 70,
    hips: [0, -0.6, 1.1],
    chest: { turn: 14, lean: 16 },
    head: { turn: -10, lean: -6 },
    feet: stride(2.6, 2),
    mainHand: [0.46, 0.12, 0.84],
    weapon: [0.5, 0.5, 0.75],
    offHand: [0.6, -0.62, -0.1],
    shield: [0.8, 0.1, 0.3],
    trail: [0.6, 0.1],
    isStrike: true,
  },
  {
    durationMs: 130,
    hips: [0, -1.2, 1.3],
    chest: { turn: 20, lean: 24 },
    head: { turn: -12, lean: -12 },
    feet: stride(2.6, 2),
    mainHand: [0.3, -0.4, 0.8],
    weapon: [0.32, -0.14, 0.94],
    offHand: [0.7, -0.55, -0.25],
    shield: [0.85, 0.1, 0.1],
    trail: [0.5, 0.2],
  },
  {
    durationMs: 160,
    hips: [0, -0.4, 0.5],
    chest: { turn: 6, lean: 7 },
    head: { lean: -4 },
    feet: stride(1.2, 0.8),
    mainHand: [0.34, -0.66, 0.55],
    weapon: [0.25, 0.75, 0.6],
    offHand: [0.42, -0.78, 0.2],
    trail: [-0.2, 0],
  },
];

export default overhead;
