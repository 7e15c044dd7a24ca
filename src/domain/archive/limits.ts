/**
 * What an archive may hold at most. All of it is checked against what the archive says of itself before a byte of
 * content is read, and nothing in it is compressed, so that no archive costs more memory or disk than it is long.
 * Without zip64 no archive can be longer than 4 GiB or have more than 65,535 entries anyway.
 */
export const archiveLimits = {
  /** Entries with the index. A run of 1,000 cells of 6 stages has 25,000. */
  entries: 60_000,
  /** Of one file: it is held in memory, once. */
  fileBytes: 256 * 1024 * 1024,
  /** Of a file that is read as a record. */
  recordBytes: 32 * 1024 * 1024,
  /** Of all records together: they are held in memory while they are compared with each other. */
  recordsBytes: 256 * 1024 * 1024,
  /** Of the whole archive. */
  totalBytes: 4_000_000_000,
  /** Of an entry's name. */
  nameBytes: 512,
} as const;
