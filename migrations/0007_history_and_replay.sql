-- The history of every exchange: its requests, its feeds whole and packed, and the catalogue's rows as they were before it.

alter table exchanges add column address text;           -- where 1C called from
-- Of type replay: the exchange whose feeds it applies again; of type restore: the one before which it puts the catalogue back.
alter table exchanges add column repeats uuid;
alter table exchanges add column images_gone boolean not null default false;  -- its before_images were deleted by their age

create table exchange_requests (
  shop_id text not null, exchange_id uuid not null, request_id uuid not null,
  at timestamptz not null, method text not null, type text, mode text, file text,
  status int not null, answer text,  -- its first line
  bytes_in bigint not null, bytes_out bigint not null, ms int not null, address text,
  error_code text,
  primary key (shop_id, exchange_id, request_id),
  foreign key (shop_id, exchange_id) references exchanges on delete cascade
);

-- `stored_as` of a packed feed names its content, gzip or (ZIPs, pictures) as it came; feeds of the same bytes share it.
alter table feeds add column packed boolean not null default false;
alter table feeds add column packed_size bigint;          -- bytes on the disk
alter table feeds add column loose text;                  -- its blob from before, which is still to be deleted
create index feeds_by_content on feeds (stored_as) where packed;
create index feeds_to_pack on feeds (updated_at) where not packed and state in ('closed', 'unpacked');
create index feeds_loose on feeds (shop_id, feed_id) where loose is not null;

-- A row of the catalogue as it was before an exchange changed it first. A row that the exchange itself made has none: `made_by` of the
-- catalogue's tables tells that (an image for each row of a first import made it a fifth slower).
create table before_images (
  shop_id text not null, exchange_id uuid not null,
  entity text not null,            -- the table: products, offers, groups, …
  row_key text not null,           -- its id of ours; where a table has none, its key as a JSON array
  content jsonb,                   -- to_jsonb of the row; null = a restore has put it there
  at timestamptz not null default clock_timestamp(),
  primary key (shop_id, exchange_id, entity, row_key)
);

alter table products add column made_by uuid;
alter table offers add column made_by uuid;
alter table groups add column made_by uuid;
alter table properties add column made_by uuid;
alter table price_types add column made_by uuid;
alter table warehouses add column made_by uuid;
alter table units add column made_by uuid;
alter table dictionaries add column made_by uuid;
alter table dictionary_items add column made_by uuid;
alter table counterparties add column made_by uuid;
alter table catalogues add column made_by uuid;
alter table other_records add column made_by uuid;
alter table files add column made_by uuid;
alter table presence add column made_by uuid;
