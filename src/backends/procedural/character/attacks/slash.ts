import { stride, type Attack } from '../blow.ts';

/** A cut from high outside to low inside. */
const slash: Attack = [
  {
    durationMs: 160,
    hips: [0, -0.4, -0.8],
    chest: { turn: -26, lean: -5 },
    head: { turn: 20 },
    feet: stride(0.6, 1.4),
    mainHand: [0.68, 0.48, -0.36],
    weapon: [0.6, 0.75, -0.5],
    offHand: [0.45, -0.5, 0.6],
    shield: [0.3, 0.1, 0.9],
    trail: [0.1, -0.3],
  },
  {
    durationMs: 70,
    hips: [0, -0.7, 0.9],
    chest: { turn: 24, lean: 10 },
    head: { turn: -18 },
    feet: stride(2.6, 2.2),
    mainHand: [0.3, -0.05, 0.85],
    weapon: [0.7, 0.42, 0.6],
    offHand: [0.62, -0.6, -0.1],
    shield: [0.8, 0.1, 0.3],
    trail: [0.7, 0.3],
    isStrike: true,
  },
  {
    durationMs: 110,
    hips: [0, -0.9, 1.4],
    chest: { turn: 36, lean: 13 },
    head: { turn: -26 },
    feet: stride(2.6, 2.2),
    mainHand: [-0.5, -0.5, 0.68],
    weapon: [-0.75, -0.3, 0.5],
    offHand: [0.7, -0.6, -0.25],
    shield: [0.85, 0.1, 0.1],
    trail: [0.3, 0.6],
  },
  {
    durationMs: 150,
    hips: [0, -0.3, 0.5],
    chest: { turn: 8, lean: 3 },
    head: { turn: -6 },
    feet: stride(1.2, 0.8),
    mainHand: [0.25, -0.68, 0.55],
    weapon: [0.15, 0.55, 0.8],
    offHand: [0.42, -0.78, 0.2],
    trail: [-0.2, 0.1],
  },
];

export default slash;
