import type { Hairstyle } from '../part.ts';

/** None at all; a beard keeps its colour. */
const bald: Hairstyle = { coversEars: false, shape: () => [] };

export default bald;
