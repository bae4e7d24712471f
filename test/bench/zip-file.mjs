import { createReadStream, createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import zlib from 'node:zlib';

/** What the headers of a ZIP without ZIP64 can hold. */
const LARGEST = 0xffff_ffff;
const UTF8_NAME = 0x0800;
const SIZES_BEHIND = 0x0008;
/** 1980-01-01: archives of the same files are the same. */
const DATE = 0x21;

/**
 * Packs files into one ZIP, streaming: the libraries at hand hold every file in memory, and these have gigabytes.
 * @param {string} target
 * @param {readonly { name: string, path: string }[]} files
 * @returns {Promise<number>} bytes of the archive
 */
export async function writeZip(target, files) {
  const output = createWriteStream(target);
  const directory = [];
  let written = 0;
  const write = async (bytes) => {
    written += bytes.length;
    if (!output.write(bytes)) await new Promise((resolve) => output.once('drain', resolve));
  };
  for (const { name, path } of files) {
    const offset = written;
    const facts = { crc: 0, packed: 0, size: 0 };
    await write(Buffer.concat([header('local', name, facts), Buffer.from(name)]));
    const before = written;
    const deflate = zlib.createDeflateRaw({ level: 6 });
    const source = createReadStream(path, { highWaterMark: 1 << 20 }).on('data', (chunk) => {
      facts.crc = zlib.crc32(chunk, facts.crc);
      facts.size += chunk.length;
    });
    source.on('error', (error) => deflate.destroy(error));
    for await (const chunk of source.pipe(deflate)) await write(chunk);
    facts.packed = written - before;
    if (facts.size > LARGEST || written > LARGEST) throw new Error(`${name} is too large for a ZIP: send it unpacked.`);
    const behind = Buffer.alloc(16);
    behind.writeUInt32LE(0x08074b50, 0);
    writeFacts(behind, 4, facts);
    await write(behind);
    directory.push(Buffer.concat([header('central', name, facts, offset), Buffer.from(name)]));
  }
  const start = written;
  await write(Buffer.concat(directory));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(written - start, 12);
  end.writeUInt32LE(start, 16);
  await write(end);
  output.end();
  await finished(output);
  return written;
}

/** A local header says nothing of the sizes, which stand behind the bytes; one of the central directory says them and where. */
function header(kind, name, facts, offset = 0) {
  const shift = kind === 'central' ? 2 : 0;
  const bytes = Buffer.alloc(kind === 'central' ? 46 : 30);
  bytes.writeUInt32LE(kind === 'central' ? 0x02014b50 : 0x04034b50, 0);
  if (kind === 'central') bytes.writeUInt16LE(20, 4);
  bytes.writeUInt16LE(20, 4 + shift);
  bytes.writeUInt16LE(UTF8_NAME | SIZES_BEHIND, 6 + shift);
  bytes.writeUInt16LE(8, 8 + shift);
  bytes.writeUInt16LE(DATE, 12 + shift);
  if (kind === 'central') writeFacts(bytes, 16, facts);
  bytes.writeUInt16LE(Buffer.byteLength(name), 26 + shift);
  if (kind === 'central') bytes.writeUInt32LE(offset, 42);
  return bytes;
}

function writeFacts(bytes, at, { crc, packed, size }) {
  bytes.writeUInt32LE(crc, at);
  bytes.writeUInt32LE(packed, at + 4);
  bytes.writeUInt32LE(size, at + 8);
}
