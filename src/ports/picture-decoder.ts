import type { Result } from '../domain/result.ts';
import type { Rgba } from '../pixels/rgba.ts';

/** Pixels that a picture may have unless a caller says otherwise: 16 Mpx, 64 MB decoded. */
export const defaultMaxPixels = 16 * 1024 * 1024;

export interface DecodeLimits {
  /** Width times height, from 1. */
  readonly maxPixels: number;
}

/**
 * Reads PNG files. Size is judged by the header before anything is decoded, so a small file that claims to be
 * enormous costs nothing. Pixels come out as the `pixels` digest wants them: straight 8-bit RGBA, 16-bit samples
 * by their high byte, no colour management, no rotation.
 *
 * Failures: `picture-unreadable` (not a PNG, damaged, cut short), `picture-too-large`.
 */
export interface PictureDecoder {
  /** `path` is for the message only; nothing is read from it. */
  decode(bytes: Uint8Array, path: string, limits?: DecodeLimits): Promise<Result<Rgba>>;
}
