/** Zip archives as a stranger may forge them: any name, any header field. Made by hand, not by the code under test. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ForgedEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly flags?: number;
  readonly method?: 0 | 8;
  readonly mode?: number;
  /** What the headers say of the sizes, where that is a lie. */
  readonly says?: { readonly packed?: number; readonly size?: number };
}

export function forgedZip(entries: readonly ForgedEntry[]): Buffer {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, flags = 0, method = 0, mode = 0o100644, says = {} } of entries) {
    const data = method === 8 ? deflateRawSync(bytes) : Buffer.from(bytes);
    const written = Buffer.from(name, 'utf8');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(says.packed ?? data.length, 14);
    common.writeUInt32LE(says.size ?? bytes.length, 18);
    common.writeUInt16LE(written.length, 22);
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), common, written, data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 3]), common, rest, written]));
    parts.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}

/** The entries of an archive that an export wrote, in their order. */
export function entriesOf(zip: Buffer): ForgedEntry[] {
  const entries: ForgedEntry[] = [];
  for (let at = 0; zip.readUInt32LE(at) === 0x04034b50;) {
    const size = zip.readUInt32LE(at + 18);
    const length = zip.readUInt16LE(at + 26);
    const name = zip.toString('utf8', at + 30, at + 30 + length);
    entries.push({ name, bytes: zip.subarray(at + 30 + length, at + 30 + length + size) });
    at += 30 + length + size;
  }
  return entries;
}
