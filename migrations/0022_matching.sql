-- Which products of several 1C, or things of the shop as it was before, are one; and what the storefront itself calls a product.

-- The storefront's own id of a product, in each of its systems (a site, a CRM). A product that 1C takes away keeps it.
create table product_refs (
  shop_id text not null references shops, product_id uuid not null,
  system text not null,
  ref text collate "C" not null,
  updated_at timestamptz not null default now(),
  primary key (shop_id, product_id, system), unique (shop_id, system, ref)
);

-- What a system had before 1C came. Its own id is `ref`.
create table shop_items (
  shop_id text not null references shops, system text not null, ref text collate "C" not null,
  external_id text,                -- the id in 1C, where the system knows it
  sku text, barcode text, code text, name text,
  updated_at timestamptz not null default now(),
  primary key (shop_id, system, ref)
);

-- A row for each thing that a product is sought for: an item of a system, or a product of one id space among those of another.
create table matches (
  shop_id text not null references shops, match_id uuid not null,
  kind text not null,              -- item | product
  source text not null,            -- the system of the item, or the id space of the product
  against text not null default '', -- the id space that it is sought in; '' = all, of items
  subject_id text collate "C" not null, -- ref of the item, or our id of the product
  state text not null default 'unmatched', -- matched | unmatched | doubtful
  product_id uuid,                 -- not null = matched
  rule text,                       -- that found it: id | sku | barcode | code | name; null = a person did
  candidates jsonb not null default '[]', -- of a doubtful one: [{product, rule, likeness}], the best first
  refused uuid[] not null default '{}', -- a person said: not these
  decision text,                   -- confirmed | picked | refused | ref; null = runs decide
  decided_at timestamptz,
  updated_at timestamptz not null default now(),
  primary key (shop_id, match_id),
  unique (shop_id, kind, source, against, subject_id),
  -- One to one. Looked at behind a statement, so that one statement may exchange two.
  constraint matches_one_to_one unique (shop_id, kind, source, against, product_id) deferrable initially immediate
);
create index matches_by_state on matches (shop_id, kind, source, against, state, match_id);
create index matches_by_product on matches (shop_id, product_id) where product_id is not null;
create index matches_by_subject on matches (shop_id, subject_id) where kind = 'product' and product_id is not null;

create table matching_runs (
  shop_id text not null references shops, run_id uuid not null,
  kind text not null, source text not null, against text not null default '',
  rules text[] not null,           -- in the order of the shop
  state text not null default 'queued', -- queued | running | done | failed
  attempts int not null default 0,
  step text,                       -- reading | a rule | writing
  done int not null default 0, total int not null default 0, -- of the step
  skipped text[] not null default '{}', -- rules that could not be followed
  result jsonb,                    -- {matched, unmatched, doubtful, changed}
  error_text text,
  created_at timestamptz not null default now(), started_at timestamptz, ended_at timestamptz,
  primary key (shop_id, run_id)
);
create unique index matching_runs_open on matching_runs (shop_id, kind, source, against) where state in ('queued', 'running');
