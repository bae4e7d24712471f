import http from 'node:http';

/**
 * The floor of an answer: Node's own HTTP server in a process of its own, which answers every request with the same text, or with 304
 * to who names its tag. It prints its port.
 *
 *   node test/bench/api-bare-http.mjs <bytes of the text>
 */
const TAG = '"bare"';
const text = Buffer.alloc(Number(process.argv[2] ?? 1), 'x');
const server = http.createServer((request, response) => {
  if (request.headers['if-none-match'] === TAG) {
    response.writeHead(304, { ETag: TAG }).end();
    return;
  }
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': text.length, ETag: TAG }).end(text);
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
