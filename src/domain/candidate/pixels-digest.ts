import { pixelBytes, type Rgba } from '../../pixels/rgba.ts';
import type { Digest, Sha256 } from '../ids.ts';

/** The `pixels` digest of a picture: equal for equal pictures, whatever encoder wrote them. */
export const pixelsDigest = (picture: Rgba, sha256: Sha256): Digest => sha256(pixelBytes(picture));
