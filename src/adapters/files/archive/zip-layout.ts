/**
 * The one layout of a zip archive that we write and read: entries stored (never compressed), one after the other from
 * the first byte, no extra fields, no comments, one time (1980-01-01 00:00, the earliest that zip can say), one mode.
 * Every byte of such an archive follows from the names and the contents, so the reader need not believe any: it makes
 * the headers itself and compares. What two readers of zip could take differently cannot stand in it.
 */
export interface ZipEntry {
  readonly name: string;
  readonly size: number;
  readonly crc: number;
  /** Where its local header begins. */
  readonly offset: number;
}

export const localHeaderLength = 30;
export const centralHeaderLength = 46;
export const endLength = 22;

export const localSignature = 0x04034b50;
export const centralSignature = 0x02014b50;
export const endSignature = 0x06054b50;

/** 2.0: the lowest version that readers ask for folders in names. */
const version = 20;
/** Made by Unix: then the upper half of the external attributes is a mode. */
const madeBy = (3 << 8) | version;
/** A plain file, 0644: who unpacks it may delete it. */
const attributes = (0o100644 << 16) >>> 0;
/** Days since 1980 in DOS form; the month and the day count from 1. */
const date = 0x0021;

/** The local header of an entry with its name. */
export function localHeader({ name, size, crc }: ZipEntry): Buffer {
  const header = Buffer.alloc(localHeaderLength);
  header.writeUInt32LE(localSignature, 0);
  header.writeUInt16LE(version, 4);
  header.writeUInt16LE(date, 12);
  header.writeUInt32LE(crc, 14);
  header.writeUInt32LE(size, 18);
  header.writeUInt32LE(size, 22);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name, 'latin1')]);
}

/** The entry in the central directory, with its name. */
export function centralHeader({ name, size, crc, offset }: ZipEntry): Buffer {
  const header = Buffer.alloc(centralHeaderLength);
  header.writeUInt32LE(centralSignature, 0);
  header.writeUInt16LE(madeBy, 4);
  header.writeUInt16LE(version, 6);
  header.writeUInt16LE(date, 14);
  header.writeUInt32LE(crc, 16);
  header.writeUInt32LE(size, 20);
  header.writeUInt32LE(size, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt32LE(attributes, 38);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, Buffer.from(name, 'latin1')]);
}

/** The record at the end of the archive. */
export function endRecord(entries: number, centralSize: number, centralOffset: number): Buffer {
  const end = Buffer.alloc(endLength);
  end.writeUInt32LE(endSignature, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(centralSize, 12);
  end.writeUInt32LE(centralOffset, 16);
  return end;
}
