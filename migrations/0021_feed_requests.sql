-- Feeds that people upload by POST /v1/feeds: who wants to hear of their end, and what a dry run would have done.

alter table jobs add column stop_wanted boolean not null default false; -- by a person; its state becomes `stopped` then

create table feed_requests (
  shop_id text not null references shops,
  request_id uuid not null,        -- the id of its feed; of a dry run an id of its own
  node_id uuid not null,
  exchange_id uuid,                -- null = a dry run
  name text not null,
  size bigint not null,
  idempotency_key text,
  request_hash text not null,      -- of what was asked and of the file's bytes
  mail_to text,
  mail_state text,                 -- wanted | sent | failed; null = nobody wants any
  mail_tries int not null default 0,
  result jsonb,                    -- of a dry run that ended: {state, files, differences}
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (shop_id, request_id),
  unique (shop_id, idempotency_key),
  foreign key (shop_id, node_id) references nodes
);
create index feed_requests_open on feed_requests (created_at) where ended_at is null or mail_state = 'wanted';
