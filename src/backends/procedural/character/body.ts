import { sides, solid, type Solid } from '../solids/figure.ts';
import type { Dressed } from './outfit.ts';
import { ball, limb } from '../solids/shape.ts';

/** Legs, boots, arms, hands and the bare head. */
export function bodySolids(person: Dressed): readonly Solid[] {
  const { bones, traits, look } = person;
  const solids: Solid[] = [];
  for (const side of sides) {
    const stance = 2.9 + traits.broader * 0.3;
    const hip = bones.hipY;
    solids.push(
      solid(`leg${side}`, person.leg, limb([side * stance, hip, 0], [side * (stance + 0.2), 4, 0], 2.3)),
      solid(
        `boot${side}`,
        person.boot,
        limb([side * (stance + 0.2), 4.8, 0], [side * (stance + 0.3), 1.9, 0], 2.5),
      ),
      solid(`boot${side}`, person.boot, ball([side * (stance + 0.3), 1.5, 1.3], [2.3, 1.5, 3.1])),
    );
    const hand = bones.hand(side);
    const [x, y, z] = hand;
    const shoulder = [side * bones.shoulderX, bones.shoulderY - 0.6, 0] as const;
    const wrist = [x, y + 1.4, z] as const;
    const cuff = look.armor === 'robe' ? 2.7 : 1.8;
    solids.push(solid(`arm${side}`, person.sleeve, limb(shoulder, wrist, 2, cuff)));
    if (look.armor === 'leather') {
      const elbow = [(shoulder[0] + x) / 2, (shoulder[1] + y) / 2, z * 0.7] as const;
      solids.push(solid(`bracer${side}`, traits.leather, limb(elbow, wrist, 2, 2.15)));
    }
    solids.push(solid(`hand${side}`, person.glove, ball(hand, [1.9, 1.9, 1.9])));
  }
  const [hx, hy, hz] = bones.head;
  solids.push(
    solid('neck', traits.skin, limb([0, hy - 8, 0], [0, hy - 5, 0], 2.4)),
    solid('head', traits.skin, ball(bones.head, bones.headRadii)),
    solid('nose', traits.skin, ball([hx, hy - 1.9, hz + bones.headRadii[2] - 0.3], [0.75, 0.7, 0.9])),
  );
  if (look.hair === 'mohawk' || look.hair === 'ponytail' || look.hair === 'short') {
    for (const side of sides) {
      const ear = [side * (bones.headRadii[0] + 0.1), hy - 1.2, -0.2] as const;
      solids.push(solid(`ear${side}`, traits.skin, ball(ear, [0.9, 1.4, 1.1])));
    }
  }
  return solids;
}
