import { ok, type Said, warning } from './findings.js';
import type { NodeCheck } from './scene.js';

/** What its flags mean, in words. */
export const checkFlags: NodeCheck = ({ node }) => {
  const { receivesOrders, receivesOnlyOwn, sendsOrders, createsOrders, createsCustomers } = node;
  const said: Said[] = [];
  if (!receivesOrders) said.push(ok('It is given no orders (receivesOrders=false).'));
  else if (receivesOnlyOwn) said.push(ok('It is given only orders that were made in it (receivesOnlyOwn=true).'));
  if (receivesOnlyOwn && !sendsOrders) {
    said.push(
      warning(
        'It is given only its own orders, and none can be its own: what it says of orders is not applied. Set sendsOrders=true or receivesOnlyOwn=false.',
      ),
    );
  }
  if (!sendsOrders) {
    said.push(ok('What it says of orders is kept in the exchange and not applied (sendsOrders=false).'));
    if (receivesOrders && !receivesOnlyOwn) {
      said.push(
        warning(
          'It gets orders, and its answers to them are not applied: nobody learns here what became of them. Set sendsOrders=true unless that is meant.',
        ),
      );
    }
  } else if (!createsOrders) {
    said.push(ok('Orders that were made in this 1C do not appear in the shop (createsOrders=false).'));
  } else if (!createsCustomers) {
    said.push(ok('Its documents make no customers that are not known (createsCustomers=false).'));
  }
  return said;
};
