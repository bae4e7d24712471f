import { crc32, deflateRawSync } from 'node:zlib';

/** An entry as it is to stand in the archive, right or wrong. */
export interface ZipEntry {
  readonly name: string | Buffer;
  readonly data: string | Buffer;
  /** General purpose bits: 0x800 = the name is UTF-8, 1 = encrypted. */
  readonly flags?: number;
  /** 8 = deflate (default), 0 = stored; another is written as it is. */
  readonly method?: number;
  readonly crc?: number;
  /** What the directory says of the unpacked size. */
  readonly size?: number;
  readonly extra?: Buffer;
}

/** The bytes of a ZIP, made by hand after the format's description: a test can say anything in it. */
export function zipBytes(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name as string);
    const data = Buffer.from(entry.data as string);
    const method = entry.method ?? 8;
    const packed = method === 8 ? deflateRawSync(data) : data;
    const extra = entry.extra ?? Buffer.alloc(0);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(entry.flags ?? 0, 2);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(entry.crc ?? crc32(data), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(entry.size ?? data.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, name, packed]);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(offset, 10);
    fields.writeUInt16LE(extra.length, 24);
    directory.push(Buffer.from('PK\u0001\u0002\u0014\0'), fields, central, name, extra);
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}
