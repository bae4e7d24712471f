import { createHmac, timingSafeEqual } from 'node:crypto';

/** What the shop says and the browser only carries: it can give it back, and change nothing of it. @param secret what the shop alone knows */
export function createSeal(secret) {
  const sign = (purpose, body) => createHmac('sha256', secret).update(`${purpose}.${body}`).digest('base64url');
  return {
    /** @returns `<what>.<signature>`; what was sealed for one purpose is good for no other */
    seal(purpose, what) {
      const body = Buffer.from(JSON.stringify(what)).toString('base64url');
      return `${body}.${sign(purpose, body)}`;
    },
    /** @returns what was sealed; null: this shop never did */
    open(purpose, sealed) {
      const [body = '', given = ''] = sealed.split('.');
      const [ours, theirs] = [sign(purpose, body), given].map((each) => Buffer.from(each));
      if (ours.length !== theirs.length || !timingSafeEqual(ours, theirs)) return null;
      return JSON.parse(Buffer.from(body, 'base64url').toString());
    },
  };
}
