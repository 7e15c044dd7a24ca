import { createHash } from 'node:crypto';
import { asDigest, type Sha256 } from '../../domain/ids.ts';

export const sha256: Sha256 = (data) => asDigest(createHash('sha256').update(data).digest('hex'));
