import { stride, type Attack } from '../blow.ts';

/** Power is gathered close to the body, then let go through the head of the staff. */
const cast: Attack = [
  {
    durationMs: 200,
    hips: [0, -0.8, -0.6],
    chest: { turn: -14, lean: 6 },
    head: { turn: 8, lean: 6 },
    feet: stride(0.6, 0.8),
    mainHand: [0.36, -0.3, 0.5],
    weapon: [0.15, 0.95, -0.3],
    slide: -2,
    offHand: [-0.1, -0.4, 0.75],
    shield: [0.8, 0.1, 0.4],
    trail: [-0.2, 0],
    glow: 0.4,
  },
  {
    durationMs: 100,
    hips: [0, 0.4, 0.9],
    chest: { turn: 12, lean: -4 },
    head: { turn: -8, lean: -8 },
    feet: stride(2.2, 1.6),
    mainHand: [0.62, 0.2, 0.75],
    weapon: [0.4, 0.85, 0.4],
    slide: -4,
    offHand: [0.35, 0.1, 0.9],
    trail: [0.9, 0],
    glow: 1,
    isStrike: true,
  },
  {
    durationMs: 160,
    hips: [0, 0.3, 0.8],
    chest: { turn: 8, lean: -2 },
    head: { turn: -6, lean: -6 },
    feet: stride(2.2, 1.6),
    mainHand: [0.62, 0.05, 0.72],
    weapon: [0.32, 0.92, 0.3],
    slide: -3.5,
    offHand: [0.5, -0.1, 0.8],
    trail: [0.6, 0.2],
    glow: 0.6,
  },
  {
    durationMs: 160,
    hips: [0, -0.2, 0.3],
    feet: stride(1, 0.6),
    mainHand: [0.44, -0.5, 0.55],
    weapon: [0.05, 0.98, 0.1],
    slide: -1,
    offHand: [0.35, -0.75, 0.4],
    trail: [0.1, 0],
    glow: 0.2,
  },
];

export default cast;
