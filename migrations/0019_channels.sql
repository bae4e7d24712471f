-- Sales channels (a site, a marketplace): what they make of 1C's prices by rules of their own, and what they do not take from 1C at all.

create table channels (
  shop_id text not null references shops, channel_id uuid not null,
  name text not null,
  name_key text not null,                  -- as names are compared: trimmed, in lower case
  currency text not null,                  -- that it sells in: ISO 4217
  price_types text[] not null,             -- our ids or 1C's: the first that an offer has a price of is where it begins
  mode text not null,                      -- first: the first rule that fits | all: each that fits, in their order
  updates text not null,                   -- both | price | stock: what follows 1C
  version int not null default 1,          -- of the channel and its rules
  told_until timestamptz not null,         -- rules that began or ended up to here are in the log of changes
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (shop_id, channel_id), unique (shop_id, name_key)
);

create table price_rules (
  shop_id text not null, channel_id uuid not null, rule_id uuid not null,
  place int not null,                      -- from 0
  name text,
  scope jsonb not null, action jsonb not null,    -- src/pricing/rule.ts
  valid_from timestamptz, valid_to timestamptz,   -- the first and the last moment of it
  active boolean not null default true,
  primary key (shop_id, channel_id, rule_id),
  foreign key (shop_id, channel_id) references channels on delete cascade
);

-- The channel's own price and stock of an offer: read where the channel does not follow 1C.
create table channel_offers (
  shop_id text not null, channel_id uuid not null, offer_id uuid not null,
  price numeric, currency text,            -- of the channel when the price was set; null together
  stock numeric,
  primary key (shop_id, channel_id, offer_id),
  foreign key (shop_id, channel_id) references channels on delete cascade
);
