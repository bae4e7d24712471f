-- Webhooks: who is told of changes, and the queue of messages to them. The log of changes itself is the queue of what is yet to be told.

create table webhooks (
  shop_id text not null references shops, webhook_id uuid not null,
  url text not null,
  events text[] not null,                  -- '*', 'order.*', 'order.paid'…
  filter jsonb not null default '{}',      -- of orders: {sites?, statuses?, nodes?}
  description text,
  secrets jsonb not null,                  -- [{secret, until}], newest first; until null = the one in force
  state text not null default 'active',    -- active | paused | gone (it answered 410) | failing (it took nothing for days)
  after_no bigint not null,                -- the log of changes is told up to here
  looked_at timestamptz not null default now(), -- ends of exchanges were looked for then
  since timestamptz not null default now(), -- what happened before that it is not told: orders and exchanges of then are not new to it
  last_no bigint not null default 0,       -- number of its last message
  failing_since timestamptz,               -- no message was taken since
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (shop_id, webhook_id)
) with (fillfactor = 50);

create table webhook_messages (
  shop_id text not null, webhook_id uuid not null, message_no bigint not null,
  message_id uuid not null,                -- the same at each attempt
  lane text not null,                      -- order:<id> | exchange:<id> | goods | test: one message after the other
  type text not null,
  body text not null,                      -- exactly as it is signed and sent, every time
  at timestamptz not null default now(),
  state text not null default 'waiting',   -- waiting | delivered | failed
  attempts int not null default 0,
  failures int not null default 0,         -- since it was put into the queue, again maybe
  done_at timestamptz,
  primary key (shop_id, webhook_id, message_no), unique (shop_id, webhook_id, message_id),
  foreign key (shop_id, webhook_id) references webhooks on delete cascade
);
create index webhook_messages_waiting on webhook_messages (shop_id, webhook_id, lane, message_no) where state = 'waiting';
create index webhook_messages_failed on webhook_messages (shop_id, webhook_id, message_no) where state = 'failed';
create index webhook_messages_lane on webhook_messages (shop_id, webhook_id, lane, message_no);
create index webhook_messages_done on webhook_messages (done_at) where done_at is not null;

-- A lane with messages that wait, and when its first one is to be sent.
create table webhook_lanes (
  shop_id text not null, webhook_id uuid not null, lane text not null,
  next_at timestamptz not null,
  primary key (shop_id, webhook_id, lane),
  foreign key (shop_id, webhook_id) references webhooks on delete cascade
) with (fillfactor = 50);
create index webhook_lanes_due on webhook_lanes (shop_id, webhook_id, next_at);

create table webhook_attempts (
  shop_id text not null, webhook_id uuid not null, message_no bigint not null, attempt int not null,
  at timestamptz not null, ms int not null,
  status int,                              -- null = no whole answer came
  error text,
  answer text,                             -- its first 4 KB
  primary key (shop_id, webhook_id, message_no, attempt),
  foreign key (shop_id, webhook_id, message_no) references webhook_messages on delete cascade
);

-- What a webhook was told of an order last: what comes next are the differences to it.
create table order_told (
  shop_id text not null, webhook_id uuid not null, order_id uuid not null,
  version int not null,
  owner uuid,
  documents text[] not null default '{}',
  digest text not null,                    -- SHA-256 of the order as it was shown
  primary key (shop_id, webhook_id, order_id),
  foreign key (shop_id, webhook_id) references webhooks on delete cascade
);

create index exchanges_ended on exchanges (shop_id, ended_at) where ended_at is not null;
create index jobs_failed on jobs (shop_id, finished_at) where state = 'failed';
