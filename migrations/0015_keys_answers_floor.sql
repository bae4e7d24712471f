-- What the writing and following side of the REST API rests on: what a key may do, answers that are given again, how far back the log of
-- changes reaches.

-- Keys that there are may do what they could.
alter table api_keys
  add column scopes text[] not null default '{read,orders,admin}',
  add column rate_per_minute int,         -- null: RATE_PER_MINUTE
  add column last_used_at timestamptz;    -- once a minute at most; in no index, so that the row is updated in place

alter table change_counters add column forgotten bigint not null default 0; -- changes up to this number are deleted

-- The answers to writes that came with an Idempotency-Key, but the placing of orders, which has a table of its own.
create table kept_answers (
  shop_id text not null references shops,
  key text not null,
  request_hash text not null,             -- SHA-256 of method, address and body
  status int not null,
  headers jsonb not null,
  body text,                              -- null: an answer without one
  created_at timestamptz not null default now(),
  primary key (shop_id, key)
);
