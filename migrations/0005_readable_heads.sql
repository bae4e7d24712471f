-- Ids of ours for what had none, so that REST can name it and page through it. They begin with the time of writing, as all our ids do
-- (UUID version 7): a page that follows has what was written since.
alter table catalogues add column row_id uuid not null default (
  overlay(gen_random_uuid()::text placing
    substr(lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0'), 1, 8) || '-' ||
    substr(lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0'), 9, 4) || '-7' from 1 for 15)::uuid);
create unique index catalogues_row on catalogues (shop_id, row_id);

alter table other_records add column row_id uuid not null default (
  overlay(gen_random_uuid()::text placing
    substr(lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0'), 1, 8) || '-' ||
    substr(lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0'), 9, 4) || '-7' from 1 for 15)::uuid);
create unique index other_records_row on other_records (shop_id, row_id);
-- There may be as many of one name as a shop has discount cards.
create index other_records_listed on other_records (shop_id, name, row_id);
create index other_records_updated on other_records (shop_id, updated_at, row_id);
