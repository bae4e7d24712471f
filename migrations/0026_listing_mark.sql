-- A listing that is begun anew gives other numbers to the same terms: what is remembered of them holds for one mark only.

alter table listing_state add column terms_mark uuid not null default gen_random_uuid();
