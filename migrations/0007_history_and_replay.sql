-- The history of every exchange: its requests, its feeds whole and packed, and the catalogue's rows as they were before it.

alter table exchanges add column address text;           -- where 1C called from

create table exchange_requests (
  shop_id text not null, exchange_id uuid not null, request_id uuid not null,
  at timestamptz not null, method text not null, type text, mode text, file text,
  status int not null, answer text,  -- its first line
  bytes_in bigint not null, bytes_out bigint not null, ms int not null, address text,
  error_code text,
  primary key (shop_id, exchange_id, request_id),
  foreign key (shop_id, exchange_id) references exchanges on delete cascade
);

-- `stored_as` of a packed feed names its content: packed/<sha256>, gzip; feeds of the same bytes share it.
alter table feeds add column packed boolean not null default false;
create index feeds_by_content on feeds (stored_as) where packed;
create index feeds_to_pack on feeds (updated_at) where not packed and state in ('closed', 'unpacked');

-- A row of the catalogue as it was before an exchange changed it first; content null = it was not there.
create table before_images (
  shop_id text not null, exchange_id uuid not null,
  entity text not null,            -- the table: products, offers, groups, …
  row_key text not null,           -- its id of ours; where a table has none, its key as a JSON array
  content jsonb,                   -- to_jsonb of the row
  at timestamptz not null default clock_timestamp(),
  primary key (shop_id, exchange_id, entity, row_key)
);
create index before_images_by_row on before_images (shop_id, entity, row_key, at);
create index before_images_by_time on before_images (at);
