/** Why an archive is refused. Each has its sentence in the table of failures. */
export const archiveFaults = {
  'not-an-archive': 'it is not a zip archive of a run',
  truncated: 'it ends too early',
  'trailing-bytes': 'it holds bytes that belong to none of its files',
  'name-outside': 'its name leads out of the archive',
  'name-backslash': 'its name holds a back-slash',
  'name-unusable': 'its name is too long, or holds a control character',
  'name-twice': 'it is there twice',
  'name-clash': 'its name differs from another only in letters that many file systems do not tell apart',
  'not-plain': 'it is a link, a folder or a device, and no plain file',
  encrypted: 'it is encrypted',
  compressed:
    'it is compressed, and an export never compresses: the archive was packed again by another program',
  'too-many': 'it has more files than a run may have',
  'too-large': 'it is larger than the limit',
  'not-canonical': 'it is not laid out as an export does it',
  unknown: 'no run has such a file',
  unlisted: 'it is not in the index',
  missing: 'it is missing',
  'size-differs': 'its size is not what the index says',
  'digest-differs': 'its bytes are not what the index says',
  'newer-version': 'it was written by a newer Artkiln',
  'record-invalid': 'it is not a valid record',
  'other-run': 'it belongs to another run or project',
  'fingerprint-differs': 'its ingredients do not give its fingerprint',
  'picture-differs': 'it does not show what its record says',
  'seal-differs': 'it is not what the seal of the run says',
} as const;

export type ArchiveFault = keyof typeof archiveFaults;

/** A fault and the file that it is about; `entry` is `null` where it is the archive as a whole. */
export interface FoundFault {
  readonly fault: ArchiveFault;
  readonly entry: string | null;
  /** More than the fault's sentence says. */
  readonly detail: string | null;
}

export const found = (
  fault: ArchiveFault,
  entry: string | null,
  detail: string | null = null,
): FoundFault => ({
  fault,
  entry,
  detail,
});
