-- Which records of feeds say what the store holds already: a cache, so unlogged (a crash of the database empties it, and the next import
-- reads everything once more) and never copied to another database.
-- A fingerprint holds while the rows that its record spoke for have not been written since, by whomever.
create unlogged table fingerprints (
  shop_id text not null,
  fingerprint uuid not null,           -- 128 bits of a SHA-256 over the record's bytes and all that they depend on
  node_id uuid not null,
  product_id uuid,                     -- the rows that the record spoke for, as they were
  product_updated_at timestamptz,
  offer_id uuid,
  offer_updated_at timestamptz,
  shows boolean not null,              -- it shows that the node's catalogue has them
  made_at timestamptz not null default now(),
  primary key (shop_id, fingerprint)
);

-- Most rows have no pictures, and an index entry that says so costs as much as one that names one.
drop index products_files;
create index products_files on products using gin (file_paths) where file_paths <> '{}';
drop index offers_files;
create index offers_files on offers using gin (file_paths) where file_paths <> '{}';
