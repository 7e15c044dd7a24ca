/** Random bytes of the machine. Never part of a result: ids and jitter only. */
export type RandomBytes = (length: number) => Uint8Array;
