-- A full run knows what it saw by its numbers, so what it did not see lies between them.
create unique index products_item_no on products (shop_id, item_no);
create unique index offers_item_no on offers (shop_id, item_no);
