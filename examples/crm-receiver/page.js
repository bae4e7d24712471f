import express from 'express';

const SPECIAL = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (value) => String(value ?? '–').replace(/[&<>"']/g, (letter) => SPECIAL[letter]);

/** HTML in which every value is text; what is HTML already says so by being made here. */
class Html {
  constructor(text) {
    this.text = text;
  }
}
const html = (parts, ...values) => new Html(parts.reduce((all, part, at) => all + show(values[at - 1]) + part));
const show = (value) =>
  value instanceof Html ? value.text : Array.isArray(value) ? value.map(show).join('') : escapeHtml(value);

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:60rem;margin:2rem auto;padding:0 1rem}
details{border-top:1px solid color-mix(in srgb,currentcolor 15%,transparent);padding:.6rem 0}summary{display:grid;grid-template-columns:5rem 1fr auto;gap:1rem;cursor:pointer}
small,time{opacity:.65}ol{margin:.5rem 0 0;padding-left:1.5rem}h1{font-size:1.4rem}b{font-variant-numeric:tabular-nums}`;

/** The orders, newest first, each with what happened to it. @param state what is shown, as it is at each request */
export function ordersPage(state) {
  const app = express();
  app.disable('x-powered-by');
  app.get('/', (_request, response) => {
    const policy =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    response.set({ 'Content-Security-Policy': policy, 'Cache-Control': 'no-store' });
    response.type('html').send(pageOf(Object.values(state.orders)).text);
  });
  return app;
}

const pageOf = (
  orders,
) => html`<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="10">
<title>Orders</title><style>${new Html(STYLE)}</style><h1>Orders: ${orders.length}</h1>
${orders.length === 0 ? html`<p>There are none yet. What the shop sells appears here.</p>` : ''}
${[...orders].sort((a, b) => b.placedAt.localeCompare(a.placedAt)).map(orderOf)}</html>`;

const orderOf = (
  order,
) => html`<details><summary><b>${order.number}</b><span>${order.customer}<br><small>${stateOf(order)}</small></span><b>${order.total} ${order.currency}</b></summary>
<ol>${order.history.map(({ at, who, what }) => html`<li><time>${at.slice(0, 19).replace('T', ' ')}</time> ${who}: ${what}</li>`)}</ol></details>`;

function stateOf({ status, paid, shipped, cancelled, oneC }) {
  const words = [status, paid && 'paid', shipped && 'shipped', cancelled && 'cancelled', oneC && `in 1C: ${oneC}`];
  return words.filter(Boolean).join(' · ') || 'new';
}
