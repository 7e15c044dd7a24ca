import type { Solid } from './figure.ts';
import { gather } from './gather.ts';
import { march, viewWithin } from './march.ts';
import type { Sight } from './sight.ts';
import type { Framing, View } from './view.ts';

/** Looks at solids through a framing. `grain` scales textures: what is a strand at 192 px is noise at 48. */
export function cast(solids: readonly Solid[], view: View, framing: Framing, grain: number): Sight {
  const views = solids.map(({ frame }) => viewWithin(frame, view));
  return gather(solids, views, march(solids, views, view, framing), view, framing, grain);
}
