import { createReadStream } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { XmlCounter } from './bare-parser.mjs';
import { ownProcess } from './own-process.mjs';

/**
 * The floor «bare parse»: our own tokenizer reads the files and counts the elements and texts; no record is made of them.
 * In a process of its own, which has nothing else to do.
 * @param {readonly string[]} files
 * @returns {Promise<{ seconds: number, elements: number }>}
 */
export const bareParse = (files) => ownProcess(fileURLToPath(import.meta.url), files);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const began = performance.now();
  let elements = 0;
  for (const file of process.argv.slice(2)) {
    const counter = new XmlCounter();
    for await (const piece of createReadStream(file, { highWaterMark: 1 << 20 })) counter.write(piece);
    elements += counter.end();
  }
  process.stdout.write(JSON.stringify({ seconds: (performance.now() - began) / 1000, elements }));
}
