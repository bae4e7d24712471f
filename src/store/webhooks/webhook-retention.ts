import type { Sql } from '../../db/open.js';
import { inPortions } from '../delete-in-portions.js';

/** Deletes messages to webhooks that were delivered or given up over `days` ago. @returns how many */
export async function deleteOldMessages(sql: Sql, days: number): Promise<number> {
  return await inPortions(
    sql,
    `delete from webhook_messages where (shop_id, webhook_id, message_no) in (
       select shop_id, webhook_id, message_no from webhook_messages
       where done_at < now() - make_interval(days => :days) limit :limit)`,
    { days },
  );
}
