/** What this browser keeps: the cart, an order that is under way, orders that were placed, the language. */

const read = (name, otherwise) => {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? otherwise;
  } catch {
    return otherwise; // a browser that keeps nothing, or somebody else's words
  }
};
const memory = new Map();
const write = (name, value) => {
  memory.set(name, value);
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Private windows may keep nothing: the cart then lasts as long as the page.
  }
  window.dispatchEvent(new Event('kept'));
};
const kept = (name, otherwise) => {
  const found = read(name, undefined);
  return found ?? memory.get(name) ?? otherwise;
};

/** Lines `{offer, product, name, label, picture, quantity}`: what is shown; prices always come from the shop. */
export const cart = {
  lines: () => kept('cart', []),
  count: () => cart.lines().reduce((sum, { quantity }) => sum + quantity, 0),
  add(line) {
    const lines = cart.lines();
    const same = lines.find(({ offer }) => offer === line.offer);
    if (same) same.quantity = Math.min(999, same.quantity + line.quantity);
    else lines.push(line);
    write('cart', lines);
  },
  set(offer, quantity) {
    write(
      'cart',
      cart.lines().flatMap((line) => (line.offer !== offer ? line : quantity > 0 ? { ...line, quantity } : [])),
    );
  },
  /** Takes out what was ordered; what was put in meanwhile stays. @param ordered lines `{offer, quantity}` */
  take(ordered) {
    const counts = new Map(ordered.map(({ offer, quantity }) => [offer, quantity]));
    const left = cart.lines().map((line) => ({ ...line, quantity: line.quantity - (counts.get(line.offer) ?? 0) }));
    write(
      'cart',
      left.filter(({ quantity }) => quantity > 0),
    );
  },
};

/** An order `{quote, customer, lines}` that was sent and not answered yet: it is sent again just so, and makes no second order. */
export const attempt = { get: () => kept('attempt', null), set: (value) => write('attempt', value) };

/** `{order, number}` of the orders placed here, newest first. */
export const orders = {
  list: () => kept('orders', []),
  add: (order) =>
    write('orders', [order, ...orders.list().filter(({ number }) => number !== order.number)].slice(0, 10)),
};

export const language = { get: () => kept('language', 'ru'), set: (value) => write('language', value) };
