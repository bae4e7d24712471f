import { describe, expect, it } from '@jest/globals';
import { archiveName, serverName } from '../../src/emulator/file-names.js';

describe('the name under which a file is sent', () => {
  it.each([
    ['import.xml', 'import.xml'],
    ['import_files/ab/x.jpg', 'import_files/ab/x.jpg'],
    ['import_files/ab/x.tar.gz', 'import_files/ab/x.tar'],
    ['import_files/a.b/c.jpg', 'import_files/a.b/c'],
    ['import_files/ab/README', '.import_files/ab/README'],
  ])('%s → %s', (relative, sent) => {
    expect(serverName(relative, '/tmp/v8_1A2B_3/webdata', false)).toBe(sent);
  });

  it('from a Linux server of УТП: the full path, but XML bare', () => {
    expect(serverName('import_files/ab/x.jpg', '/tmp/v8_1A2B_3', true)).toBe('/tmp/v8_1A2B_3/import_files/ab/x.jpg');
    expect(serverName('offers.xml', '/tmp/v8_1A2B_3', true)).toBe('offers.xml');
  });

  it('of an archive is a temporary one', () => {
    expect(archiveName()).toMatch(/^v8_[0-9A-F]{4}_\d{1,3}\.zip$/);
  });
});
