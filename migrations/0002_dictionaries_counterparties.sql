-- Dictionaries that a shop made in its 1C, and counterparties (CommerceML 3.x); rows as those of the other references of 0001.

create table dictionaries (
  shop_id text not null, dictionary_id uuid not null, id_space text not null, external_id text not null,
  name text,
  fields jsonb,                    -- [{id, name?, valueType?}]
  active boolean not null default true, extra jsonb not null default '{}',
  exchange_id uuid, updated_at timestamptz not null default now(),
  primary key (shop_id, dictionary_id), unique (shop_id, id_space, external_id)
);

-- An item names its dictionary by 1C id.
create table dictionary_items (
  shop_id text not null, item_id uuid not null, id_space text not null,
  dictionary_external_id text not null, external_id text not null,
  name text,
  field_values jsonb,              -- [{id?, name?, values[]}]
  active boolean not null default true, extra jsonb not null default '{}',
  exchange_id uuid, updated_at timestamptz not null default now(),
  primary key (shop_id, item_id), unique (shop_id, id_space, dictionary_external_id, external_id)
);
-- Lists ask for `external_id <> ''`, which is always so. Without it an import could take one of these for the way to an item by its
-- id, while nothing is known of the table yet, and read the whole dictionary for each item.
create index dictionary_items_listed on dictionary_items (shop_id, id_space, dictionary_external_id, item_id)
  where external_id <> '';
create index dictionary_items_updated on dictionary_items (shop_id, id_space, dictionary_external_id, updated_at, item_id)
  where external_id <> '';

create table counterparties (
  shop_id text not null, counterparty_id uuid not null, id_space text not null, external_id text not null,
  name text, type text, full_name text,
  roles jsonb,                     -- ["Покупатель", …]
  tax_id text, address text, contacts jsonb,
  active boolean not null default true, extra jsonb not null default '{}',
  exchange_id uuid, updated_at timestamptz not null default now(),
  primary key (shop_id, counterparty_id), unique (shop_id, id_space, external_id)
);
create index counterparties_updated on counterparties (shop_id, updated_at, counterparty_id);

-- Guids of 1C are looked up in lower case. Of a document that was kept in both cases the newer content stays.
delete from order_documents d using order_documents n
  where n.shop_id = d.shop_id and n.order_id = d.order_id and lower(n.document_id) = lower(d.document_id)
    and d.document_id ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    and (d.updated_at, d.document_id) < (n.updated_at, n.document_id);
update order_documents set document_id = lower(document_id)
  where document_id ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' and document_id <> lower(document_id);
-- Ids of a payment and of a shipment come from counters of their own where the shop made them: they may be the same.
-- The order document itself is kept, too, with all that has no column (operation 'order').
alter table order_documents drop constraint order_documents_pkey;
alter table order_documents add primary key (shop_id, order_id, operation, document_id);
-- A return names the shipment that it is of; a removed payment names nothing but itself.
create index order_documents_by_id on order_documents (shop_id, node_id, document_id);
