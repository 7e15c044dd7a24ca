import { ramp } from './ramp.ts';

export const skins = [
  ramp('skin-pale', '6b3a3f b06a5c dc9c7c f6c9a0 ffe6c4', 0.34),
  ramp('skin-rosy', '5e2f33 9c5347 cf8560 eeb386 fcd9ae', 0.34),
  ramp('skin-tan', '4f2a2c 874a3a b9724c dea068 f3c68d', 0.34),
  ramp('skin-brown', '3a1f26 663a33 925640 bd7c52 dba672', 0.34),
  ramp('skin-deep', '2a161f 4b2a2c 704239 965f48 bd8862', 0.34),
  ramp('skin-green', '1f2b2e 35503a 55783f 83a44e b6cf72', 0.34),
] as const;

export const hairs = {
  red: [
    ramp('hair-copper', '3b0f14 6e1f1c a83a22 d9642c f29b4b'),
    ramp('hair-auburn', '2e0d14 57181c 862b20 b54727 da7838'),
    ramp('hair-ginger', '4a1a14 863518 c0601f e88f33 f9c163'),
  ],
  blond: [
    ramp('hair-wheat', '4a2f14 80581f b98a2f e3bd55 f7e59a'),
    ramp('hair-honey', '43240f 754516 aa6f22 d69c3a f0c96c'),
    ramp('hair-straw', '4d3d28 80693c b59a58 dcc484 f5e9bd'),
  ],
  black: [
    ramp('hair-raven', '14121c 221f30 353349 4f5069 767a94'),
    ramp('hair-night', '10121f 1b2033 2b3246 454d62 717b8c'),
    ramp('hair-umber', '17100f 2a1d1b 40302b 5b483f 80695a'),
  ],
  white: [
    ramp('hair-silver', '4b5068 7a8199 a9b2c4 d3dae4 f4f8fb'),
    ramp('hair-bone', '55493f 8a7a68 b8a98f dccfb4 f6efdc'),
    ramp('hair-frost', '3f5670 6a89a6 9dbbd0 cbe0ea f1fafc'),
  ],
  brown: [
    ramp('hair-chestnut', '24110f 45231a 6b3a22 95592f bd8348'),
    ramp('hair-walnut', '20141a 3d2724 5e4030 856044 b08c64'),
    ramp('hair-russet', '2b0f13 521f1b 7a3621 a5572c d08545'),
  ],
  teal: [
    ramp('hair-tarn', '10243a 1c4a5c 2b7878 53a994 9cdab0'),
    ramp('hair-pine', '122a30 1d4c42 317656 5fa36a a7d38c'),
    ramp('hair-sea', '171f45 22457a 3277a6 5cb0c6 a9e3da'),
  ],
} as const;

export const cloths = {
  green: ramp('cloth-green', '142b24 20493a 33704c 57985b 92c46f'),
  blue: ramp('cloth-blue', '161c3d 243468 365599 5585c6 8fbfe8'),
  madder: ramp('cloth-madder', '33101f 5f1a2b 94303a c3564b e38f6c'),
  ochre: ramp('cloth-ochre', '43240f 754516 ac7424 d9a441 f3d37c'),
  purple: ramp('cloth-purple', '1f1438 3a2262 5e3a94 8a60c2 bd9ae3'),
  grey: ramp('cloth-grey', '201f30 393a52 5b6078 868da1 b9c1cb'),
  linen: ramp('cloth-linen', '4a3a3c 7a6358 ad947a d6c09d f3e6c6'),
  black: ramp('cloth-black', '131019 231e2d 373242 524d5d 7d7882'),
  teal: ramp('cloth-teal', '0f2733 184753 277378 4da597 94d4b8'),
} as const;

export const leathers = {
  chestnut: ramp('leather-chestnut', '2c1b17 4a2d20 71472c 9c6b3d c99a5c'),
  oxblood: ramp('leather-oxblood', '2a1015 4a1a1c 732d26 9f4d37 c97d57'),
  tan: ramp('leather-tan', '3d2819 664427 95693a c39456 e6c487'),
  black: ramp('leather-black', '15121a 26212b 3d353e 5b5053 837672'),
} as const;

export const metals = {
  steel: ramp('metal-steel', '23283a 434c66 6f7c95 a5b3c4 e3edf2', 0, 1.25),
  iron: ramp('metal-iron', '191a26 313545 525a69 828c96 bfc7c8', 0, 1.25),
  mail: ramp('metal-mail', '141624 272b3f 3c4358 5d677d 96a1b0', 0, 1.1),
  bronze: ramp('metal-bronze', '33200f 5e3d1a 94682a c69a48 efd58a', 0, 1.25),
  gold: ramp('metal-gold', '4a2c12 8a5a1a c48f28 edc74c fff1a3', 0, 1.2),
} as const;

export const furs = [
  ramp('fur-wolf', '24232e 413f4a 68656b 97938f c8c3b6'),
  ramp('fur-bear', '1f1416 38241f 57392b 7d583d aa845b'),
  ramp('fur-snow', '565566 84838f b3b1b2 dad6cd f7f4e8'),
] as const;

export const gem = ramp('gem', '0f3040 1c6378 37a3ae 83dcd0 e2fff0', 0.1, 1.2);
export const wood = ramp('wood', '2b1a1c 4a2e25 6f4a30 98703f c59b5c');
export const bowWood = ramp('bow-wood', '3a1d18 6b3620 a05c2b d08f47 f0c67c', 0.12);
export const straw = ramp('straw', '4a3117 80591f b98c34 e2bd5c f8e6a2');
export const trousers = ramp('trousers', '1d1a2b 302c44 494661 68688a 9093b0');
