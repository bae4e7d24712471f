import { describe, expect, it } from '@jest/globals';
import { contentTypeOf } from '../../src/exchange/feeds/content-type.js';

const bytes = (text: string) => Buffer.from(text, 'latin1');

describe('the content type of a file', () => {
  it.each([
    ['x.png', '\xff\xd8\xff\xe0\0\x10JFIF', 'image/jpeg'],
    ['x', '\x89PNG\r\n\x1a\n', 'image/png'],
    ['x.jpg', 'GIF89a', 'image/gif'],
    ['x.jpg', 'RIFF\x24\0\0\0WEBPVP8 ', 'image/webp'],
    ['x.jpg', '\0\0\0\x20ftypavif', 'image/avif'],
    ['x.jpg', '\0\0\0\x18ftypheic', 'image/heic'],
    ['x.jpg', 'BM\x36\0\0\0\0\0\0\0\x36\0\0\0', 'image/bmp'],
    ['x.jpg', 'II*\0', 'image/tiff'],
    ['x.jpg', '%PDF-1.7', 'application/pdf'],
  ])('%s that begins with %j is %s: the bytes decide', (name, head, type) => {
    expect(contentTypeOf(name, bytes(head))).toBe(type);
  });

  it.each([
    ['import_files/a/x.SVG', '<svg/>', 'image/svg+xml'],
    ['x.docx', 'PK\x03\x04', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['x.jpg', 'no picture', 'image/jpeg'],
    ['x.txt', 'BM is no bitmap yet', 'text/plain'],
    ['x.html', '<html>', 'text/html'],
    ['noextension', 'abc', 'application/octet-stream'],
    ['x.2023', 'abc', 'application/octet-stream'],
    ['x.jpg', '', 'image/jpeg'],
  ])('%s that begins with %j is %s: by its name', (name, head, type) => {
    expect(contentTypeOf(name, bytes(head))).toBe(type);
  });
});
