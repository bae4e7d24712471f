import { describe, expect, it } from '@jest/globals';
import { normaliseFeedName } from '../../src/exchange/feeds/feed-name.js';
import { withCode } from './inbox-world.js';

describe('the name of a feed', () => {
  it.each([
    ['import.xml', 'import.xml'],
    ['import_files\\ab\\x.jpg', 'import_files/ab/x.jpg'],
    ['/tmp/v8_1A2B_3/import_files/ab/x.jpg', 'import_files/ab/x.jpg'],
    ['/home/usr1cv8/export/import_files/ab/x.jpg', 'import_files/ab/x.jpg'],
    ['C:\\Users\\USR1CV8\\Temp\\import_files\\ab\\x.jpg', 'import_files/ab/x.jpg'],
    ['webdata/000000003/goods/1/import_files/ab/x.jpg', 'import_files/ab/x.jpg'],
    ['/tmp/import.xml', 'import.xml'],
    ['upload/1c/webdata/import.xml', 'import.xml'],
    ['/upload/1c/webdata/000000003/goods/1/import___1.xml', '000000003/goods/1/import___1.xml'],
    ['C:\\v8_1A2B_3.zip', 'v8_1A2B_3.zip'],
    ['C:import.xml', 'import.xml'],
    ['\\\\server\\share\\import.xml', 'server/share/import.xml'],
    ['//a//./b/import.xml/', 'a/b/import.xml'],
    ['IMPORT.XML', 'IMPORT.XML'],
    ['import_files/ab/Инструкция к товару.docx', 'import_files/ab/Инструкция к товару.docx'],
    ['import_files/ab/без расширения', 'import_files/ab/без расширения'],
    ['import_files/ab/photo.2023', 'import_files/ab/photo.2023'],
    ['/tmp//tmp/C:/tmp/import.xml', 'import.xml'],
  ])('%s is %s', (raw, name) => {
    expect(normaliseFeedName(raw)).toBe(name);
    expect(normaliseFeedName(name)).toBe(name);
  });

  it.each([
    '../import.xml',
    'a/../../import.xml',
    '..\\..\\import.xml',
    '../import_files/x.jpg',
    'import_files/../../x.jpg',
    '/tmp/../etc/import.xml',
  ])('%s leads outside', (raw) => {
    expect(() => normaliseFeedName(raw)).toThrow(withCode('UZ1101', 'за пределы') as Error);
  });

  it.each(['', '/', '\\', '.', './/', 'C:\\'])('%j names nothing', (raw) => {
    expect(() => normaliseFeedName(raw)).toThrow(withCode('UZ1101', 'filename') as Error);
  });

  it.each([
    'shell.php',
    'x.PHP',
    'x.php.',
    'x.php ',
    'x.phtml',
    'x.php5',
    'x.jsp',
    'x.aspx',
    'x.cgi',
    'x.pl',
    'x.py',
    'x.sh',
    'x.exe',
    'x.bat',
    'x.js',
    '.htaccess',
    'web.config',
    'x.php::$DATA',
    'import_files/ab/x.php',
  ])('%s is of a type that is not taken', (raw) => {
    expect(() => normaliseFeedName(raw)).toThrow(withCode('UZ1101', 'расширением') as Error);
  });

  it.each(['a\0.xml', 'a\n.xml', 'gpj.\u202ephp.jpg', 'a\ud800.xml', 'a\u2028.xml'])(
    '%j has characters that hide something',
    (raw) => {
      expect(() => normaliseFeedName(raw)).toThrow(withCode('UZ1101', 'символы') as Error);
    },
  );

  it('counts the bytes of a segment and of the whole, not its letters', () => {
    expect(normaliseFeedName(`${'я'.repeat(125)}.xml`)).toHaveLength(129);
    expect(() => normaliseFeedName(`${'я'.repeat(126)}.xml`)).toThrow(withCode('UZ1101', 'длинное') as Error);
    const deep = `${'d'.repeat(200)}/`.repeat(5);
    expect(normaliseFeedName(`${deep}${'f'.repeat(15)}.xml`)).toHaveLength(1024);
    expect(() => normaliseFeedName(`${deep}${'f'.repeat(16)}.xml`)).toThrow(withCode('UZ1101', 'длинное') as Error);
  });

  it('says which name was refused, without what it hides', () => {
    expect(() => normaliseFeedName('a\u0007b.xml')).toThrow(withCode('UZ1101', '«a?b.xml»') as Error);
  });
});
