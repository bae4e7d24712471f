import { describe, expect, it } from '@jest/globals';
import { createLog } from '../../src/server/log.js';
import { logForPeople } from '../../src/server/log-for-people.js';

function said(tell: (log: ReturnType<typeof createLog>) => void): string {
  let screen = '';
  tell(createLog({ LOG_LEVEL: 'info' }, logForPeople({ write: (text) => (screen += text) })));
  return screen.replace(/^\d\d:\d\d:\d\d/gm, 'hh:mm:ss');
}

describe('the log on a screen', () => {
  it('is a line with the time, what happened and its values', () => {
    expect(said((log) => log.info({ url: 'http://127.0.0.1:8080', ms: 3 }, 'listening'))).toBe(
      'hh:mm:ss  listening  url=http://127.0.0.1:8080 ms=3\n',
    );
  });

  it('counts long lists, says how bad it is, and shows where an error came from', () => {
    expect(said((log) => log.info({ applied: ['1', '2', '3', '4'] }, 'migrated'))).toContain('applied=4 of them');
    expect(said((log) => log.warn('low disk'))).toBe('hh:mm:ss  WARNING  low disk\n');
    expect(said((log) => log.error({ err: new Error('gone') }, 'failed'))).toMatch(
      /^hh:mm:ss {2}ERROR {2}failed\nError: gone\n +at /,
    );
  });

  it('shows signs that a terminal would obey as their numbers', () => {
    expect(said((log) => log.info({ file: 'a\u001b[2Jb\n12:00:00  all is well' }, 'refused \u009b1m'))).toBe(
      'hh:mm:ss  refused \\u009b1m  file=a\\u001b[2Jb\\u000a12:00:00  all is well\n',
    );
  });

  it('hides secrets as the JSON lines do', () => {
    expect(said((log) => log.info({ password: 'xyz' }, 'login'))).not.toContain('xyz');
  });
});
