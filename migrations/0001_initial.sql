-- Every primary key and foreign key begins with shop_id (logins, key hashes and cookies are unique on the server).
-- Ids are made by the application (UUIDv7). 1C ids are opaque text. Money and quantities are numeric. No triggers.

create table shops (
  shop_id text primary key,
  name text not null,
  created_at timestamptz not null default now()
);

-- The last change number of a shop; taken last before the commit, so that numbers commit in order.
create table change_counters (
  shop_id text primary key references shops,
  last bigint not null default 0
);

create table changes (
  shop_id text not null references shops,
  change_no bigint not null,
  entity text not null,            -- product | offer | group | property | priceType | warehouse | order | file
  entity_id text not null,
  action text not null,            -- written | removed
  exchange_id uuid,
  at timestamptz not null default now(),
  primary key (shop_id, change_no)
);

create table nodes (
  shop_id text not null references shops,
  node_id uuid not null,
  name text not null,
  kind text not null default 'one-c',
  profile text not null,
  login text not null unique,
  password_hash text not null,     -- scrypt, see store/secrets
  id_space text not null default 'main',
  time_zone text not null,
  active boolean not null default true,
  receives_orders boolean not null default true,
  settings jsonb not null default '{}',
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  primary key (shop_id, node_id)
);
create unique index nodes_name on nodes (shop_id, name) where removed_at is null;

create table api_keys (
  shop_id text not null references shops,
  key_id uuid not null,
  name text not null,
  key_hash text not null unique,   -- SHA-256, hex
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (shop_id, key_id)
);
create unique index api_keys_name on api_keys (shop_id, name) where revoked_at is null;

create table exchanges (
  shop_id text not null,
  exchange_id uuid not null,
  node_id uuid not null,
  type text not null,              -- catalog | sale | reference | import (CLI)
  cookie_hash text not null unique,  -- SHA-256 of the 256-bit cookie, hex
  sessid_hash text not null,
  generation int not null default 0, -- grows with each init: a file sent after it begins a new feed
  client_version text,             -- version= of init
  cml_version text,                -- cmlVersion= of init
  user_agent text,
  opened_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  ended_at timestamptz,            -- set when idle for long; the exchange's cookie is void then
  primary key (shop_id, exchange_id),
  foreign key (shop_id, node_id) references nodes
);
create index exchanges_by_node on exchanges (shop_id, node_id, type, opened_at desc);
create index exchanges_live on exchanges (shop_id, node_id, last_seen_at) where ended_at is null;

-- One file as received, or one entry of a ZIP (parent_feed_id). `stored_as` is a name of our own under DATA_DIR.
create table feeds (
  shop_id text not null,
  feed_id uuid not null,
  exchange_id uuid not null,
  node_id uuid not null,
  type text not null,              -- catalog | sale | reference
  name text not null,              -- normalised path as 1C says it
  generation int not null,
  content text not null default 'unknown', -- xml | zip | file (picture or other) | unknown
  state text not null default 'receiving', -- receiving | closed (takes no more pieces) | unpacked | expired
  stored_as text not null,
  size bigint not null default 0,  -- bytes that are durable
  sha256 text,
  parent_feed_id uuid,
  received_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (shop_id, feed_id),
  foreign key (shop_id, exchange_id) references exchanges
);
create index feeds_by_exchange on feeds (shop_id, exchange_id, name, feed_id desc);
create index feeds_by_node_name on feeds (shop_id, node_id, name, feed_id desc);
create index feeds_receiving on feeds (shop_id, exchange_id) where state = 'receiving';
create index feeds_unsettled on feeds (shop_id, exchange_id) where content = 'file' and sha256 is null;

-- What is to be done with a feed: unpack it, import it. One running job per node; order: queued_at, job_id.
create table jobs (
  shop_id text not null,
  job_id uuid not null,
  node_id uuid not null,
  exchange_id uuid not null,
  feed_id uuid not null,
  kind text not null,              -- unpack | import
  state text not null default 'queued', -- queued | running | done | failed
  checkpoint jsonb not null default '{}', -- what is committed: {"records": n, "context": {...}}
  counts jsonb not null default '{}',
  progress text,                   -- what and how far, in Russian
  error_code text,
  error_text text,
  asked boolean not null default true, -- false = fell due by itself
  queued_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  primary key (shop_id, job_id),
  foreign key (shop_id, feed_id) references feeds
);
create unique index jobs_one_per_feed on jobs (shop_id, feed_id, kind);
create index jobs_open on jobs (shop_id, node_id, queued_at, job_id) where state in ('queued', 'running');

create table journal (
  shop_id text not null,
  entry_id uuid not null,
  exchange_id uuid not null,
  node_id uuid not null,
  feed_id uuid,
  at timestamptz not null default now(),
  severity text not null,          -- info | warning | error
  code text not null,
  message text not null,           -- Russian, for a person
  line int,
  detail jsonb,
  primary key (shop_id, entry_id),
  foreign key (shop_id, exchange_id) references exchanges
);
create index journal_by_exchange on journal (shop_id, exchange_id, entry_id);

-- THE CATALOGUE --------------------------------------------------------------------------------------------------

create table catalogues (
  shop_id text not null, id_space text not null, external_id text not null,
  name text, classifier_id text, description text, extra jsonb not null default '{}',
  exchange_id uuid, updated_at timestamptz not null default now(),
  primary key (shop_id, id_space, external_id)
);

create table groups (
  shop_id text not null, group_id uuid not null, id_space text not null, external_id text not null,
  parent_external_id text, name text, description text, picture text, sort int not null default 0,
  active boolean not null default true, extra jsonb not null default '{}',
  exchange_id uuid, updated_at timestamptz not null default now(),
  primary key (shop_id, group_id), unique (shop_id, id_space, external_id)
);

create table properties (
  shop_id text not null, property_id uuid not null, id_space text not null, external_id text not null,
  name text, description text, value_type text, multiple boolean, required boolean,
  for_products boolean, for_offers boolean, for_documents boolean,
  variants jsonb not null default '{}', -- id → text
  active boolean not null default true, extra jsonb not null default '{}',
  exchange_id uuid, updated_at timestamptz not null default now(),
  primary key (shop_id, property_id), unique (shop_id, id_space, external_id)
);

create table price_types (
  shop_id text not null, price_type_id uuid not null, id_space text not null, external_id text not null,
  name text, currency text, taxes jsonb, active boolean not null default true, extra jsonb not null default '{}',
  exchange_id uuid, updated_at timestamptz not null default now(),
  primary key (shop_id, price_type_id), unique (shop_id, id_space, external_id)
);

create table warehouses (
  shop_id text not null, warehouse_id uuid not null, id_space text not null, external_id text not null,
  name text, comment text, address text, contacts jsonb, active boolean not null default true, extra jsonb not null default '{}',
  exchange_id uuid, updated_at timestamptz not null default now(),
  primary key (shop_id, warehouse_id), unique (shop_id, id_space, external_id)
);

create table units (
  shop_id text not null, unit_id uuid not null, id_space text not null, external_id text not null,
  code text, short_name text, full_name text, international text, active boolean not null default true, extra jsonb not null default '{}',
  exchange_id uuid, updated_at timestamptz not null default now(),
  primary key (shop_id, unit_id), unique (shop_id, id_space, external_id)
);

create table products (
  shop_id text not null, product_id uuid not null, id_space text not null, external_id text not null,
  -- Which record speaks for the product: '' = its own Товар row; else the characteristic whose Товар row came first.
  lead_characteristic text not null default '',
  sku text, barcode text, code text, name text, full_name text, description text, description_html text,
  group_ids text[] not null default '{}',      -- external ids of groups
  unit jsonb, weight numeric, manufacturer text, brand text, country text, taxes jsonb,
  properties jsonb not null default '[]',      -- [{id, name?, values[]}]
  characteristics jsonb not null default '[]',
  requisites jsonb not null default '[]',      -- [{name, values[]}]
  pictures jsonb not null default '[]',        -- [{path, description?, kind}] in order
  file_paths text[] not null default '{}',     -- the paths of `pictures`, for matching
  deleted boolean not null default false,      -- 1C says so
  active boolean not null default true,        -- any node's catalogue has it
  extra jsonb not null default '{}',
  exchange_id uuid,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (shop_id, product_id), unique (shop_id, id_space, external_id)
);
create index products_updated on products (shop_id, updated_at, product_id);
create index products_sku on products (shop_id, sku);
create index products_groups on products using gin (group_ids);
create index products_files on products using gin (file_paths);

-- An offer may come before its product: it names it by 1C id.
create table offers (
  shop_id text not null, offer_id uuid not null, id_space text not null,
  product_external_id text not null, characteristic_id text not null default '',
  name text, sku text, barcode text, code text, unit jsonb, weight numeric,
  characteristics jsonb not null default '[]', -- [{id?, name, value}]
  properties jsonb not null default '[]', requisites jsonb not null default '[]',
  pictures jsonb not null default '[]', file_paths text[] not null default '{}',
  prices jsonb not null default '{}',          -- price type id → [{amount, currency?, unit?, coefficient?, minQuantity?}]
  stock jsonb not null default '{}',           -- warehouse id → quantity text
  stock_total numeric,                         -- null = never said
  own_mask int not null default 0,             -- which columns an offer record has said; a Товар row a#b fills only the others
  deleted boolean not null default false, active boolean not null default true,
  extra jsonb not null default '{}',
  exchange_id uuid,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (shop_id, offer_id), unique (shop_id, id_space, product_external_id, characteristic_id)
);
create index offers_files on offers using gin (file_paths);
create index offers_updated on offers (shop_id, updated_at, offer_id);

-- Root children that are kept whole (3.x contragents, dictionaries).
create table other_records (
  shop_id text not null, id_space text not null, name text not null, external_id text not null,
  content jsonb not null, exchange_id uuid, updated_at timestamptz not null default now(),
  primary key (shop_id, id_space, name, external_id)
);

-- Pictures and files by the path that 1C names them by; the bytes are in the blobs under their SHA-256.
create table files (
  shop_id text not null, file_id uuid not null, id_space text not null, path text not null,
  sha256 text not null, size bigint not null, content_type text not null,
  exchange_id uuid, updated_at timestamptz not null default now(),
  primary key (shop_id, file_id), unique (shop_id, id_space, path)
);

-- Which node's catalogue has which product (characteristic_id null-less: '*' = the product itself) or offer.
create table presence (
  shop_id text not null, node_id uuid not null, catalogue_id text not null,
  entity text not null,            -- product | offer
  external_id text not null,       -- 'a' for a product, 'a#b' or 'a#' for an offer
  id_space text not null,
  primary key (shop_id, node_id, catalogue_id, entity, external_id)
);
create index presence_by_entity on presence (shop_id, id_space, entity, external_id);

create table full_runs (
  shop_id text not null, run_id uuid not null, node_id uuid not null, catalogue_id text not null,
  state text not null default 'open', -- open | done | held | superseded
  first_exchange_id uuid not null, last_exchange_id uuid not null,
  offers_imported boolean not null default false,  -- any offers of the catalogue came in the run
  offers_full boolean not null default false,      -- a package of offers said `false` in the run
  catalogue_full boolean not null default false,   -- a catalogue of goods said `false` in the run
  ending text,                     -- deactivate or complete was asked while feeds were still being imported
  quiet_since timestamptz not null default now(),
  ended_by text, held_reason text, removed jsonb,
  opened_at timestamptz not null default now(), ended_at timestamptz,
  primary key (shop_id, run_id),
  foreign key (shop_id, node_id) references nodes
);
create unique index full_runs_one_open on full_runs (shop_id, node_id, catalogue_id) where state = 'open';
create index full_runs_unsettled on full_runs (shop_id, node_id) where state in ('open', 'held');

-- While a run is open: what was seen. When it is held: what would go (entity, external_id), until confirmed.
create table run_seen (
  shop_id text not null, run_id uuid not null, entity text not null, external_id text not null,
  primary key (shop_id, run_id, entity, external_id),
  foreign key (shop_id, run_id) references full_runs on delete cascade
);
create table run_missing (
  shop_id text not null, run_id uuid not null, entity text not null, external_id text not null,
  primary key (shop_id, run_id, entity, external_id),
  foreign key (shop_id, run_id) references full_runs on delete cascade
);

-- ORDERS ---------------------------------------------------------------------------------------------------------

create table order_counters (
  shop_id text primary key references shops,
  next bigint not null default 1
);

create table orders (
  shop_id text not null references shops, order_id uuid not null,
  number text not null,
  status text, owner_node_id uuid,
  customer jsonb not null, currency text not null, lines jsonb not null, delivery jsonb, payments jsonb not null default '[]',
  comment text, requisites jsonb not null default '{}', total numeric not null,
  paid boolean not null default false, shipped boolean not null default false,
  cancelled boolean not null default false, deleted boolean not null default false,
  one_c jsonb not null default '{}',
  one_c_id text,                   -- guid of the document in the owner's 1C
  one_c_number text, one_c_year int, -- 1C restarts its numbers yearly
  one_c_said jsonb not null default '{}', -- what 1C said last of the fields that the shop may change too
  origin text not null default 'shop', -- shop | node: where it was born
  version int not null default 1,
  due_version int not null default 1,  -- the last version that the owner must hear of (a change that came from 1C does not raise it)
  acknowledged_version int not null default 0,
  number_frozen boolean not null default false, -- was offered to a 1C
  placed_at timestamptz not null, created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (shop_id, order_id), unique (shop_id, number),
  foreign key (shop_id, owner_node_id) references nodes
);
create index orders_due on orders (shop_id, owner_node_id, placed_at, order_id) where due_version > acknowledged_version;
create index orders_one_c_id on orders (shop_id, owner_node_id, one_c_id);
create index orders_one_c_number on orders (shop_id, owner_node_id, one_c_number, one_c_year);
create index orders_updated on orders (shop_id, updated_at, order_id);

create table order_history (
  shop_id text not null, order_id uuid not null, version int not null,
  at timestamptz not null default now(),
  source text not null,            -- api | node:<name> | cli
  exchange_id uuid, changes jsonb not null, -- {field: {from, to}}
  primary key (shop_id, order_id, version),
  foreign key (shop_id, order_id) references orders
);

create table batches (
  shop_id text not null, batch_id uuid not null, node_id uuid not null, exchange_id uuid not null,
  state text not null default 'offered', -- offered | acknowledged | superseded
  body bytea not null, sha256 text not null, content_type text not null, orders_count int not null,
  offered_at timestamptz not null default now(), acknowledged_at timestamptz,
  primary key (shop_id, batch_id),
  foreign key (shop_id, exchange_id) references exchanges
);
create index batches_by_exchange on batches (shop_id, exchange_id, batch_id desc);
create index batches_offered on batches (shop_id, node_id) where state = 'offered';

-- What was sent to whom, with which number and version, offered and acknowledged.
create table batch_orders (
  shop_id text not null, batch_id uuid not null, order_id uuid not null, node_id uuid not null,
  number text not null,            -- as this 1C was given it: with the node's prefix
  version int not null,
  offered_at timestamptz not null default now(), acknowledged_at timestamptz,
  primary key (shop_id, batch_id, order_id),
  foreign key (shop_id, batch_id) references batches,
  foreign key (shop_id, order_id) references orders
);
create index batch_orders_by_order on batch_orders (shop_id, order_id, node_id);
create index batch_orders_by_number on batch_orders (shop_id, node_id, number);

-- Documents of 1C that belong to an order (payments, shipments, returns), newest content kept.
create table order_documents (
  shop_id text not null, order_id uuid not null, document_id text not null, node_id uuid not null,
  operation text not null, content jsonb not null, updated_at timestamptz not null default now(),
  primary key (shop_id, order_id, document_id),
  foreign key (shop_id, order_id) references orders
);

create table idempotency_keys (
  shop_id text not null references shops, key text not null,
  body_hash text not null, order_id uuid not null, response jsonb not null, created_at timestamptz not null default now(),
  primary key (shop_id, key)
);
