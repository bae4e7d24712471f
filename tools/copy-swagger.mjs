// Copies what /docs shows out of swagger-ui-dist into dist/swagger, with its licences. The package stays a development dependency: it
// brings another one with an install script, which no user of Uzel is to get.
import { cp, mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const FILES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'swagger-ui-bundle.js.LICENSE.txt', 'LICENSE', 'NOTICE'];

const from = new URL('.', import.meta.resolve('swagger-ui-dist/package.json'));
const to = new URL('../dist/swagger/', import.meta.url);
await mkdir(to, { recursive: true });
for (const file of FILES) await cp(fileURLToPath(new URL(file, from)), fileURLToPath(new URL(file, to)));
