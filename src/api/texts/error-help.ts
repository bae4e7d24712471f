import type { ErrorCode } from '../../errors.js';

/** What to do about each error, for problems and for docs/reference/errors.md. A code without its sentence does not compile. */
export const ERROR_HELP: Readonly<Record<ErrorCode, string>> = {
  UZ1001:
    'Check login and password in 1C against `uzel node list`; set a new password with `uzel node password <name>`. A proxy must pass `Authorization` on.',
  UZ1002: 'Correct the password in 1C and wait a minute: until then even the right one is refused.',
  UZ1003:
    'Run the exchange again. When it comes back, look whether a proxy drops the `Cookie` or `Authorization` header.',
  UZ1004:
    'Run the exchange again: 1C sent the `sessid` of another session. When it comes back, look for a proxy that caches answers.',
  UZ1005:
    'The address was opened by something other than 1C, or by a 1C that speaks a newer protocol. Check the address in 1C.',
  UZ1006: 'Switch the node on with `uzel node resume <name>`, or use the login of another.',
  UZ1007: 'Send `Authorization: Bearer <key>`. Keys are made by `uzel key add <name>` and shown once.',
  UZ1008:
    'Use a key that has the scope which the message names: `uzel key list` shows the scopes, `uzel key add <name> --scopes <list>` makes one.',
  UZ1009:
    'Wait as many seconds as `Retry-After` says, then go on more slowly. `uzel key add <name> --rate <number>` makes a key with another limit; `RATE_PER_MINUTE` is that of the others.',
  UZ1101:
    'The name has a path that leaves the exchange, or characters that no file has. Look in the journal which name 1C sent.',
  UZ1102:
    '1C sent a file without content. Run the exchange again; when it comes back, look for a proxy that drops bodies.',
  UZ1103: 'A client or a proxy ignores `file_limit`. Raise `FILE_LIMIT`, or correct the limit in 1C.',
  UZ1104: 'Raise `FEED_LIMIT`, or let 1C export in smaller portions.',
  UZ1105:
    'Free some space under `DATA_DIR`, or lower `RETENTION_DAYS` or `RETENTION_BYTES`; then run the exchange again. What was there before is whole.',
  UZ1106: 'The connection broke while 1C was sending. Run the exchange again; nothing of the broken piece was kept.',
  UZ1201:
    '1C asked to import a file that it did not send in this exchange. Run the exchange again; the message lists what was received.',
  UZ1202: 'The upload was cut, its end is missing. Run the exchange again.',
  UZ1203:
    'The archive cannot be opened, or breaks a limit (`ZIP_ENTRIES`, `ZIP_UNPACKED`, `ZIP_RATIO`). Run the exchange again, or switch `ZIP` off.',
  UZ1204: 'The node is still importing. 1C asks again by itself; a single command may be repeated in some minutes.',
  UZ1205:
    'The journal of the exchange (`uzel exchange show <id>`) and the log name the cause. The file is kept: run the exchange again.',
  UZ1301:
    'The message names file, line and column. Usually a customised export writes a wrong character there; sometimes the file was cut.',
  UZ1302: 'CommerceML has no DOCTYPE; a file with one is refused for safety. Look what made the file.',
  UZ1303:
    'The file is nested deeper, or a text in it is longer, than `XML_DEPTH`, `XML_TEXT` or `XML_ATTRIBUTE` allow. Raise the limit if the file is right.',
  UZ1304: 'Send UTF-8, UTF-16 or windows-1251, and declare it in the first line of the file.',
  UZ1305:
    'It must be XML with the root `КоммерческаяИнформация`, or a ZIP of such files. Look which file 1C was told to send.',
  UZ1401:
    '1C confirmed orders that it had not fetched in this exchange. Run the exchange of orders again: nothing is lost.',
  UZ1402:
    'Several answers wait for their confirmation and 1C did not say which it means. Run the exchange of orders again: nothing is lost.',
  UZ1501: 'The answer lists each field with what is wrong. The rules are in `/v1/openapi.json`.',
  UZ1502: 'Use a new Idempotency-Key for another request; repeat the same request with the same key.',
  UZ1503: 'Choose another number, or leave `number` out: the shop has its own counter.',
  UZ1504: "1C holds 11 characters: shorten the number or the node's prefix (`uzel node set <name>`).",
  UZ1505: 'Send the amounts that quantity × price − discount + tax gives, half up to two places, or leave them out.',
  UZ1506: 'Read it again and apply the change to what it is now.',
  UZ1507: 'Check the address and the id. Ids of another shop are unknown here.',
  UZ1508: '1C knows the order by this number; it stays. Place another order if it must differ.',
  UZ1509: 'Send the header `Idempotency-Key` with a value of your own for each order, e.g. the id of the cart.',
  UZ1510: 'Send one JSON document, in UTF-8.',
  UZ1511: 'Send less at once: an order of this size is most likely a mistake.',
  UZ1512: 'Send the header `Content-Type: application/json`.',
  UZ1513: 'Look in `/v1/openapi.json` which methods the address knows.',
  UZ1514: 'Ask for a range within the file, or for the whole of it.',
  UZ1515:
    'The order was in an answer to the 1C that it belongs to: that 1C may have stored it. Send `"force": true` only when you know that it has not, or deleted it there.',
  UZ1516: 'Wait until the lock ends (`lock.until`), or end it: `DELETE /v1/orders/{id}/lock`.',
  UZ1517: 'Take the promo code out of the order, or add it to the directory: `PUT /v1/promo-codes/{code}`.',
  UZ1518: 'The answer of the first decision counts. Read the duplicate again.',
  UZ1519: 'Place a new order: what the customer cancelled nobody takes back.',
  UZ1520: 'Name a node that is active and receives orders: `uzel node list`.',
  UZ1521:
    'Begin anew: read an export (`GET /v1/export/products.ndjson`), then follow the changes from the number in its header `Uzel-Seq`.',
  UZ1522: 'Claim again: what was claimed then is given once more, to you or to another of the same name.',
  UZ1523:
    'Give an https address that leads into the public network. For addresses of your own network set `WEBHOOK_ALLOW_PRIVATE`.',
  UZ1524: 'Remove what is not needed any more, or close connections that nobody reads; the message names the limit.',
  UZ1525:
    'The import has ended, or its last step is being written. Read its report; `uzel restore` takes an exchange back.',
  UZ1526: 'Read what is there now. Remove the reference from the other product first, or decide on the match anew.',
  UZ1527: 'Ask for less: fewer filters or facets, a smaller group, a smaller page.',
  UZ1528: 'Change it in 1C: what 1C keeps comes with its next exchange.',
  UZ1529:
    'Raise `FEED_LIMIT`, send the file packed as ZIP, or in portions. A dry run takes smaller files: the message names the limit.',
  UZ1601: 'Check `DATABASE_URL`, and whether the database runs and lets this machine in.',
  UZ1602: 'Stop the other server, or give this one a `DATA_DIR` and a database of its own.',
  UZ1603: 'Set `DATABASE_URL` to a PostgreSQL of your own, 15 or newer.',
  UZ1604:
    'The message says what PostgreSQL said. Most often `DATA_DIR` is not writable or lies on a disk without space.',
  UZ1605:
    'Start the version of Uzel that this database was used with last, or a newer one. Never go back with the same database.',
  UZ1606: 'The message names each wrong variable. See [configuration.md](configuration.md).',
  UZ1607: 'The message says what is wrong with it; `uzel <command> --help` shows what it takes.',
  UZ1608: 'Choose another name or login; `uzel node list` and `uzel key list` show those in use.',
  UZ1611: 'The message names the kind and what is wrong with it. Mend it, or take it out of `uzel.config`.',
  UZ1612: 'Feeds and former rows are kept for RETENTION_DAYS only. What is older cannot be replayed or restored.',
  UZ1610: 'Move to PostgreSQL 15 or newer, or unset `DATABASE_URL` to use the embedded one.',
  UZ1999: 'A fault of Uzel. Repeat; when it stays, report it with the lines of the log that carry the same time.',
};
