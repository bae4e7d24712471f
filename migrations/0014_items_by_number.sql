-- A full run knows what it saw by its numbers, so what it did not see lies between them. (Not unique: nothing asks that of a database that was
-- moved by hand, whose sequences may be behind.)
create index products_item_no on products (shop_id, item_no);
create index offers_item_no on offers (shop_id, item_no);
