-- The listing follows directories, and goes on where one product cannot be listed. Both tables are unlogged: what is added goes the same way.

-- What a value of a property was called when the rows of the search were made; null = it stands for itself.
alter table listing_terms add column text text;
create index listing_terms_texts on listing_terms (shop_id, term_no) where text is not null;
-- Groups and texts are noted as they were after this change.
alter table listing_state add column settled_no bigint not null default 0;

-- Products whose rows could not be made: they are tried again, ever more seldom. All others go on.
create unlogged table listing_troubles (
  shop_id text not null, product_id uuid not null,
  tries int not null,
  again_at timestamptz not null,
  code text not null,              -- the SQLSTATE, or the name of the error
  primary key (shop_id, product_id)
);
