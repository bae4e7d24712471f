-- When a consumer of changed orders came last: a shop has so many of them, and one that stays away makes room for a new one.

alter table order_consumers add column seen_at timestamptz not null default now();
