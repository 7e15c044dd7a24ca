/** What is seen of a figure: for each pixel, row by row, the nearest solid. */
export interface Sight {
  readonly width: number;
  readonly height: number;
  /** Index of the solid in each pixel; -1 where there is none. */
  readonly solids: Int16Array;
  /** Index of its part. */
  readonly parts: Int16Array;
  /** How near it is, in units toward the viewer from the plane through the ground point. */
  readonly depths: Float64Array;
  /** Light that falls on it, about -1 .. 1. */
  readonly lights: Float64Array;
}
