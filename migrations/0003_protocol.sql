-- Words of orders that a client was shown for its mapping (mode=info): each is its own id, and stays whatever becomes of the orders.
create table order_words (
  shop_id text not null references shops,
  kind text not null,              -- status | payment | delivery
  word text not null,
  since timestamptz not null default now(),
  primary key (shop_id, kind, word)
);

-- What an exchange was given of the catalogue (type=get_catalog), portion by portion: a portion that is asked for again begins and
-- ends where it did.
create table catalogue_portions (
  shop_id text not null,
  exchange_id uuid not null,
  portion int not null,            -- from 1
  asked text,                      -- `package=` of the request that it was given to
  begins jsonb not null,           -- see store/catalogue-portions
  last_row text,                   -- key of the last row that it holds
  ends jsonb not null,             -- where the next portion begins
  given_at timestamptz not null default now(),
  primary key (shop_id, exchange_id, portion),
  foreign key (shop_id, exchange_id) references exchanges on delete cascade
);
