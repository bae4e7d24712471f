-- What left the shop and what came back, part by part.
alter table orders
  add column shipments jsonb not null default '[]',  -- [{key, shippedAt, lines: [{lineNo, quantity}], trackingNumber?, comment?}]
  add column returns jsonb not null default '[]';    -- [{key, returnedAt, lines: [{lineNo, quantity}], amount?, reason?}]
