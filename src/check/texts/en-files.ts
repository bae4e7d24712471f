import type { FindingCode } from '../codes.js';
import type { FindingText } from './texts.js';

/** English: findings of files, archives and values. */
export const enFiles = {
  'nothing-to-check': {
    what: 'There is no CommerceML file here',
    why: 'No file begins with the element КоммерческаяИнформация, so there is nothing to check.',
    advice: 'Name an XML file, the folder of an export (1C usually calls it webdata) or a ZIP.',
  },
  'empty-file': {
    what: 'Empty file (0 bytes): {count:files}',
    why: 'A site refuses it, and the exchange in 1C stops there.',
    advice: 'Export again; check whether the disk that 1C writes to is full.',
  },
  unreadable: {
    what: 'A file or folder cannot be read ({reason})',
    why: 'The system does not let it be opened, so what it holds was not checked.',
    advice: 'Look at its access rights and repeat.',
  },
  'not-a-feed': {
    what: 'Neither XML nor ZIP: {count:files}',
    why: 'It is named as an export and holds something else; a site will not take it.',
    advice: 'Look at what is in it: perhaps an error page, or a scrap of another file.',
  },
  'piece-not-joined': {
    what: 'A piece of a file that was cut: {count:files}',
    why: 'It begins in the middle. 1C cuts large files by file_limit and sends the pieces under one name; the receiver must append them.',
    advice: 'Join the pieces in their order (cat piece1 piece2 > import.xml) and check the whole file.',
  },
  malformed: {
    what: 'The XML is damaged',
    why: 'The file was read up to this place; no program can read on.',
    advice:
      'Look at the text there: most often it is a & or < that got into a name or description past 1C, or an element that is not closed. Correct it and export again.',
  },
  truncated: {
    what: 'The file is cut off: it ends too early',
    why: 'Whatever should follow is lost. Uzel does not import such a file.',
    advice: 'Export again and wait for the end; if it was sent in pieces, check whether all were joined.',
  },
  doctype: {
    what: 'The file holds a DOCTYPE',
    why: 'It could read other files and fill the memory, so such files are refused. 1C never writes one.',
    advice: 'Take that line out of the code that makes the file.',
  },
  'wrong-root': {
    what: 'Not CommerceML: {count:files}',
    why: 'The first element must be КоммерческаяИнформация.',
    advice: 'Check whether it is the right file; an error page of a server may have been saved instead of the export.',
  },
  'over-limit': {
    what: 'The file exceeds a limit',
    why: 'Elements nested too deep, a text or attribute too long, or too many elements in one record. A server will not take it.',
    advice:
      'Look at this place: usually a picture pasted as text or a broken export program. The limits: XML_DEPTH, XML_TEXT, XML_ATTRIBUTE.',
  },
  'encoding-unsupported': {
    what: 'The encoding is not supported',
    why: 'The file cannot be read.',
    advice: 'Export in UTF-8 or windows-1251.',
  },
  'encoding-misdeclared': {
    what: 'The encoding is declared wrongly: {declared}, really {actual}',
    why: 'Uzel noticed and will read the file correctly; other programs will see garbage for letters.',
    advice: 'Correct encoding in the first line, or write the file in the encoding that it declares.',
  },
  'encoding-broken': {
    what: 'Broken characters',
    why: 'The bytes there are no letters of the declared encoding; the site will show � for them.',
    advice: 'Correct this name or description in 1C; most often a text was cut in the middle of a letter.',
  },
  'no-version': {
    what: 'ВерсияСхемы is not given',
    why: 'The file is read all the same, but cannot be compared with a schema.',
    advice: '',
  },
  'zip-damaged': {
    what: 'The archive is damaged',
    why: 'Its directory or content cannot be read; nothing of it will be imported. The first piece of a cut archive looks the same.',
    advice: 'Send it again, or switch compression off in 1C; join pieces in their order.',
  },
  'zip-unsafe-name': {
    what: 'A name in the archive is refused: {count:files}',
    why: 'It leads outside the folder, has control characters or a forbidden extension. Uzel refuses the whole archive, so its content was not checked.',
    advice: 'Take such files out; names should look like import.xml and import_files/ab/name.jpg.',
  },
  'zip-encrypted': {
    what: 'A file in the archive is encrypted: {count:files}',
    why: 'There is no password for it; Uzel refuses the whole archive.',
    advice: 'Make the archive without a password.',
  },
  'zip-refused': {
    what: 'The archive is refused: {files:files}, bytes unpacked: {unpacked}',
    why: 'It is packed suspiciously tight (a “bomb”), too large, has too many files, or a compression that is not supported. Nothing of it will be imported.',
    advice: 'Unpack it yourself and check the folder; the limits: ZIP_ENTRIES, ZIP_UNPACKED, ZIP_RATIO.',
  },
  'zip-in-zip': {
    what: 'An archive in an archive: {count:files}',
    why: 'Inner archives are not unpacked: the file is kept as it is, and goods in it are not imported.',
    advice: 'Put the XML files into the outer archive.',
  },
  'no-id': {
    what: 'No Ид ({subject}): {count:times}',
    why: 'By its Ид the site knows a record at the next exchange. Without one it is not imported.',
    advice:
      'Ид must always be filled: find this place in the export program, and for a unit of measure fill its code in 1C.',
  },
  'no-name': {
    what: 'No name ({subject}): {count:times}',
    why: 'There is nothing to show to a customer.',
    advice: 'Fill Наименование in 1C and export again.',
  },
  'duplicate-id': {
    what: 'One Ид twice in a file ({subject}): {count:times}',
    why: 'The second record overwrites the first. The number behind the arrow is the line where this Ид stands first.',
    advice: 'Look at the filter and the program of the export: nothing may get into the file twice.',
  },
  'number-unreadable': {
    what: 'Not a number ({subject}): {count:times}',
    why: 'Such a value is left out: the site keeps the former one.',
    advice: 'Correct the value in 1C; 1234.56 and 1 234,56 are both read.',
  },
  'price-empty': {
    what: 'An empty price: {count:times}',
    why: 'An empty price is not zero: it is left out, and the site keeps the former one.',
    advice: 'Set the price in 1C, or leave this price out of the export.',
  },
  'date-unreadable': {
    what: 'Not a date ({subject}): {count:times}',
    why: 'Such a value is left out.',
    advice: '2024-04-02, 2024-04-02T10:30:00 and 02.04.2024 are read.',
  },
  'boolean-unreadable': {
    what: 'Neither yes nor no ({subject}): {count:times}',
    why: 'Such a value is left out.',
    advice: 'true and false, Да and Нет, 1 and 0 are read.',
  },
  'currency-unknown': {
    what: 'An unknown currency ({subject}): {count:times}',
    why: 'It is kept as written, but a site may not know it, and prices will not add up.',
    advice:
      'Write the code of ISO 4217 (RUB, UAH, KZT) or its digits (643, 980); in 1C that is the code and name of the currency.',
  },
  'value-unreadable': {
    what: 'A value cannot be read ({subject}): {count:times}',
    why: 'Such a value is left out.',
    advice: 'Correct it in 1C.',
  },
} as const satisfies Partial<Record<FindingCode, FindingText>>;
