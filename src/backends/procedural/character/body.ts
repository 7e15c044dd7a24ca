import { sides, solid, standing, type Solid } from '../solids/figure.ts';
import { ball, limb } from '../solids/shape.ts';
import type { Dressed } from './part.ts';
import { bootShape } from './ground.ts';

/** Legs, boots, arms and hands at their joints, and the bare head. */
export function bodySolids(person: Dressed): readonly Solid[] {
  return [
    ...sides.flatMap((side) => [...legSolids(person, side), ...armSolids(person, side)]),
    ...headSolids(person),
  ];
}

function legSolids({ bones, build, leg, boot, gear }: Dressed, side: -1 | 1): readonly Solid[] {
  const { joints, end } = bones.leg(side);
  const [hip, knee, ankle] = joints;
  const r = build.legRadius;
  const foot = standing(end, [solid(`boot${side}`, boot, bootShape(build))]);
  if (gear.armor.hidesLegs === true) return foot;
  const top = [
    knee[0] * 0.75 + ankle[0] * 0.25,
    knee[1] * 0.75 + ankle[1] * 0.25,
    knee[2] * 0.75 + ankle[2] * 0.25,
  ] as const;
  return [
    solid(`leg${side}`, leg, limb(hip, knee, r + 0.2, r)),
    solid(`leg${side}`, leg, limb(knee, ankle, r)),
    solid(`boot${side}`, boot, limb(top, ankle, r + 0.25, r + 0.05)),
    ...foot,
  ];
}

function armSolids(person: Dressed, side: -1 | 1): readonly Solid[] {
  const { bones, build, gear } = person;
  const { armor } = gear;
  const { joints, end } = bones.arm(side);
  const [shoulder, elbow, wrist] = joints;
  const thick = build.armRadius - 1.9;
  const [atElbow, atWrist] = armor.sleeve;
  const r = build.handRadius;
  return [
    solid(`arm${side}`, person.sleeve, limb(shoulder, elbow, build.armRadius + 0.1, atElbow + thick)),
    solid(`arm${side}`, person.sleeve, limb(elbow, wrist, atElbow + thick, atWrist + thick)),
    ...(armor.arm?.(person, side) ?? []),
    ...standing(end, [solid(`hand${side}`, person.glove, ball([0, 0, 0], [r, r, r]))]),
  ];
}

function headSolids({ bones, build, traits, gear }: Dressed): readonly Solid[] {
  const [rx, , rz] = build.headRadii;
  const { hairstyle, headgear } = gear;
  const hasEars = !hairstyle.coversEars && (headgear?.hairBelow ?? 2) > 0;
  return standing(bones.head, [
    solid('neck', traits.skin, limb([0, -8, 0], [0, -5, 0], 2.4)),
    solid('head', traits.skin, ball([0, 0, 0], build.headRadii), { leastStep: 2 }),
    solid('nose', traits.skin, ball([0, -1.9, rz - 0.3], [0.75, 0.7, 0.9]), { leastStep: 2 }),
    ...(hasEars
      ? sides.map((side) =>
          solid(`ear${side}`, traits.skin, ball([side * (rx + 0.1), -1.2, -0.2], [0.9, 1.4, 1.1])),
        )
      : []),
  ]);
}
