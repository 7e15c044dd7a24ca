import { stride, type Attack } from '../blow.ts';

/** Drawn to the chin, let go, lowered; the right hand goes back to the quiver. */
const shoot: Attack = [
  {
    durationMs: 260,
    hips: [0, -0.2, -0.3],
    hipsTurn: { turn: -26 },
    chest: { turn: -34 },
    head: { turn: 56 },
    feet: stride(1.6, 1.2),
    offHand: [-0.1, 0.16, 0.94],
    weapon: [0.12, 1, 0.05],
    mainHand: [0.05, 0.02, 0.22],
    drawn: 1,
    hasArrow: true,
    trail: [-0.1, 0.2],
  },
  {
    durationMs: 80,
    hips: [0, -0.2, -0.3],
    hipsTurn: { turn: -26 },
    chest: { turn: -38, lean: -3 },
    head: { turn: 58 },
    feet: stride(1.6, 1.2),
    offHand: [-0.05, 0.16, 0.98],
    weapon: [0.12, 1, 0.05],
    mainHand: [0.5, 0.2, -0.3],
    trail: [0.3, 0.2],
    isStrike: true,
  },
  {
    durationMs: 140,
    hips: [0, -0.3, -0.2],
    hipsTurn: { turn: -22 },
    chest: { turn: -28 },
    head: { turn: 46 },
    feet: stride(1.6, 1.2),
    offHand: [0, 0, 0.98],
    weapon: [0.3, 0.85, 0.5],
    mainHand: [0.7, -0.1, -0.35],
    trail: [0.1, 0.3],
  },
  {
    durationMs: 180,
    hips: [0, -0.1, 0],
    hipsTurn: { turn: -8 },
    chest: { turn: -10 },
    head: { turn: 16 },
    feet: stride(0.8, 0.6),
    offHand: [0.34, -0.5, 0.7],
    weapon: [0.3, 0.92, 0.25],
    mainHand: [0.4, 0.6, -0.45],
    trail: [-0.1, 0],
  },
];

export default shoot;
