import { createReadStream } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { CommerceMlImportParser, CommerceMlOffersParser } from 'commerceml-parser';
import { ownProcess } from './own-process.mjs';

/**
 * The npm package commerceml-parser on the same import.xml and offers.xml, with a handler for everything that it knows,
 * which only counts; in a process of its own.
 * @param {readonly string[]} files UTF-8: it reads nothing else
 * @returns {Promise<{ seconds: number, products: number, offers: number }>}
 */
export const peerParse = (files) => ownProcess(fileURLToPath(import.meta.url), files);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const counts = { products: 0, offers: 0 };
  const nothing = () => undefined;
  const began = performance.now();
  for (const file of process.argv.slice(2)) {
    const ofGoods = path.basename(file) === 'import.xml';
    const parser = ofGoods ? new CommerceMlImportParser() : new CommerceMlOffersParser();
    parser.onCommercialInformation(nothing);
    parser.onClassifier(nothing);
    if (ofGoods) {
      parser.onClassifierGroup(nothing);
      parser.onClassifierProperty(nothing);
      parser.onCatalog(nothing);
      parser.onProduct(() => {
        counts.products += 1;
      });
    } else {
      parser.onOffersPackage(nothing);
      parser.onWarehouse(nothing);
      parser.onOffer(() => {
        counts.offers += 1;
      });
    }
    await parser.parse(createReadStream(file));
  }
  process.stdout.write(JSON.stringify({ seconds: (performance.now() - began) / 1000, ...counts }));
}
