-- Which records of feeds say what the store holds already, and which products and offers were written since. Both are a cache, so unlogged
-- (a crash of the database empties both, and the next import reads everything once more) and never copied to another database.

-- Within an id space these numbers grow in the order of the commits: they are taken under its lock.
create sequence item_write_numbers;

-- A row for each kind of thing that a step of an import, or whoever writes goods, has written.
create unlogged table item_writes (
  shop_id text not null, id_space text not null,
  write_no bigint not null,
  entity text not null,            -- product | standing | offer
  items int8multirange not null,   -- of item_no
  at timestamptz not null default now(),
  primary key (shop_id, id_space, write_no)
);

-- What is recognised is known by its number.
alter table run_missing add column item_no bigint;
update run_missing m set item_no = coalesce(
  (select item_no from products p where m.entity = 'product' and p.shop_id = m.shop_id and p.product_id = m.item_id),
  (select item_no from offers o where m.entity = 'offer' and o.shop_id = m.shop_id and o.offer_id = m.item_id));
delete from run_missing where item_no is null;
alter table run_missing alter column item_no set not null,
  drop constraint run_missing_key, add constraint run_missing_key primary key (shop_id, run_id, entity, item_no);

-- A row for each step of an import and each section of its feeds: the records that it applied. They are known while none of the items that
-- they speak for is written after block_no.
create unlogged table known_records (
  shop_id text not null, node_id uuid not null,
  key bytea not null,              -- 16 bytes: all that the meaning of the section's records depends on
  block_no bigint not null,        -- from the sequence above, taken when the step had written
  id_space text not null,
  used_at timestamptz not null default now(),
  records bytea not null,          -- 32 bytes each
  primary key (shop_id, node_id, key, block_no)
);
alter table known_records alter column records set storage external;

-- One row as long as these tables keep their rows: after a crash of the database it is another.
create unlogged table known_epoch (
  is_one boolean primary key default true check (is_one),
  epoch uuid not null
);

drop table fingerprints;
