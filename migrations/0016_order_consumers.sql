-- Who takes changed orders from the queue of /v1/orders/changes: how far it is, and the lot that it works on.

create table order_consumers (
  shop_id text not null references shops, consumer text not null,   -- a name that the client chooses
  after_no bigint not null,                -- changes up to this number are done with
  claim uuid, claimed_to bigint,           -- the lot that was given: changes behind after_no up to here; null = none
  until timestamptz,                       -- until when nobody else gets it
  acked uuid,                              -- the last claim that was confirmed: a confirmation may be repeated
  primary key (shop_id, consumer),
  constraint order_consumers_claim check ((claim is null) = (claimed_to is null) and (claim is null) = (until is null))
);
