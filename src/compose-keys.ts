import { join } from 'node:path';
import { reviewerKeys } from './adapters/files/reviewer-key.ts';
import type { ReviewerKeys } from './ports/reviewer-keys.ts';

/** The private keys of the person at this machine, in their own configuration folder. */
export const composeKeys = (userFolder: string, projectRoot: string): ReviewerKeys =>
  reviewerKeys({ folder: join(userFolder, 'keys'), projectRoot });
