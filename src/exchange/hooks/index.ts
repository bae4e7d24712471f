/** What the pipeline asks of node kinds. None of these lets a kind's failure through. */
export { beginExchange, endExchange } from './exchange-hooks.js';
export { additionsTo, problemsOf, readingOf, wishOf } from './order-hooks.js';
