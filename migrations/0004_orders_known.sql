-- Due orders that their 1C has already: a day of start (`ordersFrom`) does not hide their changes, and who listens looks for them often.
create index orders_due_known on orders (shop_id, owner_node_id, placed_at, order_id)
  where due_version > acknowledged_version and (acknowledged_version > 0 or origin = 'node');
