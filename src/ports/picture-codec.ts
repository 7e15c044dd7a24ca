import type { Result } from '../domain/result.ts';
import type { Rgba } from '../pixels/rgba.ts';

/** Decodes a picture's bytes under limits. `path` is for the failure only. */
export type DecodePicture = (bytes: Uint8Array, path: string) => Promise<Result<Rgba>>;

/** Artkiln's own PNG: the same picture, the same bytes, on every machine. */
export type EncodePng = (picture: Rgba) => Uint8Array;
