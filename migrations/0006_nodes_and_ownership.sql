-- Exchange nodes with flags and a state, owners of orders with the reason, what both sides changed, directories, customers.

-- SHOPS AND NODES --------------------------------------------------------------------------------------------------

alter table shops add column language text not null default 'ru';      -- of texts for the shop's people: ru | uk | en
alter table shops add column settings jsonb not null default '{}';     -- src/nodes/shop-settings

alter table nodes add column state text not null default 'active';     -- active | paused: a paused one logs in no more
update nodes set state = 'paused' where not active;
alter table nodes drop column active;
alter table nodes alter column login drop not null;                     -- a node that the server itself calls has none
alter table nodes alter column password_hash drop not null;
alter table nodes add column priority int not null default 0;           -- of those that want an order the highest gets it
alter table nodes add column sends_orders boolean not null default true;         -- its documents of orders are applied
alter table nodes add column receives_only_own boolean not null default false;   -- it is given only orders that were made in it
alter table nodes add column creates_orders boolean not null default true;       -- an order that nobody knows is made of its document
alter table nodes add column creates_customers boolean not null default true;    -- a customer that nobody knows is made of its documents

-- A node has a journal beyond its exchanges: what was decided about it while no 1C was there.
alter table journal alter column exchange_id drop not null;
create index journal_by_node on journal (shop_id, node_id, entry_id);
create index journal_of_node on journal (shop_id, node_id, entry_id) where exchange_id is null;

-- ORDERS -----------------------------------------------------------------------------------------------------------

alter table orders add column site text;                 -- which of the shop's sites it was placed at
alter table orders add column warehouse text;            -- 1C id, or the shop's word for it (setting warehouses)
alter table orders add column organisation text;         -- the shop's word for it
alter table orders add column responsible text;          -- personnel number
alter table orders add column promo_codes jsonb not null default '[]';  -- ["SPRING", …]
alter table orders add column promo_keys text[] not null default '{}';  -- the same as they are compared: in lower case
alter table orders add column bonus jsonb;               -- {"card": "…", "amount": "…"}
alter table orders add column delivery_allowed boolean not null default false;
alter table orders add column cancelled_by text;         -- customer | shop | node; null = not cancelled, or not said
alter table orders add column customer_id uuid;          -- customers, as matched by rules
-- Why it belongs to whom: {"by": "only" | "priority" | "wanted" | "load" | "given" | "born" | "moved", "reason": text, "at": time,
-- "candidates": [{"node": id, "wants": true | false | null, "reason"?: text}]}
alter table orders add column routing jsonb;
-- What keeps it back: [{"code", "text"}], text in the shop's language; null = nothing. Such an order is not due.
alter table orders add column held jsonb;
alter table orders add column warnings jsonb not null default '[]';  -- what a person should know of it, and what does not keep it back
alter table orders add column locked_until timestamptz;  -- it is being edited in the shop
alter table orders add column locked_by text;
alter table orders add column locked_in_one_c boolean not null default false;

create index orders_responsible on orders (shop_id, responsible, order_id) where responsible is not null;
create index orders_customer on orders (shop_id, customer_id, order_id) where customer_id is not null;
create index orders_promo_keys on orders using gin (promo_keys) where promo_keys <> '{}';
create index orders_held on orders (shop_id, owner_node_id, order_id) where held is not null;
create index orders_locked on orders (locked_until) where locked_until is not null;
-- Load of a node: its orders that are neither shipped nor given up.
create index orders_open on orders (shop_id, owner_node_id, order_id) where not shipped and not cancelled and not deleted;
-- Orders without an owner, as they are routed again.
create index orders_unowned on orders (shop_id, placed_at, order_id) where owner_node_id is null;

-- An order that was made in 1C is made here once, whichever node sends it first (guid of its document, in lower case).
create table order_births (
  shop_id text not null references shops, document_key text not null, order_id uuid not null, node_id uuid not null,
  primary key (shop_id, document_key),
  foreign key (shop_id, order_id) references orders on delete cascade
);
insert into order_births (shop_id, document_key, order_id, node_id)
  select distinct on (shop_id, one_c_id) shop_id, one_c_id, order_id, owner_node_id from orders
  where origin = 'node' and owner_node_id is not null and one_c_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
  order by shop_id, one_c_id, order_id;
create index orders_one_c_id_anywhere on orders (shop_id, one_c_id) where one_c_id is not null;
create index orders_one_c_number_anywhere on orders (shop_id, one_c_number, one_c_year) where one_c_number is not null;

-- A document of an order that another node sent as well.
create table order_duplicates (
  shop_id text not null, duplicate_id uuid not null, order_id uuid not null,
  node_id uuid not null,           -- that sent it, and does not own the order
  document_key text not null,      -- its id in lower case, else its number and date
  recognised_by text not null,     -- id | facts | number
  state text not null,             -- ignored | linked | open (a person is asked) | same | different
  content jsonb not null,          -- the document as it came last
  exchange_id uuid, feed_id uuid,
  at timestamptz not null default now(), decided_at timestamptz,
  primary key (shop_id, duplicate_id), unique (shop_id, node_id, document_key),
  foreign key (shop_id, order_id) references orders on delete cascade
);

-- Fields that the shop and 1C both changed: what each said, and who won by which rule.
create table order_conflicts (
  shop_id text not null, conflict_id uuid not null, order_id uuid not null, node_id uuid not null, exchange_id uuid,
  version int not null,            -- the order's version when 1C spoke
  field_group text not null,       -- status | payment | shipment | lines | contact
  fields jsonb not null,           -- {field: {"site": …, "oneC": …}}
  rule text not null,              -- 1c | site | newest | customer-cancelled
  winner text not null,            -- 1c | site
  digest text not null,            -- of the fields: the same file sent again is no new conflict
  at timestamptz not null default now(),
  primary key (shop_id, conflict_id), unique (shop_id, order_id, version, field_group, digest),
  foreign key (shop_id, order_id) references orders on delete cascade
);
create index order_conflicts_by_node on order_conflicts (shop_id, node_id, at);

-- Documents of 1C that wait until the order that they change is no longer being edited.
create table waiting_documents (
  shop_id text not null, waiting_id uuid not null, order_id uuid not null, node_id uuid not null,
  exchange_id uuid not null, feed_id uuid not null, document jsonb not null, document_key text not null,
  made_at text,                    -- ДатаФормирования of its file, as written
  at timestamptz not null default clock_timestamp(),
  primary key (shop_id, waiting_id), unique (shop_id, order_id, document_key),
  foreign key (shop_id, order_id) references orders on delete cascade
);

-- A batch that no one may acknowledge by a later query: its answer was not sent to the end.
alter table batches add column answered_at timestamptz;  -- the last byte of the answer went out
create index batches_answered on batches (shop_id, node_id, batch_id) where state = 'offered' and answered_at is not null;
alter table nodes add column success_missed_at timestamptz;  -- the journal has proposed confirmBy=next-query

-- Due orders that their 1C has, or may have: they were offered, or made in it. No filter hides their changes.
drop index orders_due_known;
create index orders_due_known on orders (shop_id, owner_node_id, placed_at, order_id)
  where due_version > acknowledged_version and number_frozen;

-- Orders that the server itself sends (a node kind with deliverOrders): when to try again after a failure.
create table order_deliveries (
  shop_id text not null, node_id uuid not null,
  attempts int not null default 0, next_at timestamptz not null default now(), last_error text,
  primary key (shop_id, node_id),
  foreign key (shop_id, node_id) references nodes
);

-- DIRECTORIES AND CUSTOMERS ------------------------------------------------------------------------------------------

-- Employees (key = personnel number), promo codes (key = the code in lower case), and what node kinds have of their own.
create table directory_entries (
  shop_id text not null references shops, entry_id uuid not null,
  directory text not null,         -- employees | promo-codes | <kind>/<name>
  entry_key text not null,
  written_key text not null,       -- as whoever brought it last wrote it
  name text not null,
  content jsonb not null default '{}',
  valid_from timestamptz, valid_to timestamptz,
  active boolean not null default true,
  node_id uuid,                    -- that brought it last; null = REST
  exchange_id uuid, created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (shop_id, entry_id), unique (shop_id, directory, entry_key)
);
create index directory_entries_listed on directory_entries (shop_id, directory, entry_id);
create index directory_entries_updated on directory_entries (shop_id, directory, updated_at, entry_id);

create table customers (
  shop_id text not null references shops, customer_id uuid not null,
  external_id text,                -- the shop's id, or 1C's
  type text not null, name text not null,
  tax_id text, phone text, phone_key text, email text, email_key text,   -- keys: E.164 or digits; lower case
  node_id uuid,                    -- whose document made it; null = the shop's order
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (shop_id, customer_id)
);
create index customers_updated on customers (shop_id, updated_at, customer_id);
create index customers_external on customers (shop_id, external_id) where external_id is not null;
create index customers_tax on customers (shop_id, tax_id) where tax_id is not null;
create index customers_phone on customers (shop_id, phone_key) where phone_key is not null;
create index customers_email on customers (shop_id, email_key) where email_key is not null;

-- Two customers that a rule takes for one: they are linked, never merged.
create table customer_links (
  shop_id text not null, customer_id uuid not null, other_id uuid not null,  -- customer_id < other_id
  matched_by text not null,        -- id | taxId | phone | email
  at timestamptz not null default now(),
  primary key (shop_id, customer_id, other_id),
  foreign key (shop_id, customer_id) references customers on delete cascade
);
create index customer_links_other on customer_links (shop_id, other_id);

-- Exchanges whose end their node's kind has still to hear of.
alter table exchanges add column end_told boolean not null default true;
alter table exchanges alter column end_told set default false;
create index exchanges_end_untold on exchanges (ended_at) where ended_at is not null and not end_told;
