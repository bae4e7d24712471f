import { MAIN_SHOP } from '../services.js';

/** How a command about a shop begins where a text proposes one: `uzel`, for another shop than the main one `uzel --shop south`. */
export const uzelOf = (shopId: string): string => (shopId === MAIN_SHOP ? 'uzel' : `uzel --shop ${shopId}`);
