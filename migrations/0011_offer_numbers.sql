-- What an offer costs and how much there is of it changes every hour, the rest of it hardly ever: a row of its own, with the time of the
-- last change of either. A feed of prices rewrites all of them: where there is room for the new rows beside the old ones, a third is logged.
create table offer_numbers (
  shop_id text not null, offer_id uuid not null,
  prices jsonb not null default '{}',          -- price type id → [{amount, currency?, unit?, coefficient?, minQuantity?}]
  stock jsonb not null default '{}',           -- warehouse id → quantity text
  stock_total numeric,                         -- null = never said
  updated_at timestamptz not null default now(),
  exchange_id uuid, made_by uuid               -- of the numbers
) with (fillfactor = 50);
insert into offer_numbers
  select shop_id, offer_id, prices, stock, stock_total, updated_at, exchange_id, made_by from offers order by shop_id, offer_id;
alter table offer_numbers add primary key (shop_id, offer_id);
create index offer_numbers_updated on offer_numbers (shop_id, updated_at, offer_id);

-- Nothing but an offer's own record says them: whether one has was of no use.
update offers set own_mask = own_mask & 8191 where own_mask > 8191;
alter table offers drop column prices, drop column stock, drop column stock_total, drop column updated_at;

-- Before-images in blocks, since what is alike side by side packs well; those of offers are parted as the offers are.
alter table before_images rename to former_before_images;
alter table former_before_images rename constraint before_images_pkey to former_before_images_pkey;
create table before_images (
  shop_id text not null, exchange_id uuid not null,
  entity text not null,            -- the table: products, offers, groups, …
  block_no bigint generated always as identity,
  row_keys text[] not null,        -- ids of ours; where a table has none, its key as a JSON array
  contents jsonb[] not null,       -- of each, to_jsonb of the row; null = a restore has put it there
  at timestamptz not null default clock_timestamp(),
  primary key (shop_id, exchange_id, entity, block_no)
);
-- Of offer_numbers, column by column: without prices = a restore has put it there.
create table number_images (
  shop_id text not null, exchange_id uuid not null,
  block_no bigint generated always as identity,
  offer_ids uuid[] not null,
  prices jsonb[] not null, stock jsonb[] not null, stock_totals numeric[] not null, makers uuid[] not null,
  at timestamptz not null default clock_timestamp(),
  primary key (shop_id, exchange_id, block_no)
);
-- A block has one time, by which who reads takes the first image of a row: two exchanges that wrote by turns have blocks by turns.
create temporary table image_blocks on commit drop as
  select shop_id, exchange_id, entity, row_key, side,
    (row_number() over (partition by shop_id, entity, exchange_id, side order by at, row_key) - 1) / 1000 as part
  from (
    select shop_id, exchange_id, entity, row_key, at, row_number() over (partition by shop_id, entity order by at, exchange_id, row_key)
      - row_number() over (partition by shop_id, entity, exchange_id order by at, row_key) as side
    from former_before_images) i;
analyze image_blocks;
insert into before_images (shop_id, exchange_id, entity, row_keys, contents, at)
  select shop_id, exchange_id, entity, array_agg(row_key order by at, row_key), array_agg(case entity
      when 'offers' then content - array['prices', 'stock', 'stock_total', 'updated_at']
        || jsonb_build_object('own_mask', cast(content ->> 'own_mask' as int) & 8191)
      else content end order by at, row_key), min(at)
  from former_before_images join image_blocks using (shop_id, exchange_id, entity, row_key)
  group by shop_id, exchange_id, entity, side, part
  order by 1, 2, 3, min(at);
insert into number_images (shop_id, exchange_id, offer_ids, prices, stock, stock_totals, makers, at)
  select shop_id, exchange_id, array_agg(cast(row_key as uuid) order by at, row_key), array_agg(content -> 'prices' order by at, row_key),
    array_agg(content -> 'stock' order by at, row_key), array_agg(cast(content ->> 'stock_total' as numeric) order by at, row_key),
    array_agg(cast(content ->> 'made_by' as uuid) order by at, row_key), min(at)
  from former_before_images join image_blocks using (shop_id, exchange_id, entity, row_key)
  where entity = 'offers'
  group by shop_id, exchange_id, side, part
  order by 1, 2, min(at);
drop table former_before_images;
