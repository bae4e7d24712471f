-- The log of changes in blocks: a row for what a step did in a row to things of one kind, instead of a row for each of them.

alter table changes rename to former_changes;
alter table former_changes rename constraint changes_pkey to former_changes_pkey;
create table changes (
  shop_id text not null references shops,
  last_no bigint not null,         -- the number of the last id
  first_no bigint not null,        -- the number of the first; each id has the next one
  entity text not null,            -- product | offer | group | property | priceType | warehouse | order | file …
  action text not null,            -- written | removed
  exchange_id uuid,
  at timestamptz not null default now(),
  entity_ids uuid[] not null,      -- in the order of their numbers, a thousand at most
  primary key (shop_id, last_no),
  constraint changes_numbers check (cardinality(entity_ids) = last_no - first_no + 1)
);
-- Ids do not compress: the attempt took as long as writing them.
alter table changes alter column entity_ids set storage external;

-- Numbers that stand side by side and say the same are one block, of a thousand at most.
insert into changes (shop_id, last_no, first_no, entity, action, exchange_id, at, entity_ids)
  select shop_id, max(change_no), min(change_no), entity, action, exchange_id, at, array_agg(entity_id::uuid order by change_no)
  from (
    select c.*, (row_number() over (partition by shop_id, entity, action, exchange_id, at, side order by change_no) - 1) / 1000 as part
    from (
      select f.*, change_no - row_number() over (partition by shop_id, entity, action, exchange_id, at order by change_no) as side
      from former_changes f) c) p
  group by shop_id, entity, action, exchange_id, at, side, part;

drop table former_changes;
